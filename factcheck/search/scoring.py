"""How well passages answer a question, better than by the words that each has alone.

An index gives passages that share words with the question. Read by itself a sentence is hard to judge: "He signed it in
1997" says neither who nor what, but the title of its document does, or the sentence before. So a passage is judged by
three things, in the currency of the words' rarity (BM25's idf):

- its own words (BM25), where a word of the same beginning ("methylated" for "methylation") counts in part, and
  numbers count more than words;
- words that it lacks and its document's title has, or its neighbours have;
- the words that the document's best passages have together: a document about the matter, not one that shares a name.

The sum is divided by the most that the question could reach. A share of three words says less than the same share of
thirty, so whether anything was found at all is judged by `nearness`, which grows with how much was asked. Which term
helps how much is printed by `make bench-quality`; what did not help (words in order, words near each other, names
counting more, pseudo-relevance feedback, the share of words that a passage has) is not here.

Pure: values in and out.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: Letters that two words have in common at their beginning when one stands for the other in part.
BEGINNING = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts, and the form of BM25's curves. 0 leaves a thing out."""

    k1: float = 0.8
    b: float = 0.3
    #: A word that the passage lacks and its document's title has, beside one as often in the passage as can be.
    title: float = 0.55
    #: A word of the same beginning, beside the word itself.
    beginning: float = 0.3
    #: A number, beside a word as rare.
    number: float = 1.3
    neighbours: float = 0.25
    document: float = 0.4
    #: How many passages are taken for a document's best, and how soon more of a word in them says no more.
    best: int = 5
    document_k1: float = 1.5


USUAL = Weights()
#: How near a neighbour is: itself is 0. Farther ones count for nothing.
_NEAR = {-2: 0.5, -1: 1.0, 1: 1.0, 2: 0.5}
#: How soon more of a word in the neighbours says no more.
_NEIGHBOUR_K1 = 0.3


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage of a document: `number` counts within the text, so that neighbours are known. Words are tokens."""

    key: int
    text: int
    number: int
    words: Sequence[str]
    title: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """`score` puts the passages of one question in order, 0 to 1; `nearness` can be held against a floor for all
    questions. `own` is the share of the question's weight that the passage itself and its title have, 0 to 1."""

    unit: Unit
    score: float
    nearness: float
    own: float


@dataclass(frozen=True)
class Question:
    """What is asked: each word's weight, and the mean length of the passages searched, in words."""

    weights: Mapping[str, float]
    average_length: float
    beginnings: Mapping[str, str] = field(default_factory=dict)

    @property
    def mass(self) -> float:
        return sum(self.weights.values()) or 1.0

    @property
    def extent(self) -> float:
        """How much is asked: the root of how many words, beside a question of ten."""
        return math.sqrt(len(self.weights) / 10)


def question(
    tokens: Iterable[str],
    frequency: Callable[[str], int],
    total: int,
    average_length: float,
    weights: Weights = USUAL,
) -> Question:
    """`frequency` says in how many of `total` passages a word is. However often a word is said, it counts once."""
    weighed = {
        token: rarity(frequency(token), total) * (weights.number if has_digit(token) else 1.0)
        for token in dict.fromkeys(tokens)
    }
    beginnings = {token[:BEGINNING]: token for token in weighed if len(token) >= BEGINNING and not has_digit(token)}
    return Question(weighed, max(average_length, 1.0), beginnings)


def rarity(frequency: int, total: int) -> float:
    """BM25's idf, never below 0."""
    return math.log(1 + (max(total - frequency, 0) + 0.5) / (frequency + 0.5))


def has_digit(token: str) -> bool:
    """Whether the token is a number, or has one in it."""
    return any(map(str.isdigit, token))


def ranked(asked: Question, units: Iterable[Unit], weights: Weights = USUAL) -> list[Scored]:
    """All units, best first; of two as good, the one that stands first."""
    return Ranking(asked, weights).ranked(units)


class Ranking:
    """Ranks for one question, again and again as more units are found: what each has of the question is read once."""

    def __init__(self, asked: Question, weights: Weights = USUAL) -> None:
        self.asked, self.weights = asked, weights
        self._read: dict[int, _Read] = {}
        # Of each text, the passages that its sums were made from: where they are the same, the sums hold.
        self._summed: dict[int, list[_Read]] = {}

    def ranked(self, units: Iterable[Unit]) -> list[Scored]:
        """All units, best first; of two as good, the one that stands first. A key is one unit's for good."""
        asked, weights = self.asked, self.weights
        read = [self._of(unit) for unit in units]
        by_text: dict[int, list[_Read]] = defaultdict(list)
        for one in read:
            by_text[one.unit.text].append(one)
        most = asked.mass * (1 + weights.document)
        for text, together in by_text.items():
            if self._summed.get(text) == together:
                continue
            self._summed[text] = together
            _add_what_is_around(together, asked, weights)
            of_document = weights.document * _of_document(together, asked, weights) if weights.document else 0.0
            for one in together:
                one.sum += of_document
        read.sort(key=lambda one: (-one.sum, one.unit.key))
        extent, mass = asked.extent, asked.mass
        return [Scored(one.unit, one.sum / most, one.sum / most * extent, one.own / mass) for one in read]

    def _of(self, unit: Unit) -> "_Read":
        known = self._read.get(unit.key)
        if known is None:
            known = self._read[unit.key] = _Read(unit, self.asked, self.weights)
        return known


class _Read:
    """A unit with what of the question it has: `alone` by itself, `sum` with what is around it in one ranking."""

    __slots__ = ("alone", "counts", "own", "sum", "title", "unit")

    def __init__(self, unit: Unit, asked: Question, weights: Weights) -> None:
        self.unit = unit
        self.counts, parts = _counts(unit.words, asked, weights)
        self.title: dict[str, int] = {}
        for token in unit.title:
            if token in asked.weights:
                self.title[token] = self.title.get(token, 0) + 1
        length = len(unit.words) / asked.average_length
        k1 = weights.k1 * (1 - weights.b + weights.b * length)
        self.alone = 0.0
        # Here and below in one order, never in that of a set: sums of the same numbers differ in the last place.
        for token in self.counts | parts:
            count = self.counts.get(token, 0) + weights.beginning * parts.get(token, 0)
            self.alone += asked.weights[token] * count / (count + k1)
        self.sum = self.alone
        self.own = sum(asked.weights[token] for token in self.counts | self.title)


def _counts(words: Sequence[str], asked: Question, weights: Weights) -> tuple[dict[str, int], dict[str, int]]:
    """How often each word of the question is there, and how often another of the same beginning."""
    counts: dict[str, int] = {}
    parts: dict[str, int] = {}
    wanted, beginnings = asked.weights, asked.beginnings if weights.beginning else {}
    for token in words:
        if token in wanted:
            counts[token] = counts.get(token, 0) + 1
        elif (beginning := token[:BEGINNING]) in beginnings:
            meant = beginnings[beginning]
            parts[meant] = parts.get(meant, 0) + 1
    return counts, parts


def _add_what_is_around(together: Sequence[_Read], asked: Question, weights: Weights) -> None:
    """A word that a passage lacks counts once, as in the title or as in the neighbours, whichever is more."""
    at = {one.unit.number: one for one in together}
    for one in together:
        around: dict[str, float] = {}
        for away, near in _NEAR.items():
            if other := at.get(one.unit.number + away):
                for token, count in other.counts.items():
                    if token not in one.counts:
                        around[token] = around.get(token, 0.0) + near * min(count, 3)
        added = 0.0
        for token in around | one.title:
            if token in one.counts:
                continue
            near_by = around.get(token, 0.0)
            beside = weights.neighbours * near_by / (near_by + _NEIGHBOUR_K1)
            added += asked.weights[token] * max(beside, weights.title if token in one.title else 0.0)
        one.sum = one.alone + added


def _of_document(together: Sequence[_Read], asked: Question, weights: Weights) -> float:
    best = sorted(together, key=lambda one: (-one.sum, one.unit.key))[: weights.best]
    counts = dict(together[0].title)
    for one in best:
        for token, count in one.counts.items():
            counts[token] = counts.get(token, 0) + count
    return sum(asked.weights[token] * count / (count + weights.document_k1) for token, count in counts.items())
