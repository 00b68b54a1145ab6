"""Where an edited quote may have gone: places in a text that share its words, and how alike they are.

The words of a text are indexed once. Each word that a quote shares with the text votes for the place where the
quote would begin if nothing moved inside it; a place with many votes of rare words is aligned word by word,
together with the words that stood before and after, and its two ends are read off that alignment.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from factcheck.passages.normalised import letters

#: A word that stands in the text more often than this votes only together with the word after it.
COMMON = 24
#: Places with most votes that are aligned; each costs some 50 microseconds.
PLACES = 4

#: Surroundings of this length were cut to it, maybe inside a word.
CUT = 32
#: What a strange word inside the counterpart costs, of what a shared one gains.
GAP = 0.35

#: Scripts that put no spaces between words: each character is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Signs that Unicode does not count as letters but that belong to the one before: accents, vowels.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0963\u0966-\u0dff"
_LETTERS = rf"[^\W_{_UNSPACED}]+(?:[{_SIGNS}]+[^\W_{_UNSPACED}]*)*"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:(?:\u00ad|[-\u2010]\s*\n\s*){_LETTERS})*")


#: Between two words: the end of a sentence or of a paragraph.
_BREAK = re.compile(r"[.!?…]\W*\s|[。！？]|\n\s*\n")  # noqa: RUF001 -- the full stops of Chinese and Japanese
_AT_SENTENCE = re.compile(r"(?:^|[.!?…。！？][^\w\s]*\s*|\n\s*)[^\w\s]*$")  # noqa: RUF001
_ENDED = re.compile(r"[.!?…。！？][^\w\s]*\s*$")  # noqa: RUF001
_MARKS_BEFORE = re.compile(r"[^\w\s]+$")
_MARKS_AFTER = re.compile(r"[^\w\s]+")


#: A run of so many words, none of which the text has twice, can't be chance.
LONG = 6


class _Folded(dict[str, str]):
    """Words without regard to case, hyphenation and ligatures; each form is worked out once."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = letters(word).casefold()
        return folded


def words(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The folded words of a text in order, and their spans."""
    folded = _Folded()
    found = list(_WORD.finditer(text))
    return [folded[match.group()] for match in found], [match.span() for match in found]


class Wanted(NamedTuple):
    """The words of a quote and of its surroundings, in one row: the quote is `row[start:end]`."""

    quote: str
    prefix: str
    suffix: str
    row: Sequence[str]
    start: int
    end: int


def wanted_words(quote: str, prefix: str, suffix: str) -> Wanted:
    """A word that may have been cut where the context ends is left out."""
    whole = prefix + quote + suffix
    row: list[str] = []
    start = end = 0
    for word, (begins, ends) in zip(*words(whole), strict=True):
        if (begins == 0 and len(prefix) >= CUT) or (ends == len(whole) and len(suffix) >= CUT):
            continue
        row.append(word)
        start += ends <= len(prefix)
        end += begins < len(prefix) + len(quote)
    return Wanted(quote, prefix, suffix, row, start, end)


class Place(NamedTuple):
    """A candidate `[start, end)` in code points with what speaks for it, each from 0 to 1."""

    start: int
    end: int
    #: Characters in common, words in common weighed by their rarity, both counted against both sides.
    letters: float
    words: float
    #: The part of the surroundings found right before and right after.
    before: float
    after: float
    #: The longest unbroken run of words in common; LONG rare ones make 1.
    run: float


class Words:
    """The words of a text and where each stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.row, self.spans = words(text)
        self.where: dict[str, list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, word in enumerate(self.row):
            self.where[word].append(number)
        for number, pair in enumerate(pairwise(self.row)):
            self.pairs[pair].append(number)
        #: Rare words tell more; one that the text does not have counts like one that stands there once.
        self.unknown = log(1 + len(self.row)) + 0.1
        self.weights = {word: log(1 + len(self.row) / len(at)) + 0.1 for word, at in self.where.items()}
        self.gains = [self.weights[word] for word in self.row]

    def places(self, wanted: Wanted) -> list[Place]:
        """The most promising places; none where no rare word of the quote and no rare pair is shared."""
        return [place for at in self._voted(wanted) if (place := self._aligned(wanted, at))]

    def closed(self, wanted: Wanted) -> bool:
        """Whether somewhere what stood before the quote is now followed at once by what stood after it."""
        before = wanted.row[max(0, wanted.start - 2) : wanted.start]
        seam = [*before, *wanted.row[wanted.end : wanted.end + 2]]
        if not before or len(seam) < 3 or len(seam) == len(before):
            return False
        pair = self.pairs.get((seam[0], seam[1]), ())
        return any(self.row[at : at + len(seam)] == seam for at in pair)

    def _voted(self, wanted: Wanted) -> list[int]:
        """The words at which the quote would begin, coarsely; best first, none next to another."""
        width = max(4, (wanted.end - wanted.start) // 2)
        votes: dict[int, float] = defaultdict(float)
        for number, word in enumerate(wanted.row):
            vote = self.weights.get(word, self.unknown) * (1 if wanted.start <= number < wanted.end else 0.5)
            for at in self._standing(wanted.row, number):
                slot = (at - number + wanted.start) // width
                votes[slot] += vote
                # What moved by less than a slot still adds up in one; of two equal ones the later is nearer.
                votes[slot - 1] += vote * 0.999
        chosen: list[int] = []
        for slot in nlargest(3 * PLACES, votes, key=votes.__getitem__):
            worth_it = len(chosen) < PLACES and (not chosen or votes[slot] > votes[chosen[0]] / 3)
            if worth_it and all(abs(slot - other) > 1 for other in chosen):
                chosen.append(slot)
        return [slot * width for slot in chosen]

    def _standing(self, row: Sequence[str], number: int) -> Sequence[int]:
        places: Sequence[int] = self.where.get(row[number], ())
        if len(places) > COMMON:
            places = self.pairs.get((row[number], row[number + 1]), ()) if number + 1 < len(row) else ()
        return places if len(places) <= COMMON else ()

    def _aligned(self, wanted: Wanted, at: int) -> Place | None:
        """The quote's counterpart near word `at`."""
        size = wanted.end - wanted.start
        first = max(0, at - wanted.start - size // 2 - 6)
        window = self.row[first : max(0, at) + 2 * size + size // 2 + 6 + len(wanted.row) - wanted.end]
        pairs = [(i, j + first) for i, j in _equal(wanted.row, window)]
        inside = {j: i for i, j in pairs if wanted.start <= i < wanted.end}
        if not inside:
            return None
        gains = [
            gain if j in inside else -GAP * gain
            for j, gain in enumerate(self.gains[first : first + len(window)], first)
        ]
        begin, end = _densest(gains)
        core = range(first + begin, first + end)
        held = [i for j, i in inside.items() if j in core]
        walls = (
            max((j + 1 for i, j in pairs if i < wanted.start and j < core.start), default=0),
            min((j for i, j in pairs if i >= wanted.end and j >= core.stop), default=len(self.row)),
        )
        core = self._widened(core, held[0] - wanted.start, wanted.end - 1 - held[-1], walls)
        return self._measured(wanted, core, walls)

    def _widened(self, core: range, before: int, after: int, walls: tuple[int, int]) -> range:
        """With as many words more as the quote has on that side, up to what surrounded it or a sentence's end."""
        begin, end = core.start, core.stop
        while before and begin > walls[0] and not self._breaks(begin):
            begin, before = begin - 1, before - 1
        while after and end < walls[1] and not self._breaks(end):
            end, after = end + 1, after - 1
        return range(begin, end)

    def _breaks(self, at: int) -> bool:
        """Whether a sentence or paragraph ends before word `at`."""
        if not 0 < at < len(self.row):
            return True
        return _BREAK.search(self.text, self.spans[at - 1][1], self.spans[at][0]) is not None

    def _measured(self, wanted: Wanted, core: range, walls: tuple[int, int]) -> Place:
        quote = wanted.row[wanted.start : wanted.end]
        row = self.row[core.start : core.stop]
        runs = self._runs(quote, row)
        before, after = wanted.row[: wanted.start], wanted.row[wanted.end :]
        near_before = self.row[max(0, core.start - len(before) - 1) : core.start]
        near_after = self.row[core.stop : core.stop + len(after) + 1]
        return Place(
            *self._bounds(wanted, core, walls),
            letters=fuzz.ratio(" ".join(quote), " ".join(row)) / 100,
            words=2 * sum(runs) / ((self._total(quote) + self._total(row)) or 1),
            before=sum(self._runs(before, near_before)) / (self._total(before) or 1),
            after=sum(self._runs(after, near_after)) / (self._total(after) or 1),
            run=min(1.0, max(runs, default=0.0) / (LONG * self.unknown)),
        )

    def _bounds(self, wanted: Wanted, core: range, walls: tuple[int, int]) -> tuple[int, int]:
        """The span of the words; of whole sentences, with their marks, where the quote was whole sentences."""
        begin, end, reach = core.start, core.stop, 2 + len(core) // 3
        if _AT_SENTENCE.search(wanted.prefix):
            near = range(begin, max(walls[0], begin - reach) - 1, -1)
            begin = next((at for at in near if self._breaks(at)), begin)
        if _ENDED.search(wanted.quote):
            near = range(end, min(walls[1], end + reach) + 1)
            end = next((at for at in near if self._breaks(at)), end)
        start, stop = self.spans[begin][0], self.spans[end - 1][1]
        if not wanted.quote[0].isalnum() and (marks := _MARKS_BEFORE.search(self.text, max(0, start - 3), start)):
            start = marks.start()
        if not wanted.quote[-1].isalnum() and (marks := _MARKS_AFTER.match(self.text, stop, stop + 3)):
            stop = marks.end()
        return start, stop

    def _total(self, row: Sequence[str]) -> float:
        return sum(self.weights.get(word, self.unknown) for word in row)

    def _runs(self, one: Sequence[str], other: Sequence[str]) -> list[float]:
        """The weights of the unbroken runs that both have in common."""
        return [self._total(one[run.src_start : run.src_end]) for run in _runs(one, other)]


@lru_cache(maxsize=2)
def indexed(text: str) -> Words:
    """Kept for the last few texts: many quotes are looked up in one."""
    return Words(text)


def _runs(one: Sequence[str], other: Sequence[str]) -> list[Opcode]:
    """The parts of their longest common subsequence."""
    return [step for step in Indel.opcodes(one, other) if step.tag == "equal"]


def _equal(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    for run in _runs(one, other):
        yield from zip(range(run.src_start, run.src_end), range(run.dest_start, run.dest_end), strict=True)


def _densest(gains: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum (Kadane)."""
    best, best_at, total, begin = float("-inf"), (0, 0), 0.0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, begin = 0.0, at
        total += gain
        if total > best:
            best, best_at = total, (begin, at + 1)
    return best_at
