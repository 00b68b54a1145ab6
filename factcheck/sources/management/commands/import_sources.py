"""Imports a table of sources; see `factcheck/sources/importing.py` for what a row does."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from factcheck.audit.command import SOME_FAILED, WRONG_USAGE, actor_context, add_actor_argument
from factcheck.database.objects import StaleVersion
from factcheck.sources.actions import SourceError
from factcheck.sources.importing import Plan, Planned, Status, carry_out, plan_import
from factcheck.sources.rows import COLUMNS
from factcheck.web.spreadsheets import UnreadableTable


class Command(BaseCommand):
    help = _(
        "Import sources from a CSV file with the columns %(columns)s, and reason where a grade changes."
        " Exit code 0: all well, 1: some rows failed, 2: wrong usage."
    ) % {"columns": ", ".join(COLUMNS)}

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be done and do nothing."))
        parser.add_argument("--reason", default="", help=_("Why grades change, for rows that do not say."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per row."))
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=WRONG_USAGE) from error
        with actor_context(options, "sources:import"):
            try:
                plan = plan_import(data, reason=options["reason"])
            except UnreadableTable as error:
                raise CommandError(f"{options['file']}: {error}", returncode=WRONG_USAGE) from error
            if not options["dry_run"]:
                _carry_out(plan)
        self._report(plan, as_json=options["json"], dry_run=options["dry_run"])
        if plan.count(Status.FAILED):
            sys.exit(SOME_FAILED)

    def _report(self, plan: Plan, *, as_json: bool, dry_run: bool) -> None:
        for planned in plan.rows:
            told = _told(planned)
            self.stdout.write(json.dumps(told, ensure_ascii=False) if as_json else _line(told))
        if not as_json:
            counts = ", ".join(f"{status} {n}" for status, n in plan.counts.items())
            self.stdout.write(_("Dry run, nothing written: %s") % counts if dry_run else counts)


def _carry_out(plan: Plan) -> None:
    try:
        carry_out(plan)
    except (SourceError, StaleVersion) as error:
        # Rare: between planning and writing, somebody changed one of the sources.
        message = _("Nothing was imported: %s Run it again.") % error
        raise CommandError(message, returncode=SOME_FAILED) from error


def _told(planned: Planned) -> dict[str, Any]:
    return {
        "row": planned.row.number,
        "status": str(planned.status),
        "source": planned.source.public_id if planned.source else None,
        "name": planned.row.name,
        "changes": {change.column: [change.before, change.after] for change in planned.changes},
        "message": " ".join(planned.errors),
    }


def _line(told: dict[str, Any]) -> str:
    changed = ", ".join(told["changes"]) if told["status"] == Status.CHANGED else ""
    parts = [f"{told['row']}: {told['status']}", told["source"], told["name"], changed, told["message"]]
    return " · ".join(part for part in parts if part)
