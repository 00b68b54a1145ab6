"""A program's proposal on its way through a page: signed, so that what is remembered is what the program gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from factcheck.claims.models import Claim


@dataclass(frozen=True)
class Proposal:
    """The span `[start, end)` of an extraction, proposed for a claim; `marks` are spans of the words they share."""

    extraction: int
    start: int
    end: int
    rank: int
    score: float
    reasons: Sequence[Any]
    detector: str
    #: Whether the words were proposed as saying the claim, rather than as bearing on it.
    said_here: bool
    marks: Sequence[tuple[int, int]] = ()
    #: Why it was proposed, and what to look at when judging it, as the page said it.
    why: Sequence[str] = ()
    cues: Sequence[str] = ()

    @property
    def anchor(self) -> str:
        return anchor_of(self.extraction, self.start, self.end)

    def signed(self, claim: Claim) -> str:
        values = [self.extraction, self.start, self.end, self.rank, round(self.score, 4), list(self.reasons)]
        values += [self.detector, self.said_here, [list(mark) for mark in self.marks], list(self.why), list(self.cues)]
        return signing.dumps(values, salt=_salt(claim), compress=True)

    @classmethod
    def read(cls, token: str, claim: Claim) -> "Proposal | None":
        """None for what was not signed here, or for another claim."""
        try:
            *first, detector, said_here, marks, why, cues = signing.loads(token, salt=_salt(claim))
            extraction, start, end, rank, score, reasons = first
        except (signing.BadSignature, ValueError, TypeError):
            return None
        spans = [(first, last) for first, last in marks]
        return cls(extraction, start, end, rank, score, reasons, detector, said_here, spans, why, cues)


def anchor_of(extraction: int, start: int, end: int) -> str:
    """The id of a suggestion's element on the page."""
    return f"s-{extraction}-{start}-{end}"


def _salt(claim: Claim) -> str:
    return f"suggestion for {claim.public_id}"
