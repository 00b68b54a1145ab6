"""Takes reports out of the desk, as CSV, JSON lines or ClaimReview."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE, actor_context, add_actor_argument
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.reports.exports import Selection, begin_export, left_out, stream
from factcheck.reports.models import Export


class Command(BaseCommand):
    help = "Write approved and published verdicts to standard output or a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=Export.Format.values)
        parser.add_argument("--claim", action="append", default=[], metavar="ID", help="C-0017; may be repeated.")
        parser.add_argument("--since", metavar="DATE", help="Changed on or after that day: 2026-03-01.")
        parser.add_argument("--out", metavar="FILE", help="Instead of standard output.")
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        format = Export.Format(options["format"])
        selection = Selection(_claims(options["claim"]), _since(options["since"]))
        with actor_context(options, "reports:export"), _target(options["out"]) as file:
            begin_export(format=format, selection=selection, user=None)
            for piece in stream(format, selection, None):
                file.write(piece)
            if format == Export.Format.CLAIMREVIEW:
                self._tell_left_out(selection)

    def _tell_left_out(self, selection: Selection) -> None:
        for _verdict, report, lacking in left_out(selection, None):
            self.stderr.write(
                _("%(verdict)s (%(claim)s) is left out, it lacks: %(missing)s")
                % {"verdict": report.verdict, "claim": report.claim, "missing": "; ".join(lacking)}
            )


def _claims(texts: list[str]) -> list[int]:
    keys = {text: key_of(text, Claim.KIND) for text in texts}
    known = set(Claim.objects.filter(pk__in=[key for key in keys.values() if key]).values_list("pk", flat=True))
    for text, key in keys.items():
        if key not in known:
            raise CommandError(_("There is no claim %(id)s here.") % {"id": text}, returncode=WRONG_USAGE)
    return sorted(known)


def _since(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(
            _("%(text)s is no day; write it as 2026-03-01.") % {"text": text}, returncode=WRONG_USAGE
        ) from error


@contextmanager
def _target(path: str | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise CommandError(
            _("%(path)s can't be written: %(why)s") % {"path": path, "why": error.strerror}, returncode=WRONG_USAGE
        ) from error
