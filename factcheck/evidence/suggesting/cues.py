"""What a person will want to look at when judging a passage, and no judgement: numbers, denial, times.

Pure.
"""

import re
from collections.abc import Iterable
from datetime import date

from factcheck.evidence.suggesting.cue_words import NEGATIONS, SCALES
from factcheck.evidence.suggesting.reasons import is_month, is_year
from factcheck.evidence.suggesting.values import Cue
from factcheck.search.words import base, fold, placed_words

_NOT = re.compile(r"n['\u2019]t\b", re.IGNORECASE)
#: Numbers shown in one cue.
_SHOWN = 3


def between(
    statement: str, language: str, quote: str, quote_language: str, period: tuple[int, int] | None
) -> list[Cue]:
    """`period` are the first and last year that the claim is about, where it says so."""
    found = []
    asked, here = numbers_in(statement, language), numbers_in(quote, quote_language)
    if asked.values and here.values and not asked.values.keys() & here.values.keys():
        found.append(Cue("numbers", _listed(asked.values.values()), _listed(here.values.values())))
    if denies(statement, language) != denies(quote, quote_language):
        found.append(Cue("negation"))
    first, last = period or (min(asked.years, default=0), max(asked.years, default=0))
    if first and here.years and not any(first <= year <= last for year in here.years):
        said = str(first) if first == last else f"{first}-{last}"
        found.append(Cue("dates", said, _listed(map(str, sorted(here.years)))))
    return found


def later(published: date | None, made: date | None) -> list[Cue]:
    """The document came out when the claim had been made; `made` is the day after that."""
    if published and made and published >= made:
        return [Cue("later", here=published.isoformat())]
    return []


class Numbers:
    """Values as written, and years."""

    def __init__(self) -> None:
        self.values: dict[float, str] = {}
        self.years: set[int] = set()


def numbers_in(text: str, language: str) -> Numbers:
    """Quantities by value, "4.5 million" being 4500000; days of a month are none, and years are by themselves."""
    found = Numbers()
    placed = placed_words(text, language)
    for at, word in enumerate(placed):
        if not _is_number(word.token):
            continue
        after = placed[at + 1] if at + 1 < len(placed) else None
        before = placed[at - 1] if at else None
        if is_year(word.token):
            found.years.add(int(word.token))
        elif any(one and is_month(text[one.start : one.end]) for one in (before, after)):
            continue
        elif after and (scale := SCALES.get(fold(text[after.start : after.end]))):
            found.values[float(word.token) * scale] = text[word.start : after.end]
        else:
            found.values[float(word.token)] = text[word.start : word.end]
    return found


def denies(text: str, language: str) -> bool:
    """Whether an odd number of its words deny: "not without" denies nothing."""
    wanted = NEGATIONS.get(base(language) or "en", frozenset())
    words = re.findall(r"\w+", text.casefold())
    count = sum(word in wanted for word in words) + len(_NOT.findall(text))
    return count % 2 == 1


def _is_number(token: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", token, re.ASCII))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(list(words)[:_SHOWN])
