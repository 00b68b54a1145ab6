"""What two texts have in common, exactly: how much, and which passages. Pure."""

import re
from dataclasses import dataclass

from factcheck.documents.near_copies.fingerprints import SHINGLE

#: Words. A shorter run in common says little.
_LONG = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Measure:
    """`similarity`: shared of all shingles (Jaccard), 0 to 1. `containment`: shared of the shorter text's."""

    similarity: float
    containment: float
    shared: int
    sizes: tuple[int, int]


@dataclass(frozen=True)
class Shared:
    """A run of words in both texts: spans `[start, end)` in code points of the one and the other."""

    start: int
    end: int
    other_start: int
    other_end: int


def measure(one: frozenset[str], other: frozenset[str]) -> Measure:
    """Of the shingles of two texts."""
    shared = len(one & other)
    smaller = min(len(one), len(other))
    together = len(one) + len(other) - shared
    return Measure(
        shared / together if together else 0.0, shared / smaller if smaller else 0.0, shared, (len(one), len(other))
    )


def shared_passages(one: str, other: str) -> list[Shared]:
    """Runs of at least eight words that stand in both, in the order of the first text; none overlap in it.

    Words agree whatever their case and the marks between them. Linear, but for a text that repeats itself: then the
    first place in the other is taken.
    """
    words, others = _words(one), _words(other)
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(others) - SHINGLE + 1):
        places.setdefault(tuple(word for word, _start, _end in others[at : at + SHINGLE]), at)
    found: list[Shared] = []
    at = 0
    while at <= len(words) - SHINGLE:
        there = places.get(tuple(word for word, _start, _end in words[at : at + SHINGLE]))
        if there is None:
            at += 1
            continue
        length = _run(words, at, others, there)
        if length >= _LONG:
            last, other_last = at + length - 1, there + length - 1
            found.append(Shared(words[at][1], words[last][2], others[there][1], others[other_last][2]))
        at += length if length >= _LONG else 1
    return found


_Word = tuple[str, int, int]


def _words(text: str) -> list[_Word]:
    return [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]


def _run(words: list[_Word], at: int, others: list[_Word], there: int) -> int:
    length = 0
    while (
        at + length < len(words) and there + length < len(others) and words[at + length][0] == others[there + length][0]
    ):
        length += 1
    return length
