"""The closest claims and earlier checks to a text, or to each of a file; see `factcheck/claims/matching/`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE
from factcheck.claims.matching.finding import Match, closest
from factcheck.documents.containers.questions import questions, unsound
from factcheck.documents.containers.rows import RowError
from factcheck.documents.extraction import CouldNotRead
from factcheck.documents.terminal import for_a_terminal
from factcheck.search import following

#: Bytes of a line of the file.
_LONGEST = 1 << 20
#: That can be asked for. More than anybody reads; measures take them all.
_MOST = 10_000


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
        if not 1 <= options["limit"] <= _MOST:
            raise CommandError(_("--limit is from 1 to %(most)s.") % {"most": f"{_MOST:,}"}, returncode=WRONG_USAGE)
        if why := unsound(options["text"] or ""):
            raise CommandError(f"--text {why}", returncode=WRONG_USAGE)
        asked = [("", options["text"])] if options["text"] is not None else list(_rows(options["claims"]))
        progress = following.catch_up("claims")
        if progress.problem:
            self.stderr.write(for_a_terminal(_("Search is not up to date: %s") % progress.problem))
        for name, text in asked:
            matches = closest(text, user=None, limit=options["limit"], everything=True)
            for match in matches:
                self.stdout.write(_json(name, match) if options["json"] else _line(match))
            if not options["json"] and not any(match.scored.is_near for match in matches):
                self.stdout.write(_("Nothing near was found."))


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each line. Raises CommandError."""
    try:
        with path.open("rb") as file:
            for number, row in questions(file, _LONGEST):
                text = row.get("statement") or row.get("text")
                if not isinstance(text, str) or not text.strip():
                    missing = _("Line %(line)s has no “statement”.") % {"line": number}
                    raise CommandError(f"{path}: {missing}", returncode=WRONG_USAGE)
                yield str(row.get("id", number)), text
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=WRONG_USAGE) from error
    except (RowError, CouldNotRead) as error:
        raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error


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
