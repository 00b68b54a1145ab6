"""How near a known claim is to what was asked: a sum of few terms, each of which says why. Plain values in and out.

- *words*: BM25 over statement, title and subtitle together, as a share of what all words asked for would give. So it
  can be compared from one question to the next.
- *covered*: how much of the known statement, or of its title, was asked for, rare words counting more: a short claim
  that is wholly in a long post is near, though most of the post says something else.
- *letters*: runs of four letters in common (cosine), for spellings, compounds and inflections that stems miss.
- *days*: near in time, if both say when; a rumour is checked while it goes round.

The weights were set by hand in steps of 0.1 on one set of posts and checks (`make bench-quality`, which takes each
term away in turn and prints what that costs).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from factcheck.search.words import base, fold, stops, words

WEIGHTS: Mapping[str, float] = {"words": 1.0, "covered": 0.1, "letters": 0.2, "days": 0.1}
#: Least `Scored.nearness` of what is proposed: keeps 0.84 of the right answers to posts, and of 199 posts whose right
#: answer was taken away leaves 0.85 without a proposal; much the same among 50 known claims and among 14,000.
FLOOR = 0.7
K1, B = 1.2, 0.75
LETTERS = 4
#: Fewer items say little about how rare a word is: the only claim there is would hold no rare word at all.
LEAST = 300
#: Days after which nearness in time has fallen to a third.
DAYS = 30.0
_NOT_A_WORD = re.compile(r"\W+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Asked:
    """What was asked, as `spoken` gives it; when it was said, if known."""

    text: str
    language: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Known:
    """A claim, or an earlier check, that what was asked is held against. `key` is the caller's own."""

    key: tuple[str, int]
    statement: str
    title: str = ""
    subtitle: str = ""
    language: str = ""
    day: date | None = None

    @cached_property
    def fields(self) -> list[tuple[str, ...]]:
        """The tokens of statement, title and subtitle, stop words left out."""
        return [tokens(text, self.language) for text in (self.statement, self.title, self.subtitle)]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(token for found in self.fields for token in found)


@dataclass(frozen=True)
class Scored:
    """How near a known claim is, and what that comes from. `shared`: tokens in common, the rarest first.

    `score` puts the answers to one question in order. `nearness` can be held against a floor for all questions: a
    share of three words says less than the same share of thirty, so it grows with the root of how much was asked.
    """

    known: Known
    score: float
    nearness: float
    terms: Mapping[str, float]
    shared: tuple[str, ...] = ()
    days: int | None = None

    @property
    def is_near(self) -> bool:
        return self.nearness >= FLOOR

    @property
    def shared_numbers(self) -> tuple[str, ...]:
        return tuple(token for token in self.shared if _NUMBER.fullmatch(token))

    @property
    def shared_words(self) -> tuple[str, ...]:
        return tuple(token for token in self.shared if not _NUMBER.fullmatch(token))


@dataclass(frozen=True)
class Rarity:
    """How many items there are, and in how many a token is."""

    items: int
    frequency: Callable[[str], int] = field(repr=False)
    _known: dict[str, float] = field(default_factory=dict, repr=False)

    def of(self, token: str) -> float:
        if token not in self._known:
            self._known[token] = self._of(self.frequency(token))
        return self._known[token]

    @property
    def most(self) -> float:
        """Of a token that no item has."""
        return self._of(0)

    def _of(self, found: int) -> float:
        items = max(self.items, LEAST)
        return math.log(1 + (items - min(found, items) + 0.5) / (found + 0.5))


@lru_cache(maxsize=4096)
def tokens(text: str, language: str = "") -> tuple[str, ...]:
    """The words of the index that tell claims apart; none if all are frequent ones."""
    left_out = stops(base(language))
    return tuple(token for token in words(text, language) if token not in left_out)


def ranked(
    asked: Asked, known: Collection[Known], rarity: Rarity, weights: Mapping[str, float] = WEIGHTS
) -> list[Scored]:
    """The known claims, nearest first; of equal ones the first given."""
    if not known:
        return []
    length = sum(one.counts.total() for one in known) / len(known) or 1.0
    letters = runs_of(asked.text)
    wanted: dict[str, dict[str, float]] = {}
    found = []
    for one in known:
        if one.language not in wanted:
            wanted[one.language] = {token: rarity.of(token) for token in tokens(asked.text, one.language)}
        scored = _scored(asked, one, wanted[one.language], rarity, weights, letters, length)
        found.append(scored)
    return sorted(found, key=lambda scored: -scored.score)


def _scored(
    asked: Asked,
    one: Known,
    wanted: Mapping[str, float],
    rarity: Rarity,
    weights: Mapping[str, float],
    letters: Collection[str],
    length: float,
) -> Scored:
    days = abs((asked.day - one.day).days) if asked.day and one.day else None
    terms = {
        "words": _words(wanted, one.counts, length),
        "covered": max(_covered(wanted, tokens, rarity) for tokens in one.fields[:2]),
        "letters": max(_alike(letters, runs_of(text)) for text in (one.statement, one.title)),
        "days": 0.0 if days is None else math.exp(-days / DAYS),
    }
    score = sum(weight * terms[name] for name, weight in weights.items())
    shared = sorted((token for token in wanted if token in one.counts), key=lambda token: -wanted[token])
    nearness = score * math.sqrt(sum(wanted.values()) / rarity.most)
    return Scored(one, score, nearness, terms, tuple(shared), days)


def _words(wanted: Mapping[str, float], counts: Mapping[str, int], length: float) -> float:
    whole = sum(wanted.values())
    damping = K1 * (1 - B + B * sum(counts.values()) / length)
    found = sum(rare * counts[token] / (counts[token] + damping) for token, rare in wanted.items() if token in counts)
    return found / whole if whole else 0.0


def _covered(wanted: Mapping[str, float], said: Sequence[str], rarity: Rarity) -> float:
    rare = {token: wanted[token] if token in wanted else rarity.of(token) for token in said}
    whole = sum(rare.values())
    return sum(value for token, value in rare.items() if token in wanted) / whole if whole else 0.0


def _alike(one: Collection[str], other: Collection[str]) -> float:
    if not one or not other:
        return 0.0
    return len(frozenset(one) & frozenset(other)) / math.sqrt(len(one) * len(other))


@lru_cache(maxsize=4096)
def runs_of(text: str) -> frozenset[str]:
    """All runs of four letters, words parted by one space."""
    plain = f" {_NOT_A_WORD.sub(' ', fold(text)).strip()} "
    return frozenset(plain[at : at + LETTERS] for at in range(len(plain) - LETTERS + 1))
