"""Passages that may bear on a claim, or on each of a file; see `factcheck/evidence/suggesting/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from factcheck.audit.command import WRONG_USAGE
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.documents.asking import asked_in, catch_up, check_limit
from factcheck.documents.containers.questions import unsound
from factcheck.documents.containers.rows import RowError
from factcheck.documents.models import Document
from factcheck.documents.terminal import for_a_terminal
from factcheck.evidence.suggesting import Asked, Suggested, suggest

#: Passages looked at for each document wanted, where documents are listed.
_PASSAGES = 3


@dataclass(frozen=True)
class _Row:
    """What is asked, and what whoever asks calls it."""

    name: str
    asked: Asked


class Command(BaseCommand):
    help = _(
        "Print the passages that may bear on a claim, best first. Changes nothing. FILE.jsonl has one object a line: "
        "id, statement (or text), and document if only that is to be searched, by its number or the id it was "
        "imported with. Exit code 0: all well, 2: wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--claim", metavar="ID", help=_("A claim of the desk: C-0017."))
        what.add_argument("--text", metavar="TEXT")
        what.add_argument("--claims", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--limit", type=int, default=20, metavar="N", help=_("At most so many for each: 20."))
        parser.add_argument(
            "--by",
            choices=("segment", "document"),
            default="segment",
            help=_("List passages, or of each document only the best one."),
        )
        parser.add_argument("--all", action="store_true", help=_("Those under the floor, too."))
        parser.add_argument("--json", action="store_true", help=_("One JSON object per suggestion."))

    def handle(self, *args: Any, **options: Any) -> None:
        check_limit(options)
        rows = list(_rows(options))
        catch_up(self.stderr)
        for row in rows:
            found = _suggested(row.asked, options)
            for rank, one in enumerate(found, 1):
                self.stdout.write(_json(row.name, rank, one) if options["json"] else _line(rank, one))
            if not found and not options["json"]:
                self.stdout.write(_("Nothing found in these documents."))


def _suggested(asked: Asked, options: dict[str, Any]) -> list[Suggested]:
    limit, by_document = options["limit"], options["by"] == "document"
    wanted = limit * _PASSAGES if by_document else limit
    found = suggest(asked, user=None, limit=wanted, everything=options["all"]).in_order
    if not by_document:
        return found
    best: dict[int, Suggested] = {}
    for one in found:
        best.setdefault(one.document.pk, one)
    return list(best.values())[:limit]


def _rows(options: dict[str, Any]) -> Iterator[_Row]:
    """What is asked. Raises CommandError."""
    if options["text"] is not None:
        if not options["text"].strip():
            raise CommandError(_("--text is empty."), returncode=WRONG_USAGE)
        if why := unsound(options["text"]):
            raise CommandError(f"--text {why}", returncode=WRONG_USAGE)
        yield _Row("", Asked(options["text"]))
    elif options["claim"] is not None:
        key = key_of(options["claim"], Claim.KIND)
        claim = Claim.objects.filter(pk=key).first() if key is not None else None
        if claim is None:
            text = _("There is no claim “%(id)s”. Expected a number like C-0017.") % {"id": options["claim"]}
            raise CommandError(text, returncode=WRONG_USAGE)
        yield _Row(claim.public_id, Asked(claim.statement, claim.language, claim.pk))
    else:
        yield from asked_in(options["claims"], _row)


def _row(row: dict[str, Any], number: int) -> _Row:
    """Raises RowError."""
    text = next((row[name] for name in ("statement", "claim", "text") if row.get(name)), None)
    if not isinstance(text, str) or not text.strip():
        raise RowError(_("Line %(line)s has no “statement”.") % {"line": number})
    language, named = row.get("language") or "", row.get("document")
    if not isinstance(language, str):
        raise RowError(_("Line %(line)s: “language” is not a text.") % {"line": number})
    document = _document(named, number) if named not in (None, "") else None
    return _Row(str(row.get("id", number)), Asked(text, language, document=document))


def _document(named: object, number: int) -> int:
    """The key of the document that has this number, or came in with this id. Raises RowError."""
    standing = Document.objects.select_related("merged_into")
    found = list(standing.filter(outside_key=str(named))[:2])
    if not found and (key := key_of(str(named), Document.KIND)) is not None:
        found = list(standing.filter(pk=key))
    if len(found) == 1:
        return found[0].standing_document.pk
    text = _("Line %(line)s: no document “%(id)s”.") if not found else _("Line %(line)s: several documents “%(id)s”.")
    raise RowError(text % {"line": number, "id": named})


def _json(name: str, rank: int, one: Suggested) -> str:
    told = {
        "claim": name,
        "rank": rank,
        "score": round(one.score, 6),
        "document": one.document.public_id,
        "document_key": one.document.outside_key,
        "capture": one.capture,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "reasons": [str(reason) for reason in one.reasons],
        "cues": [str(cue) for cue in one.cues],
        "said_here": one.said_here,
        "beneath_floor": one.beneath,
        "copies": len(one.copies),
    }
    return json.dumps(told, ensure_ascii=False)


def _line(rank: int, one: Suggested) -> str:
    notes = [_("said here") if one.said_here else "", _("under the floor") if one.beneath else ""]
    notes += [*map(str, one.reasons), *map(str, one.cues)]
    head = f"{rank}. {one.score:.3f} {one.document.public_id}, {one.start}-{one.end}"
    return for_a_terminal("  ".join([head, " ".join(one.quote.split()), "; ".join(filter(None, notes))]))
