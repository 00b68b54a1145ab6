"""What references lead to: the rows beside the text while one writes, the frozen notes while one reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.documents.extraction.heads import Heads
from factcheck.evidence.board import Card, board_of, with_all_for_cards
from factcheck.evidence.models import DateOf, DocumentedSearch, Enquiry, Evidence
from factcheck.evidence.page import enquiries_seen
from factcheck.passages.heads import heads_by_passage
from factcheck.passages.models import Passage
from factcheck.passages.selectors import place_in
from factcheck.verdicts.changes import name_of
from factcheck.verdicts.explanation import render
from factcheck.verdicts.models import FrozenEvidence, Submission
from factcheck.verdicts.references import numbered
from factcheck.verdicts.sealed import Hidden, Told, hidden_from


@dataclass(frozen=True)
class Referable:
    """Something on the board that the explanation can refer to. Exactly one of the three is set."""

    public_id: str
    card: Card | None = None
    search: DocumentedSearch | None = None
    enquiry: Enquiry | None = None

    @property
    def summary(self) -> str:
        """One line of plain text."""
        if self.card:
            return self.card.passage.quoted
        if self.search:
            return _("Searched %(where)s: %(query)s") % {"where": self.search.where, "query": self.search.query}
        assert self.enquiry
        return _("Asked %(asked)s: %(question)s") % {"asked": self.enquiry.asked, "question": self.enquiry.question}


def referables(claim: Claim, user: User) -> list[Referable]:
    """All that this person can refer to in the verdict on this claim, in the order of the board."""
    seen = Evidence.objects.visible_to(user).standing().filter(claim=claim)
    board = board_of(claim, with_all_for_cards(seen))
    return [
        *(Referable(card.evidence.public_id, card=card) for card in board.cards),
        *(Referable(row.public_id, search=row) for row in claim.searches.filter(withdrawn_at=None)),
        *(Referable(row.public_id, enquiry=row) for row in enquiries_seen(claim, user)),
    ]


def explanation_html(text: str) -> SafeString:
    """The explanation with references leading to `#note-N` of the same page."""
    numbers = numbered(text)
    html = render(text, link=lambda name: f"#note-{numbers[name]}" if name in numbers else None)
    return mark_safe(html)  # noqa: S308  cleaned by bleach in `render`


@dataclass(frozen=True)
class Note:
    """What one reference of a submission rests on, as it was frozen. Exactly one of the four is set.

    number: of its footnote; None when the explanation does not refer to it. sealed: what is told of a piece of
    evidence to who may not see its document.
    checkers: who compared it with the words it rests on.
    """

    reference: str
    number: int | None
    piece: FrozenEvidence | None = None
    search: dict[str, Any] | None = None
    enquiry: dict[str, Any] | None = None
    sealed: Told | None = None
    #: Of a piece from a table.
    heads: Heads | None = None
    checkers: tuple[User, ...] = ()
    # By the person who looks.
    checked: bool = False

    @property
    def quoted(self) -> SafeString:
        """The quote in its sentence, marked."""
        assert self.piece
        quote, content = self.piece.quote, self.piece.content
        sentence = content["sentence"]
        at = place_in(sentence, quote, content["prefix"], content["suffix"])
        if at < 0:
            return format_html("<mark>{}</mark>", quote)
        return format_html("{}<mark>{}</mark>{}", sentence[:at], quote, sentence[at + len(quote) :])

    @property
    def voice(self) -> str:
        assert self.piece
        names = ("voice", "speaker", "via", "first_hand")
        return Evidence(**{name: self.piece.content[name] for name in names}).voice_in_words

    @property
    def date(self) -> str:
        """The date, and what it is the date of; the day of publication where the evidence has none of its own."""
        assert self.piece
        content = self.piece.content
        if content["dated"]:
            of = str(DateOf(content["date_of"]).label) if content["date_of"] else ""
            return f"{of} {content['dated']}".strip()
        return f"{DateOf.PUBLISHED.label} {content['published_on']}" if content["published_on"] else ""

    @property
    def exact_words(self) -> str:
        """The address of the words in the reader."""
        assert self.piece
        content = self.piece.content
        address = reverse("documents:detail", args=[key_of(content["document"], "D")])
        return f"{address}?capture={content['capture']}#{content['passage'].lower()}"


def _shown(piece: FrozenEvidence, hidden: Hidden) -> dict[str, Any]:
    told = hidden.told_of(piece.content)
    return {"sealed": told} if told else {"piece": piece}


def _heads(pieces: Sequence[FrozenEvidence]) -> dict[str, Heads]:
    """By the names of the pieces from tables: read in the text as it stands, which nothing changes."""
    passages = {name_of(piece): key_of(piece.content["passage"], Passage.KIND) for piece in pieces}
    found = heads_by_passage([key for key in passages.values() if key is not None])
    return {name: found[key] for name, key in passages.items() if key in found}


def notes_of(submission: Submission, user: User) -> tuple[list[Note], list[Note]]:
    """The numbered notes in their order, and what was on the board beside them."""
    numbers = numbered(submission.explanation)
    checks = list(submission.reference_checks.select_related("checked_by").order_by("checked_at", "id"))
    hidden = hidden_from(user)
    rows: list[tuple[str, dict[str, Any]]] = [
        *((name_of(piece), _shown(piece, hidden)) for piece in submission.evidence.all()),
        *((row["public_id"], {"search": row}) for row in submission.content["searches"]),
        *((row["public_id"], {"enquiry": hidden.enquiry(row)}) for row in submission.content["enquiries"]),
    ]
    heads = _heads([row["piece"] for _name, row in rows if "piece" in row])
    notes = []
    for reference, row in rows:
        checkers = tuple(check.checked_by for check in checks if check.reference == reference)
        beside: dict[str, Any] = {"heads": heads.get(reference), "checkers": checkers, "checked": user in checkers}
        notes.append(Note(reference, numbers.get(reference), **beside, **row))
    in_order = sorted((note for note in notes if note.number), key=lambda note: note.number or 0)
    return in_order, [note for note in notes if not note.number]
