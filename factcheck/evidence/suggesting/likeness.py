"""Whether two passages are the same words, in whole or in part: by pairs of neighbouring words.

Pure. Pairs keep the order of words in view, so that two sentences about one matter are not taken for copies.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

type Pairs = frozenset[tuple[str, str]]

#: Share of the shorter one's pairs that the other has as well when one is a copy of the other.
ALIKE = 0.75
#: Fewer pairs than these are any sentence's.
FEWEST = 4


def pairs(tokens: Sequence[str]) -> Pairs:
    return frozenset(pairwise(tokens))


def is_copy(one: Pairs, other: Pairs, *, alike: float = ALIKE) -> bool:
    """Whether the shorter of the two stands in the other, and makes up at least half of it."""
    short, long = sorted((one, other), key=len)
    return len(short) >= FEWEST and 2 * len(short) >= len(long) and len(short & long) >= alike * len(short)


def holds(passage: Pairs, quotes: Iterable[Pairs]) -> bool:
    """Whether one of the quotes stands in the passage, or the passage in it."""
    return any(
        len(short) >= FEWEST and len(quote & passage) >= ALIKE * len(short)
        for quote in quotes
        for short in [min(quote, passage, key=len)]
    )
