"""Whether two passages are copies: the same words in the same order, but for a few that change nothing.

Pure. A contradiction is nearly the same words as what it contradicts, and must not be taken for a copy of it: so what
two copies do not share may be stop words or a few words that only one of them has, and never a number, a denial, or
one word in the place of another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from factcheck.database.month_names import MONTHS
from factcheck.evidence.suggesting.turning_words import turning
from factcheck.search.scoring import has_digit
from factcheck.search.words import base, stops, words

#: Share of the shorter one's pairs of neighbouring words that the other has as well: less is not looked at further.
ALIKE = 0.75
#: The same, and how much one may have besides, when the documents are known to be one work in two places.
RELATED_ALIKE = 0.5
#: One word of so many may be one's own.
OWN, RELATED_OWN = 8, 3
#: Fewer pairs than these are any sentence's.
FEWEST = 4
#: Words before a sentence that may say where and when it was written.
DATELINE = 8


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as it is compared."""

    tokens: Sequence[str]
    pairs: frozenset[tuple[str, str]]
    stops: frozenset[str]


def read(tokens: Sequence[str], language: str = "") -> Read:
    return Read(tokens, frozenset(pairwise(tokens)), stops(base(language)))


def is_copy(one: Read, other: Read, *, related: bool = False) -> bool:
    """Whether the shorter of the two makes up nearly all of the other. `related`: their documents are one work."""
    short, long = sorted((one, other), key=lambda read: len(read.tokens))
    alike, own = (RELATED_ALIKE, RELATED_OWN) if related else (ALIKE, OWN)
    if 2 * len(short.pairs) < len(long.pairs) or not _worth_a_look(short, long, alike):
        return False
    mine, others = _unshared(_without_dateline(short, long), _without_dateline(long, short))
    return _changes_nothing(short, mine, others, most=max(2, len(short.tokens) // own))


def holds(passage: Read, quotes: Iterable[Read]) -> bool:
    """Whether one of the quotes is the passage, or has the passage in it. A passage that says more is not held."""
    return any(
        (is_copy(passage, quote) and not _says_more(passage, quote)) or _within(passage, quote) for quote in quotes
    )


def _says_more(passage: Read, quote: Read) -> bool:
    """Whether the passage goes on where the quote ends, or begins before it with more than a dateline."""
    tokens = _without_dateline(passage, quote)
    blocks = _matcher(tokens, quote.tokens).get_matching_blocks()[:-1]
    around = (*tokens[: blocks[0].a], *tokens[blocks[-1].a + blocks[-1].size :])
    return any(token not in passage.stops for token in around)


def _within(passage: Read, quote: Read) -> bool:
    """Whether the passage stands in a longer quote. What the quote says around it may not deny it."""
    if len(passage.tokens) >= len(quote.tokens) or not _worth_a_look(passage, quote, ALIKE):
        return False
    blocks = _matcher(passage.tokens, quote.tokens).get_matching_blocks()[:-1]
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
    around = {*quote.tokens[:first], *quote.tokens[last:]}
    mine, others = _unshared(passage.tokens, quote.tokens[first:last])
    return not around & turning() and _changes_nothing(passage, mine, others, most=max(2, len(passage.tokens) // OWN))


def _worth_a_look(short: Read, long: Read, alike: float) -> bool:
    return len(short.pairs) >= FEWEST and len(short.pairs & long.pairs) >= alike * len(short.pairs)


def _changes_nothing(read: Read, mine: Sequence[str], others: Sequence[str], *, most: int) -> bool:
    """Whether the two are the same but for these words of each."""
    if any(has_digit(token) or token in turning() for token in (*mine, *others)):
        return False
    own = [[token for token in tokens if token not in read.stops] for tokens in (mine, others)]
    return not all(own) and max(map(len, own)) <= most


def _unshared(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of each that are not in the other, or are elsewhere in it."""
    mine: list[str] = []
    others: list[str] = []
    for kind, start, end, other_start, other_end in _matcher(one, other).get_opcodes():
        if kind != "equal":
            mine += one[start:end]
            others += other[other_start:other_end]
    return mine, others


def _matcher(one: Sequence[str], other: Sequence[str]) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, one, other, autojunk=False)


def _without_dateline(one: Read, other: Read) -> Sequence[str]:
    """The one without "PORT CLAY, 3 May (News)": words before the first of the other, among them no verb, for
    which a lack of stop words has to do, and no number but by a month."""
    for at in range(1, min(DATELINE, len(one.tokens) - 2) + 1):
        before = one.tokens[:at]
        # "Sept." is seven in French.
        if any(token in one.stops or token in turning() - _months() for token in before):
            break
        if list(one.tokens[at : at + 3]) == list(other.tokens[:3]):
            dated = any(token in _months() for token in before)
            return one.tokens[at:] if dated or not any(map(has_digit, before)) else one.tokens
    return one.tokens


@cache
def _months() -> frozenset[str]:
    return frozenset(
        token for language in ("en", "ru", "de", "fr", "es") for token in words(" ".join(MONTHS), language)
    )
