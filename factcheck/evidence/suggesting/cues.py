"""What a person will want to look at when judging a passage, and no judgement: numbers, denial, times.

Pure.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from factcheck.evidence.suggesting.denial import one_denies
from factcheck.evidence.suggesting.quantities import Numbers, numbers_in
from factcheck.evidence.suggesting.values import Cue
from factcheck.passages.prose import sentences
from factcheck.search.words import base, stops, words

#: Numbers shown in one cue.
_SHOWN = 3
#: Words in common that make two sentences of one passage speak of the same.
_SAME_MATTER = 2


def between(
    statement: str, language: str, quote: str, quote_language: str, period: tuple[int, int] | None
) -> list[Cue]:
    """`period` are the first and last year that the claim is about, where it says so."""
    asked = numbers_in(statement, language)
    found = _of_numbers(asked, numbers_in(_same_matter(statement, language, quote, quote_language), quote_language))
    if one_denies(statement, language, quote, quote_language):
        found.append(Cue("negation"))
    here = numbers_in(quote, quote_language)
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


def _of_numbers(asked: Numbers, here: Numbers) -> list[Cue]:
    """Numbers of one unit compared: none in common, or others beside those in common."""
    differ: tuple[dict[float, str], dict[float, str]] = ({}, {})
    others: dict[float, str] = {}
    for unit in dict.fromkeys(one.unit for one in asked.quantities):
        wanted, found = asked.by_unit(unit), here.by_unit(unit)
        if not unit:
            # What nothing shows a unit of is compared only where it looks alike: a value of some scale, "6.9".
            wanted, found = _fractions(wanted), _fractions(found)
        if not wanted or not found:
            continue
        if wanted.keys() & found.keys():
            others |= {value: written for value, written in found.items() if value not in wanted}
        elif unit:
            differ[0].update(wanted)
            differ[1].update(found)
    cues = []
    if differ[0]:
        cues.append(Cue("numbers", _listed(differ[0].values()), _listed(differ[1].values())))
    if others:
        cues.append(Cue("other numbers", here=_listed(others.values())))
    return cues


def _fractions(values: dict[float, str]) -> dict[float, str]:
    return {value: written for value, written in values.items() if value % 1}


def _same_matter(statement: str, language: str, quote: str, quote_language: str) -> str:
    """The sentences of the quote that share words with the statement: the best, and those with a few in common."""
    wanted = _words(statement, language)
    lines = [(line, span) for line in quote.splitlines() for span in sentences(line, 0, len(line))]
    parts = [line[start:end] for line, (start, end) in lines]
    shared = [len(wanted & _words(part, quote_language)) for part in parts]
    least = min(max(shared, default=0), _SAME_MATTER)
    if not least:
        return ""
    return "\n".join(part for part, common in zip(parts, shared, strict=True) if common >= least)


# The claim is asked for again with each passage that is shown for it.
@lru_cache(maxsize=64)
def _words(text: str, language: str) -> frozenset[str]:
    left_out = stops(base(language) or "en")
    return frozenset(token for token in words(text, language) if token not in left_out and not token[0].isdigit())


def _listed(written: Iterable[str]) -> str:
    return ", ".join(list(written)[:_SHOWN])
