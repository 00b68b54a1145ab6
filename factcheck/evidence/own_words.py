"""The claimant's own words, which never corroborate what they claim: known by who speaks, or by where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.claims.models import Appearance, Claim, Kind
from factcheck.passages.models import Passage
from factcheck.passages.names import same_voice_key


@dataclass(frozen=True)
class MadeHere:
    """Words in which the claim itself is made."""

    document: int
    extraction: int
    start: int
    end: int
    quote: str

    def shares_words_with(self, passage: Passage) -> bool:
        if passage.extraction_id == self.extraction:
            return passage.start < self.end and self.start < passage.end
        # Of another capture of the document, where offsets differ.
        return passage.document_id == self.document and passage.quote == self.quote


def speaks_for_themselves(claim: Claim, speaker: str) -> bool:
    """Whether that speaker is the one who made the claim."""
    key = same_voice_key(speaker)
    return bool(key and claim.claimant and key == same_voice_key(claim.claimant.name))


def where_made(claim: Claim) -> list[MadeHere]:
    """Where the claim is made. Of a claim of what was said that is the recording, which is its evidence: nowhere."""
    if claim.kind == Kind.STATEMENT:
        return []
    made = claim.appearances.standing().filter(manner=Appearance.Manner.MADE)
    columns = ("document_id", "extraction_id", "start", "end", "quote")
    return [MadeHere(*row) for row in made.values_list(*(f"passage__{name}" for name in columns))]


def makes_the_claim(places: Iterable[MadeHere], passage: Passage) -> bool:
    """Whether the passage shares words with one in which the claim is made."""
    return any(place.shares_words_with(passage) for place in places)
