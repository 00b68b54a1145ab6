"""What it may mean that two documents share their words: a proposal with its reasons, for a person to judge. Pure."""

from dataclasses import dataclass
from typing import Literal

from factcheck.documents.near_copies.sharing import Measure

Kind = Literal["same_work", "copy", "syndication", "excerpt"]

#: Shares of shingles, and how many at the least: below, two texts merely quote the same words.
_ALIKE, _HELD, _FEW = 0.7, 0.5, 12
#: A text this much shorter than the other is part of it rather than it.
_PART = 0.7


@dataclass(frozen=True)
class Known:
    """What is known of a document. `address` is normalised, `day` ISO or "", `agencies` those that its text names."""

    key: int
    address: str = ""
    source: int | None = None
    day: str = ""
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """`document` is the copy or part, `other` what it goes back to. `reasons` are codes; see `wording.REASONS`."""

    document: int
    kind: Kind
    other: int
    reasons: tuple[str, ...]


def propose(newer: Known, older: Known, found: Measure, *, newer_size: int, older_size: int) -> Proposal | None:
    """What the newer arrival may have to do with the older one; None if they share too little. Sizes are shingles."""
    if found.shared < _FEW or found.containment < _HELD:
        return None
    ratio = min(newer_size, older_size) / max(newer_size, older_size)
    if found.similarity < _ALIKE and ratio < _PART:
        part, whole = (newer, older) if newer_size <= older_size else (older, newer)
        return Proposal(part.key, "excerpt", whole.key, ("part_of_the_longer",))
    against = _against_one_work(newer, older)
    if found.similarity >= _ALIKE and not against:
        return Proposal(newer.key, "same_work", older.key, ("nearly_all_words", *_for_one_work(newer, older)))
    copy, first = _in_order(newer, older)
    order = ("later_by_date",) if copy.day and first.day and copy.day != first.day else ("came_in_later",)
    return Proposal(copy.key, "syndication" if copy.agencies else "copy", first.key, (*against, *order))


def _against_one_work(one: Known, other: Known) -> tuple[str, ...]:
    reasons = []
    if one.address and other.address and one.address != other.address:
        reasons.append("addresses_differ")
    if one.source and other.source and one.source != other.source:
        reasons.append("sources_differ")
    return tuple(reasons)


def _for_one_work(one: Known, other: Known) -> tuple[str, ...]:
    return ("same_address",) if one.address and one.address == other.address else ("nothing_against",)


def _in_order(newer: Known, older: Known) -> tuple[Known, Known]:
    """The copy and the first: by the dates they carry, else by when they came in."""
    if newer.day and older.day and newer.day < older.day:
        return older, newer
    return newer, older
