"""What a claim has already, and is not suggested for it again: where it is made, what is linked, kept or dismissed.

The same words in other documents are left out as well: a copy of where the claim is made bears nothing on it, and a
copy of what is linked adds no origin. Words that contradict them are no copy, however few differ.
"""

from dataclasses import dataclass, field

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from factcheck.claims.models import Claim
from factcheck.evidence.models import EvidenceSuggestion
from factcheck.evidence.suggesting.likeness import Read, holds, read
from factcheck.search.words import words


@dataclass(frozen=True)
class Excluded:
    """Spans by extraction, and the words that stand at them."""

    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    quotes: list[Read] = field(default_factory=list)

    def add(self, extraction: int, start: int, end: int, quote: str, language: str) -> None:
        self.spans.setdefault(extraction, []).append((start, end))
        self.quotes.append(read(words(quote, language), language))

    def has(self, extraction: int, start: int, end: int) -> bool:
        """Whether the span shares characters with one that is left out."""
        return any(first < end and start < last for first, last in self.spans.get(extraction, ()))

    def has_words(self, passage: Read) -> bool:
        return holds(passage, self.quotes)


def excluded_of(claim: Claim) -> Excluded:
    """Four questions to the database, however much the claim has."""
    found = Excluded()
    # A passage may be seen without its document being: what is left out shows nothing.
    for linked in (
        claim.appearances.standing(),
        claim.evidence.standing(),
        claim.kept.filter(settled_at=None),
    ):
        columns = ("extraction_id", "start", "end", "quote", "document__language")
        for extraction, start, end, quote, language in linked.values_list(*(f"passage__{name}" for name in columns)):
            found.add(extraction, start, end, quote, language or "")
    for extraction, start, end, quote, language in _answered(claim):
        found.add(extraction, start, end, quote, language or "")
    return found


def _answered(claim: Claim) -> QuerySet[EvidenceSuggestion, tuple[int, int, int, str, str | None]]:
    answers = claim.answered_suggestions.standing()
    quoted = answers.annotate(quote=Substr("extraction__text", F("start") + 1, F("end") - F("start")))
    return quoted.values_list("extraction_id", "start", "end", "quote", "extraction__capture__document__language")
