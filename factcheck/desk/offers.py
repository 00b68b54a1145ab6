"""Suggested words as a page shows them: the quote in its context, who speaks in it, where it comes from, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.desk.proposals import Proposal
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.answering import Words
from factcheck.evidence.models import Evidence
from factcheck.passages.attribution import guess_voice

#: Code points of context on each side, at most.
_AROUND = 140
#: Words at each end of a quote by which a browser finds it on the page.
_ENDS = 5


@dataclass(frozen=True)
class Run:
    """Some words in a row, all of them marked or none."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Copy:
    """Another document with the same words."""

    name: str
    url: str


@dataclass(frozen=True)
class Offer:
    """One suggestion. `voice` is "" where the words around do not show who speaks."""

    proposal: Proposal
    token: str
    document: Document
    before: str
    runs: Sequence[Run]
    after: str
    voice: str
    url: str
    copies: Sequence[Copy] = ()

    @property
    def quote(self) -> str:
        return "".join(run.text for run in self.runs)


def visible_texts(keys: set[int], user: User) -> dict[int, Extraction]:
    """The texts that the user may see, with all that an offer needs of them."""
    visible = Extraction.objects.filter(pk__in=keys, capture__document__in=Document.objects.visible_to(user))
    related = visible.select_related("capture__document__source__merged_into")
    return {one.pk: one for one in related.defer("blocks", "capture__messages")}


def offer_of(
    claim: Claim,
    proposal: Proposal,
    extraction: Extraction,
    *,
    words: Words | None = None,
    copies: Sequence[Copy] = (),
) -> Offer:
    """The proposal, or the words it was widened or narrowed to, in its text."""
    first, last = (words.start, words.end) if words else (proposal.start, proposal.end)
    text, document = extraction.text, extraction.capture.document
    before, after = around(text, first, last)
    return Offer(
        proposal=proposal,
        token=proposal.signed(claim),
        document=document,
        before=before,
        runs=runs_of(text, first, last, proposal.marks),
        after=after,
        voice=voice_of(text, first, last, document.language or "en"),
        url=words_address(document.pk, extraction.capture.number, text[first:last]),
        copies=copies,
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same paragraph, at most some words of it, cut at a word."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before, after = text[line_start:start], text[end:line_end]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return before, after


def runs_of(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> list[Run]:
    """`text[start:end]` cut where a mark begins or ends. Marks are spans of `text`, in order, that do not overlap."""
    runs, at = [], start
    for first, last in marks:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        runs += [Run(text[at:first], False), Run(text[first:last], True)]
        at = last
    runs.append(Run(text[at:end], False))
    return [run for run in runs if run.text]


def voice_of(text: str, start: int, end: int, language: str) -> str:
    """Who speaks, in the words of a card."""
    guess = guess_voice(text, start, end, language=language)
    voiced = Evidence(voice=guess.kind, speaker=guess.speaker, via=guess.via, first_hand=guess.first_hand)
    return voiced.voice_in_words


def words_address(document: int, capture: int, quote: str, claim: str = "") -> str:
    """The reader at these words, which no passage names yet: the browser finds them by how they begin and end.

    `claim`: the public id of the one that a passage is sought for.
    """
    page = f"{reverse('documents:detail', args=[document])}?capture={capture}" + (f"&claim={claim}" if claim else "")
    lines = [line.split() for line in quote.splitlines() if line.strip()]
    if not lines:
        return page
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= 2 * _ENDS:
        found = _directive(first)
    else:
        found = f"{_directive(first[:_ENDS])},{_directive(last[-_ENDS:])}"
    return f"{page}#:~:text={found}"


def _directive(words: Sequence[str]) -> str:
    """Percent-encoded with the hyphen, which means something in a text fragment."""
    return percent(" ".join(words), safe="").replace("-", "%2D")


def spans_in(quote_start: int, marked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks counted from the start of a quote as spans of its text."""
    return [(quote_start + start, quote_start + end) for start, end in marked]
