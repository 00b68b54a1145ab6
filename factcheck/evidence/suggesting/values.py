"""What is asked, and what is suggested."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from factcheck.documents.models import Document

#: Kept with each answer to a suggestion. Another way of ranking is another number.
DETECTOR = "bears on it 1"


@dataclass(frozen=True)
class Asked:
    """What passages are sought for. `claim` and `document` are keys: what the claim has already is left out, and only
    that document is searched. `language` "" is detected."""

    statement: str
    language: str = ""
    claim: int | None = None
    document: int | None = None


@dataclass(frozen=True)
class Reason:
    """Why a passage is suggested: `kind` is names, numbers, dates, words or title; `words` as they stand there."""

    kind: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        said = {
            "names": _("names in common: %(words)s"),
            "numbers": _("numbers in common: %(words)s"),
            "dates": _("dates in common: %(words)s"),
            "words": _("words in common: %(words)s"),
            "title": _("in the title: %(words)s"),
        }
        return said[self.kind] % {"words": ", ".join(self.words)}

    @property
    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "words": list(self.words)}


@dataclass(frozen=True)
class Cue:
    """What helps judging and judges nothing. `kind` is numbers, other numbers, negation, dates, claimant or later;
    `asked` and `here` are words of the claim and of the passage, where there are such."""

    kind: str
    asked: str = ""
    here: str = ""

    def __str__(self) -> str:
        said = {
            "numbers": _("numbers differ: %(asked)s / %(here)s"),
            "other numbers": _("other numbers here: %(here)s"),
            "negation": _("one of the two denies"),
            "dates": _("another time: %(asked)s / %(here)s"),
            "claimant": _("the claimant speaks"),
            "later": _("later than the claim: %(here)s"),
        }
        return said[self.kind] % {"asked": self.asked, "here": self.here}


@dataclass(frozen=True)
class Copy:
    """Nearly the same words in another place."""

    document: int
    extraction: int
    start: int
    end: int


@dataclass(frozen=True)
class Suggested:
    """The span `[start, end)` of an extraction, in code points. `rank` counts through both lists, from 1.

    `score` is comparable between claims; under the floor (`beneath`) nothing is shown unless everything is asked for.
    `marked` are spans of `quote`, in order: the words that it shares with what was asked.
    """

    rank: int
    score: float
    document: Document
    capture: int
    extraction: int
    start: int
    end: int
    quote: str
    reasons: tuple[Reason, ...] = ()
    cues: tuple[Cue, ...] = ()
    copies: tuple[Copy, ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    said_here: bool = False
    beneath: bool = False
    detector: str = DETECTOR


@dataclass(frozen=True)
class Suggestions:
    """`looked_at`: how many passages were judged."""

    said_here: list[Suggested]
    bears_on: list[Suggested]
    looked_at: int

    @property
    def in_order(self) -> list[Suggested]:
        """Both lists as one, best first."""
        return sorted([*self.said_here, *self.bears_on], key=lambda one: one.rank)
