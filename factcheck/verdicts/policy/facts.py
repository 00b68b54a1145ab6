"""What the rules look at, as plain values: gathered once, by `gathering`, for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

type Outcome = Literal["pass", "open", "not_applicable"]
type Leaning = Literal["none", "outside", "middle", "one_side"]
type Round = Literal["none", "open", "settled"]


@dataclass(frozen=True)
class Finding:
    """What one rule says, in a word and in a sentence that can be printed."""

    outcome: Outcome
    detail: str


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, seen from the rating: for it, against it, or neither."""

    public_id: str
    supports: bool = False
    opposes: bool = False
    central: bool = True
    #: False for the claimant's own words in support of the claim, among others.
    counted: bool = True
    first_hand: bool = False
    voice: str = ""
    speaker: str = ""
    has_rationale: bool = True


@dataclass(frozen=True)
class Present:
    """What can change after a verdict was sent, and so is judged again when it is approved."""

    #: Documents it rests on, by public id, that changed or vanished and nobody has said what that means.
    unanswered_pages: tuple[str, ...] = ()
    unresolved_threads: int = 0
    #: How much of the evidence the person who looks has linked; whether they are no editor, or an author, or unknown.
    linked_by_who_looks: int = 0
    cannot_approve: bool = False
    desk_has_address: bool = False
    second_opinion: Round = "none"
    parts: int = 0
    parts_decided: int = 0


@dataclass(frozen=True)
class Facts:
    """All that the rules ask."""

    kind: str
    #: Of the rating: not chosen, outside of the range, in its middle, or on one side, which evidence can support.
    leaning: Leaning = "none"
    pieces: tuple[Piece, ...] = ()
    #: Origins of what supports the rating on the central point, copies and shared voices merged.
    independent: int = 0
    #: Of these, those whose documents are of no known source. They count.
    of_unknown_source: int = 0
    referenced: frozenset[str] = frozenset()
    scope_stated: bool = False
    searches_made: int = 0
    searches_failed: int = 0
    #: Of anybody, answered or not.
    enquiries_made: int = 0
    has_claimant: bool = False
    claimant_asked: int = 0
    claimant_answered: bool = False
    now: Present = field(default_factory=Present)


type Judge = Callable[[Facts, int], Finding]
"""From the facts and the rule's minimum (0 where it takes none)."""
