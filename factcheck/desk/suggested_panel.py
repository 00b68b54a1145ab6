"""The claims that the text which is open suggests, without those that somebody has answered or made already."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.answering import Proposed
from factcheck.claims.detection import WORTH_A_LOOK, Context, Score, score
from factcheck.claims.models import Appearance, ClaimSuggestion
from factcheck.claims.splitting import parts_of
from factcheck.claims.suggesting import Scored, scored_sentences
from factcheck.desk.highlights import Highlight
from factcheck.desk.proposed import ProposedClaim, proposed_claim
from factcheck.desk.reading import Reading
from factcheck.desk.selected import Selected, select_url
from factcheck.desk.suggested_words import Told, told
from factcheck.documents.extraction.values import Block
from factcheck.passages.spans import Span

#: Sentences of a text that are looked at, and suggestions shown at once: a book is not read in the margin.
MOST_SENTENCES, MOST_SHOWN = 5_000, 60
#: From here on the mark is a strong one.
_STRONG = 0.7
#: Share of the words that must be marked already for them to count as said.
_MOSTLY = 0.5


@dataclass(frozen=True)
class Part:
    """A part of a compound sentence, as a suggestion of its own."""

    start: int
    end: int
    quote: str
    edit_url: str


@dataclass(frozen=True)
class Suggestion:
    """Words `[start, end)` that may be worth checking: a sentence, or what is left of one."""

    reading: Reading
    start: int
    end: int
    score: Score
    parts: tuple[Part, ...] = ()

    @property
    def quote(self) -> str:
        return self.reading.text[self.start : self.end]

    @property
    def is_strong(self) -> bool:
        return self.score.value >= _STRONG

    @cached_property
    def told(self) -> tuple[list[Told], list[Told]]:
        return told(self.score.reasons)

    @cached_property
    def claim(self) -> ProposedClaim:
        """What accepting makes of it."""
        selected = Selected(self.reading, self.start, self.end, "claim")
        return proposed_claim(selected, statement=self.quote)

    @property
    def as_proposed(self) -> Proposed:
        assert self.reading.extraction is not None, "suggestions without a text"
        return Proposed(self.reading.extraction, self.start, self.end, self.score)

    @property
    def edit_url(self) -> str:
        return _edit_url(self.reading, self.start, self.end)

    @property
    def highlight(self) -> Highlight:
        """The mark over the words where no script can paint it; it has no number, since nothing rests on it."""
        return Highlight(f"S-{self.start}", self.start, self.end, ("worth strong" if self.is_strong else "worth",))


@dataclass(frozen=True)
class Panel:
    """What stands beside the text. `more`: suggestions that are not shown, being weaker."""

    waiting: list[Suggestion]
    dismissed: list[ClaimSuggestion]
    more: int
    is_cut: bool


def panel_of(reading: Reading, user: User) -> Panel:
    """In the order of the text: the strongest of what nobody has answered, and what was dismissed."""
    if reading.extraction is None:
        return Panel([], [], 0, False)
    answers = list(ClaimSuggestion.objects.visible_to(user).standing().filter(extraction=reading.extraction))
    waiting = _waiting(reading, answers, user)
    shown = sorted(waiting, key=lambda one: -one.score.value)[:MOST_SHOWN]
    return Panel(
        sorted(shown, key=lambda one: one.start),
        [answer for answer in answers if answer.decision == ClaimSuggestion.Decision.DISMISSED],
        len(waiting) - len(shown),
        _found(reading.text, reading.blocks, reading.language)[1],
    )


def suggested_places(reading: Reading) -> dict[str, str]:
    """Addresses of the suggestions of the text that is open."""
    key = [reading.document.pk]
    return {
        "suggested_url": f"{reverse('documents:suggested', args=key)}?{reading.query}",
        "suggested_answer_url": f"{reverse('documents:answer_suggested', args=key)}?{reading.query}",
        "suggested_undo_url": f"{reverse('documents:undo_mark', args=key)}?{reading.query}&suggested=1",
    }


def suggestion_at(reading: Reading, start: int, end: int, user: User) -> Suggestion | None:
    """The suggestion of exactly these words: one that waits, or a part of it."""
    for one in panel_of(reading, user).waiting:
        if (one.start, one.end) == (start, end):
            return one
        if (start, end) in [(part.start, part.end) for part in one.parts]:
            return _part_alone(reading, Span(start, end))
    return None


def _waiting(reading: Reading, answers: Sequence[ClaimSuggestion], user: User) -> list[Suggestion]:
    answered = [Span(answer.start, answer.end) for answer in answers]
    visible = Appearance.objects.visible_to(user).standing().filter(passage__extraction=reading.extraction)
    taken = answered + [Span(*span) for span in visible.values_list("passage__start", "passage__end")]
    found, _is_cut = _found(reading.text, reading.blocks, reading.language)
    return [one for scored in found for one in _what_is_left(reading, scored, taken)]


def _what_is_left(reading: Reading, scored: Scored, taken: Sequence[Span]) -> list[Suggestion]:
    """The sentence; once a part of it was answered or said, its other parts alone; else nothing."""
    whole = Span(scored.start, scored.end)
    parts = parts_of(scored.text, scored.start)
    left = [part for part in parts if not _is_taken(part, taken)]
    if len(left) == len(parts):
        if _is_taken(whole, taken):
            return []
        offered = tuple(
            Part(*part, reading.text[slice(*part)], _edit_url(reading, part.start, part.end)) for part in parts
        )
        return [Suggestion(reading, scored.start, scored.end, scored.score, offered)]
    return [_part_alone(reading, part) for part in left]


def _is_taken(span: Span, taken: Sequence[Span]) -> bool:
    """Whether most of the words were answered, or are marked as said."""
    length = (span.end - span.start) * _MOSTLY
    return any(min(span.end, one.end) - max(span.start, one.start) > length for one in taken)


def _part_alone(reading: Reading, part: Span) -> Suggestion:
    context = Context(language=reading.language)
    return Suggestion(reading, part.start, part.end, score(reading.text[part.start : part.end], context=context))


def _edit_url(reading: Reading, start: int, end: int) -> str:
    return f"{select_url(reading, start, end, 'claim')}&suggested=1"


@lru_cache(maxsize=32)
def _found(text: str, blocks: tuple[Block, ...], language: str) -> tuple[list[Scored], bool]:
    """The sentences worth a look, and whether more were not looked at. A text never changes, so it is read once."""
    looked_at = list(islice(scored_sentences(text, blocks, language), MOST_SENTENCES + 1))
    worth = [one for one in looked_at[:MOST_SENTENCES] if one.score.value >= WORTH_A_LOOK]
    return worth, len(looked_at) > MOST_SENTENCES
