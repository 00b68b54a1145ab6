"""Brings in earlier checks; see `factcheck/claims/earlier/` for what a file may hold."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.command import SOME_FAILED, WRONG_USAGE, actor_context, add_actor_argument
from factcheck.claims.earlier.bringing import Brought, bring_in
from factcheck.claims.earlier.reading import Format, UnreadableFile, format_of, rows_in, table_in
from factcheck.claims.earlier.rows import FIELDS
from factcheck.claims.earlier.table import guessed
from factcheck.documents.terminal import for_a_terminal


class Command(BaseCommand):
    help = _(
        "Bring in earlier checks from JSON lines, CSV, or a ClaimReview feed (JSON-LD, DataFeed). Safe to run again: "
        "a check is known by its id. Fields: %(fields)s. Exit code 0: all well, 1: some rows were refused, 2: wrong "
        "usage, or a file that can't be read."
    ) % {"fields": ", ".join(FIELDS)}

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=_("Of a CSV file: which column a field is, where its head does not say so. May be repeated."),
        )
        parser.add_argument("--json", action="store_true", help=_("One JSON object per file."))
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        # All are looked at before any is brought in.
        given = [(path, *_opened(path, options["column"])) for path in options["files"]]
        with actor_context(options, "claims:import_earlier") as context:
            by = User.objects.filter(pk=context.actor_id).first() if context.actor_id else None
            for path, data, fields in given:
                try:
                    brought = bring_in(rows_in(data, path.name, fields), by=by)
                except UnreadableFile as error:
                    raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error
                refused += brought.refused
                self._report(path, brought, as_json=options["json"])
        if refused:
            sys.exit(SOME_FAILED)

    def _report(self, path: Path, brought: Brought, *, as_json: bool) -> None:
        if as_json:
            refusals = [{"row": one.number, "message": one.problem} for one in brought.refusals]
            told = {
                "file": str(path).encode(errors="backslashreplace").decode(),
                **brought.as_counts,
                "undated": brought.undated,
                "bad_urls": len(brought.bad_urls),
            }
            told |= {"left_out": dict(brought.left_out), "refusals": refusals}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for one in brought.refusals:
            self.stdout.write(f"{for_a_terminal(path.name)}:{one.number}: {for_a_terminal(one.problem)}")
        counts = ", ".join(f"{name} {n}" for name, n in brought.as_counts.items())
        self.stdout.write(f"{for_a_terminal(path.name)}: {counts}")
        for line in brought.notes:
            self.stdout.write(for_a_terminal(line))


def _opened(path: Path, columns: list[str]) -> tuple[bytes, list[str] | None]:
    """The bytes, and for a table what each column is."""
    try:
        data = path.read_bytes()
        if not columns or format_of(data, path.name) != Format.TABLE:
            return data, None
        return data, named_columns(table_in(data).heads, columns)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=WRONG_USAGE) from error
    except UnreadableFile as error:
        raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error


def named_columns(heads: tuple[str, ...], columns: list[str]) -> list[str]:
    """The fields of the columns: as guessed, but for those named. Raises CommandError."""
    fields = list(guessed(heads))
    for given in columns:
        field, _equals, head = given.partition("=")
        if field not in FIELDS or head not in heads:
            text = _("“%(given)s” is not FIELD=COLUMN. Fields: %(fields)s. Columns: %(columns)s.")
            words = {"given": given, "fields": ", ".join(FIELDS), "columns": ", ".join(heads)}
            raise CommandError(text % words, returncode=WRONG_USAGE)
        fields = ["" if name == field else name for name in fields]
        fields[heads.index(head)] = field
    return fields
