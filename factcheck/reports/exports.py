"""What leaves the desk for editors (CSV), programs (JSON lines) and search engines (ClaimReview).

All three stream from a server-side cursor, a few hundred verdicts at a time, so memory does not grow with the desk.
What is taken out, by whom and with which filters is recorded before the first byte goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from factcheck.accounts.actions import ensure_desk
from factcheck.accounts.models import User
from factcheck.database.objects import public_id
from factcheck.reports.actions import record_export
from factcheck.reports.claimreview import CONTEXT, is_complete, missing, review_node, script_safe
from factcheck.reports.data import ReportData
from factcheck.reports.models import Export
from factcheck.reports.reading import CHUNK, reported_verdicts, reports_of, reviewable
from factcheck.reports.tables import csv_line, jsonl_rows
from factcheck.verdicts.models import Verdict

SUFFIX = {Export.Format.CSV: "csv", Export.Format.JSONL: "jsonl", Export.Format.CLAIMREVIEW: "json"}
MEDIA_TYPE = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.JSONL: "application/jsonl; charset=utf-8",
    Export.Format.CLAIMREVIEW: "application/ld+json",
}

VERDICT_COLUMNS = (
    *("verdict", "claim", "state", "kind", "statement", "in_their_words", "claimant", "made_on"),
    *("rating_label", "rating_value", "best", "worst", "scale", "conclusion", "explanation"),
    *("missing_context", "policy", "closed_in_words"),
    *("quantity_low", "quantity_high", "quantity_unit", "scope_place", "scope_time", "terms_in_words"),
    *("reading", "parts_in_words", "readings_in_words", "searches_in_words", "enquiries_in_words"),
    *("address", "published_on", "modified_on", "approved_on", "language", "notice", "corrections_in_words"),
)
EVIDENCE_COLUMNS = (
    *("public_id", "number", "stance", "weight", "origin", "quote", "sentence", "speaker", "voice", "source"),
    *("source_mark", "grade", "title", "date", "date_of", "url", "captured", "sha256", "rationale"),
    *("sealed", "commitment", "redacted", "quantity_low", "quantity_high"),
)

_verdict_cells = attrgetter(*VERDICT_COLUMNS)
_evidence_cells = attrgetter(*EVIDENCE_COLUMNS)


@dataclass(frozen=True)
class Selection:
    """Which verdicts: of these claims (empty: all), changed since that day."""

    claims: Sequence[int] = ()
    since: date | None = None

    def filters(self) -> dict[str, object]:
        """As an export records them."""
        return {
            "claims": [public_id("C", key) for key in self.claims],
            "since": self.since.isoformat() if self.since else None,
        }


def select(selection: Selection, user: User | None) -> "QuerySet[Verdict]":
    """The verdicts that `user` would take out; None for the command line."""
    verdicts = reported_verdicts(user)
    if selection.claims:
        verdicts = verdicts.filter(claim__in=selection.claims)
    if selection.since:
        verdicts = verdicts.filter(updated_at__date__gte=selection.since)
    return verdicts


@transaction.atomic
def begin_export(*, format: Export.Format, selection: Selection, user: User | None) -> Export:
    """Record the export; what follows streams."""
    chosen = select(selection, user)
    keys = list(chosen.values_list("pk", flat=True))
    held = _reviewed(chosen) if format == Export.Format.CLAIMREVIEW else keys
    # Only where some are: nobody asks of the other formats.
    less = {"left_out": len(keys) - len(held)} if len(held) < len(keys) else {}
    return record_export(
        format=format,
        filters=selection.filters() | less,
        verdicts=[public_id(Verdict.KIND, key) for key in held],
        by=user,
    )


def _reviewed(verdicts: "QuerySet[Verdict]") -> list[int]:
    """Those that a ClaimReview can be written of, by key."""
    return [row.verdict_id for row in reviewable(verdicts, ensure_desk()) if is_complete(row)]


def stream(export_format: Export.Format, selection: Selection, user: User | None) -> Iterator[str]:
    """The export's text, in a transaction of its own: the request's has ended when the body is sent."""
    desk = ensure_desk()
    # A ClaimReview states what was checked and the rating, not what it rests on.
    whole = export_format != Export.Format.CLAIMREVIEW
    with transaction.atomic():
        yield from WRITERS[export_format](reports_of(select(selection, user), desk, whole=whole))


def _csv(reports: Iterable[ReportData]) -> Iterator[str]:
    """One row for each piece of evidence, its verdict's columns repeated; one for a verdict without any."""
    yield csv_line((*VERDICT_COLUMNS, *(f"evidence_{name}" for name in EVIDENCE_COLUMNS)))
    nothing = csv_line(("",) * len(EVIDENCE_COLUMNS))
    for report in reports:
        # Written once however often it stands there: the explanation is the longest cell of all.
        head = csv_line(_verdict_cells(report)).removesuffix("\r\n")
        for piece in report.evidence:
            yield f"{head},{csv_line(_evidence_cells(piece))}"
        if not report.evidence:
            yield f"{head},{nothing}"


def _claimreview(reports: Iterable[ReportData]) -> Iterator[str]:
    """One JSON-LD document with all reviews in its graph; verdicts that lack something are left out."""
    yield f'{{"@context": "{CONTEXT}", "@graph": ['
    separator = "\n"
    for report in reports:
        if is_complete(report):
            yield separator + script_safe(review_node(report))
            separator = ",\n"
    yield "\n]}\n"


WRITERS = {Export.Format.CSV: _csv, Export.Format.JSONL: jsonl_rows, Export.Format.CLAIMREVIEW: _claimreview}


def left_out(selection: Selection, user: User | None) -> Iterator[tuple[Verdict, ReportData, tuple[str, ...]]]:
    """Verdicts that can't be a ClaimReview yet, each with what is missing."""
    desk = ensure_desk()
    verdicts = select(selection, user)
    reports = reports_of(verdicts, desk, whole=False)
    for verdict, report in zip(verdicts.iterator(chunk_size=CHUNK), reports, strict=True):
        if lacking := missing(report):
            yield verdict, report, lacking
