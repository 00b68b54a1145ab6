"""Taking reports out in each format, beside what Django or a table library would do with the same rows."""

import argparse
import io
import json
import tracemalloc
from collections.abc import Callable

import tablib
from django.core import serializers

from factcheck.accounts.actions import change_desk, ensure_desk
from factcheck.audit.context import acting
from factcheck.reports.claimreview import CONTEXT, claim_review
from factcheck.reports.exports import EVIDENCE_COLUMNS, VERDICT_COLUMNS, Selection, stream
from factcheck.reports.models import Export
from factcheck.reports.reading import reported_verdicts, reports_of
from factcheck.verdicts.models import FrozenEvidence, Submission
from tests.benchmarks.measure import Line, Work, side_by_side, times
from tests.benchmarks.published import EVIDENCE_EACH, copy, publish_one

#: Records per second of processor time, here and in PostgreSQL. A record is a verdict or a piece of evidence
#: written out: in CSV each row is one, in JSON lines those of a verdict stand in its line.
AIM = 10_000
RECORDS_OF_A_VERDICT = {
    Export.Format.CSV: EVIDENCE_EACH,
    Export.Format.JSONL: 1 + EVIDENCE_EACH,
    Export.Format.CLAIMREVIEW: 1,
}
#: The second size at which memory is looked at, in multiples of the first.
MORE = 4
#: What may be added to the peak of memory by that: a little is noise.
MEMORY_GROWTH = 1.2
ROUNDS = 3


def run(options: argparse.Namespace) -> list[Line]:
    with acting(action="bench"):
        change_desk(name="The desk", url="https://desk.example", prints_grades=True)
    model = publish_one()
    copy(model, options.verdicts - 1)
    lines = [_rate(format, alternative, options.verdicts) for format, alternative in ALTERNATIVES.items()]
    # One format for all: they differ in how a report is written, not in how many are held.
    small = _peak(Export.Format.CSV)
    copy(model, (MORE - 1) * options.verdicts)
    return [*lines, _memory(small, _peak(Export.Format.CSV), options.verdicts)]


def _rate(format: Export.Format, alternative: Callable[[], str], verdicts: int) -> Line:
    records = verdicts * RECORDS_OF_A_VERDICT[format]
    mine, other = side_by_side(lambda: _whole(format), alternative, ROUNDS, warm_up=1)
    return Line(
        f"export {verdicts:,} verdicts as {format.label}, records per second",
        f"{records / mine.server:,.0f}/s",
        f"{records / other.server:,.0f}/s ({alternative.__doc__})",
        times(1 / mine.server, 1 / other.server),
        f"above {AIM:,}/s",
        records / mine.server > AIM,
    )


def _whole(format: Export.Format) -> int:
    return sum(len(piece) for piece in stream(format, Selection(), None))


def _with_tablib() -> str:
    """tablib, in memory"""
    desk = ensure_desk()
    table = tablib.Dataset(headers=[*VERDICT_COLUMNS, *EVIDENCE_COLUMNS])
    for report in list(reports_of(reported_verdicts(None), desk)):
        head = [getattr(report, name) for name in VERDICT_COLUMNS]
        for piece in report.evidence:
            table.append([*head, *(getattr(piece, name) for name in EVIDENCE_COLUMNS)])
    return str(table.export("csv"))


def _with_django() -> str:
    """Django's serializer, same rows"""
    out = io.StringIO()
    for rows in (Submission.objects.all(), FrozenEvidence.objects.all()):
        serializers.serialize("jsonl", rows.iterator(), stream=out)
    return out.getvalue()


def _written_by_hand() -> str:
    """JSON-LD with all reviews in memory"""
    desk = ensure_desk()
    reviews = [claim_review(report) for report in reports_of(reported_verdicts(None), desk)]
    return json.dumps({"@context": CONTEXT, "@graph": reviews}, indent=2)


ALTERNATIVES: dict[Export.Format, Work] = {
    Export.Format.CSV: _with_tablib,
    Export.Format.JSONL: _with_django,
    Export.Format.CLAIMREVIEW: _written_by_hand,
}


def _peak(format: Export.Format) -> int:
    """Most bytes that Python held at once while exporting."""
    tracemalloc.start()
    try:
        _whole(format)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _memory(small: int, large: int, verdicts: int) -> Line:
    return Line(
        f"  memory for {MORE * verdicts:,} verdicts, beside {verdicts:,}",
        f"{large / 1e6:.1f} MB",
        f"{small / 1e6:.1f} MB",
        times(large, small),
        f"at most {MEMORY_GROWTH}x",
        large <= small * MEMORY_GROWTH,
    )
