"""The closest claims and earlier checks to a text, or to each of a file; see `factcheck/claims/matching/`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE
from factcheck.claims.matching.finding import Match, closest
from factcheck.documents.asking import asked_in, catch_up, check_limit
from factcheck.documents.containers.questions import unsound
from factcheck.documents.containers.rows import RowError
from factcheck.documents.terminal import for_a_terminal


class Command(BaseCommand):
    help = _(
        "Print the closest claims and earlier checks, nearest first. Changes nothing. FILE.jsonl has one object a "
        "line: id, and statement or text. Those beneath the floor are marked as not near. Exit code 0: all well, "
        "2: wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--text", metavar="TEXT")
        what.add_argument("--claims", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--limit", type=int, default=5, metavar="N", help=_("At most so many for each: 5."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per match."))

    def handle(self, *args: Any, **options: Any) -> None:
        check_limit(options)
        if why := unsound(options["text"] or ""):
            raise CommandError(f"--text {why}", returncode=WRONG_USAGE)
        asked = [("", options["text"])] if options["text"] is not None else list(asked_in(options["claims"], _row))
        catch_up(self.stderr, "claims")
        for name, text in asked:
            matches = closest(text, user=None, limit=options["limit"], everything=True)
            for match in matches:
                self.stdout.write(_json(name, match) if options["json"] else _line(match))
            if not options["json"] and not any(match.scored.is_near for match in matches):
                self.stdout.write(_("Nothing near was found."))


def _row(row: dict[str, Any], number: int) -> tuple[str, str]:
    """Id and text. Raises RowError."""
    text = row.get("statement") or row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RowError(_("Line %(line)s has no “statement”.") % {"line": number})
    return str(row.get("id", number)), text


def _json(name: str, match: Match) -> str:
    found, earlier = match.found, match.earlier
    told = {
        "claim": name,
        "rank": match.rank,
        "score": round(match.scored.score, 4),
        "claim_key": match.outside_key,
        "kind": "earlier" if earlier else "claim",
        "number": found.public_id,
        "statement": found.statement,
        "rating": earlier.rating if earlier else "",
        "near": match.scored.is_near,
        "reasons": list(match.reasons),
    }
    return json.dumps(told, ensure_ascii=False)


def _line(match: Match) -> str:
    near = "" if match.scored.is_near else _("not near")
    parts = [f"{match.rank}.", f"{match.scored.score:.3f}", match.outside_key, near, match.found.statement]
    parts += ["; ".join(match.reasons)]
    return for_a_terminal("  ".join(part for part in parts if part))
