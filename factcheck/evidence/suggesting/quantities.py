"""Quantities in a text, each with what it counts, so that only like is compared with like.

Pure.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from factcheck.evidence.suggesting.cue_words import PERCENT, SCALES, UNITS
from factcheck.evidence.suggesting.reasons import is_month, is_year
from factcheck.search.words import base, fold, placed_words, stops

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_PER_CENT = re.compile(rf"\s?(?:[%\u2030]|(?:{'|'.join(PERCENT)}))", re.IGNORECASE)
_MONEY = "$\u20ac\u00a3\u20bd\u00a5"
#: What may stand between two numbers of one unit: "from 5 to 7 per cent".
_AND = re.compile(
    r"\s?(?:[%\u2030]\s?)?(?:[-\u2013/]|\b(?:to|and|or|\u0434\u043e|\u0438|bis|und|oder|a|\u00e0|et|ou|y|o)\b)\s?",
    re.IGNORECASE,
)
#: Numbers of one unit in a row that are looked through for it: a list of thousands has none.
_MOST_JOINED = 6


@dataclass(frozen=True)
class Quantity:
    """`unit`: "%", a sign of money, the stem of the word that is counted, or "" where nothing shows it."""

    value: float
    written: str
    unit: str


class Numbers:
    """Quantities in order, and years. Shared by all who ask for the same text: not to be changed."""

    def __init__(self) -> None:
        self.quantities: list[Quantity] = []
        self.years: set[int] = set()

    def by_unit(self, unit: str) -> dict[float, str]:
        return {one.value: one.written for one in self.quantities if one.unit == unit}


@dataclass(frozen=True)
class _Written:
    """A word as it stands, with its tokens."""

    start: int
    end: int
    tokens: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.tokens[0]))


# The claim is asked for again with each passage that is shown for it.
@lru_cache(maxsize=64)
def numbers_in(text: str, language: str) -> Numbers:
    """ "4.5 million men" are 4500000 of "men"; days of a month are no quantities, and years are by themselves."""
    found = Numbers()
    # Most passages have none. Signs that are folded to digits are numeric too.
    if not any(map(str.isnumeric, text)):
        return found
    placed = [
        _Written(start, end, tuple(word.token for word in group))
        for (start, end), group in groupby(placed_words(text, language), key=lambda word: (word.start, word.end))
    ]
    for at, word in enumerate(placed):
        if not word.is_number:
            continue
        numbers = [token for token in word.tokens[: max(1, len(word.tokens) - 1)] if _NUMBER.fullmatch(token)]
        if all(map(is_year, numbers)) and not _counts_by_itself(word):
            found.years.update(map(int, numbers))
        elif not _is_day(text, placed, at):
            found.quantities += _quantities(text, placed, at, numbers, language)
    return found


def _counts_by_itself(word: _Written) -> bool:
    """ "100-years": what is counted stands in the word itself."""
    return len(word.tokens) > 1 and not _NUMBER.fullmatch(word.tokens[1])


def _is_day(text: str, placed: list[_Written], at: int) -> bool:
    for first, last in ((at - 1, at), (at, at + 1)):
        if first < 0 or last >= len(placed) or text[placed[first].end : placed[last].start].strip(" .\u00a0"):
            continue
        month = placed[first if last == at else last]
        if is_month(text[month.start : month.end]):
            return True
    return False


def _quantities(text: str, placed: list[_Written], at: int, numbers: list[str], language: str) -> list[Quantity]:
    word = placed[at]
    after = placed[at + 1] if at + 1 < len(placed) else None
    scale = SCALES.get(fold(text[after.start : after.end])) if after else None
    end = after.end if after and scale else word.end
    unit = _unit(text, placed, at, language)
    if len(numbers) == 1 and not _counts_by_itself(word):
        return [Quantity(float(numbers[0]) * (scale or 1), text[word.start : end], unit)]
    return [Quantity(float(number) * (scale or 1), text[word.start : word.end], unit) for number in numbers]


def _unit(text: str, placed: list[_Written], at: int, language: str) -> str:
    for _joined in range(_MOST_JOINED):
        unit, at = _own_unit(text, placed, at)
        if unit:
            return unit
        further = next((n for n in (at + 1, at + 2) if n < len(placed) and placed[n].is_number), None)
        if further is None or not _AND.fullmatch(text, placed[at].end, placed[further].start):
            return _counted(text, placed, at, language)
        at = further
    return ""


def _own_unit(text: str, placed: list[_Written], at: int) -> tuple[str, int]:
    """What stands in the number, or as a sign beside it, else ""; and the last word of the number."""
    word = placed[at]
    if _counts_by_itself(word):
        return UNITS.get(word.tokens[1], word.tokens[1]), at
    before = text[: word.start].rstrip()[-1:]
    if before and before in _MONEY:
        return before, at
    while at + 1 < len(placed) and fold(text[placed[at + 1].start : placed[at + 1].end]) in SCALES:
        at += 1
    end = placed[at].end
    if _PER_CENT.match(text, end):
        return "%", at
    sign = text[end:].lstrip()[:1]
    return (sign if sign and sign in _MONEY else ""), at


def _counted(text: str, placed: list[_Written], at: int, language: str) -> str:
    """The word right after the number, across one that is written as a name: "5,000 Danish soldiers"."""
    end = placed[at].end
    for number, word in enumerate(placed[at + 1 : at + 3]):
        written = text[word.start : word.end]
        if text[end : word.start].strip() or word.is_number or word.tokens[0] in stops(base(language) or "en"):
            return ""
        is_name = written[0].isupper() and base(language) not in ("de", "lb")
        if not is_name:
            return UNITS.get(word.tokens[0], word.tokens[0])
        if number:
            return ""
        end = word.end
    return ""
