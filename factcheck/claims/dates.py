"""The dates that a sentence names, as seen from the day it came out: "Monday", "last week", "on Aug. 9", "in 1997".

A date beside a verb of saying is when the claim was made; any other is the time that it tells of. A weekday is the
last one that had come by then, since news tells what has happened; so is a day of a month, but for the month to come.
Proposals, for a person to confirm. Pure.
"""
# ruff: noqa: RUF001 -- months and ordinals in Russian, and quotation marks

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factcheck.database.month_names import MONTHS
from factcheck.database.partial_dates import PartialDate, PartialDateError, parse
from factcheck.passages.attribution_words import LANGUAGES

#: A day without a year that lies so far ahead is meant: "begins on 9 June" of 29 May.
_TO_COME = dt.timedelta(days=31)
#: Words between a date and a verb of saying that belong together.
_NEAR = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WHOLE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.|-го)?\s(?:of\s|de\s)?)?(?:{_MONTH})\.?\s"
    r"(?:(?:de\s|del\s)?\d{4}|\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}))\b",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})"
    rf"|(?P<day2>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?:of\s|de\s)?(?P<month2>{_MONTH}))\b(?!\s?[%\d])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:1[89]|20)\d\d(?![\d%]|[.,]\d|-)")
#: Before a date, these make it one end of a longer time; so do a dash after it, and any "now" farther on.
_ENDING = re.compile(
    r"\b(?:since|from|between|until|till|before|after|by|с|со|до|после|между|seit|ab|bis|vor|nach|zwischen|depuis"
    r"|avant|après|entre|jusqu['’]en|desde|hasta|antes\sde|después\sde)\s(?:the\s(?:year|end|beginning)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\s?[-–—]|\s?(?:\.\.\.|…)")
_NOW = re.compile(
    r"\b(?:now|nowadays|to\s(?:this\sday|the\spresent)|сейчас|теперь|ныне|jetzt|heutzutage|maintenant|ahora)\b",
    re.IGNORECASE,
)
type Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Dated:
    """The words `sentence[start:end]` mean the days of `date`; `of_saying`: on which it was said."""

    start: int
    end: int
    date: PartialDate
    of_saying: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """What a sentence shows of when the claim was made, and of the time it tells of; None: nothing, or two things."""

    made: PartialDate | None
    about: PartialDate | None


def dates_of(sentence: str, published: PartialDate | None, *, language: str) -> Dates:
    """`published`: when the text came out; relative words mean nothing without that day."""
    found = dates_in(sentence, published, language=language)
    made = {one.date.iso: one.date for one in found if one.of_saying}
    about = {one.date.iso: one.date for one in found if not one.of_saying}
    if any(not one.of_saying and _is_end_of_longer(sentence, one) for one in found):
        about = {}
    return Dates(
        next(iter(made.values())) if len(made) == 1 else None,
        next(iter(about.values())) if len(about) == 1 else None,
    )


def _is_end_of_longer(sentence: str, one: Dated) -> bool:
    """Whether the date begins or ends a time that has another end: "since 1922", "1922 ... now"."""
    return bool(
        _ENDING.search(sentence[: one.start]) or _LASTING.match(sentence, one.end) or _NOW.search(sentence, one.end)
    )


def dates_in(sentence: str, published: PartialDate | None, *, language: str) -> list[Dated]:
    """Every date that the sentence names, in order."""
    day = published.start if published and (published.end - published.start).days == 1 else None
    if day and day.year in (dt.MINYEAR, dt.MAXYEAR):
        # What stands in metadata where nobody gave a date: no day that words like "last year" are seen from.
        day = None
    spans = [*_written(sentence, day), *(_relative(sentence, day, language) if day else ())]
    kept: list[tuple[int, int, PartialDate]] = []
    for start, end, date in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, date))
    verbs = _verbs(sentence, language)
    return [Dated(start, end, date, _is_near(sentence, start, end, verbs)) for start, end, date in kept]


def _written(sentence: str, day: dt.date | None) -> list[tuple[int, int, PartialDate]]:
    found = []
    for match in _WHOLE.finditer(sentence):
        date = _parsed(match[0])
        if date:
            found.append((*match.span(), date))
    for match in _DAY_OF_MONTH.finditer(sentence) if day else ():
        date = _such_a_day(match, day) if day else None
        if date:
            found.append((*match.span(), date))
    for match in _YEAR.finditer(sentence):
        date = _parsed(match[0])
        if date:
            found.append((*match.span(), date))
    return found


def _parsed(text: str) -> PartialDate | None:
    try:
        return parse(text)
    except PartialDateError:
        return None


def _such_a_day(match: re.Match[str], day: dt.date) -> PartialDate | None:
    """The day of the month that came last before the text came out, or on its day; one of the month to come before
    one that is eleven months past."""
    month = MONTHS[(match["month"] or match["month2"]).casefold()]
    number = int(match["day"] or match["day2"])
    for year in (day.year + 1, day.year, day.year - 1):
        try:
            date = dt.date(year, month, number)
        except ValueError:
            continue
        if date <= day + _TO_COME:
            return _partial((date, date + dt.timedelta(days=1)))
    return None


def _relative(sentence: str, day: dt.date, language: str) -> list[tuple[int, int, PartialDate]]:
    pattern, meanings = _relative_words(language)
    if not meanings:
        return []
    return [
        (*match.span(), _partial(_days(meanings[" ".join(match[0].casefold().replace("’", "'").split())], day)))
        for match in pattern.finditer(sentence)
    ]


def _days(meaning: str, day: dt.date) -> Days:
    one = dt.timedelta(days=1)
    match meaning:
        case "today":
            return day, day + one
        case "yesterday":
            return day - one, day
        case "last_week":
            monday = day - dt.timedelta(days=day.weekday() + 7)
            return monday, monday + 7 * one
        case "last_month":
            end = day.replace(day=1)
            return (end - one).replace(day=1), end
        case "last_year":
            return dt.date(day.year - 1, 1, 1), dt.date(day.year, 1, 1)
        case "this_year":
            return dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
        case weekday:
            that = day - dt.timedelta(days=(day.weekday() - int(weekday)) % 7)
            return that, that + one


def _partial(days: Days) -> PartialDate:
    return parse(PartialDate(*days, text="").iso)


@cache
def _relative_words(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words of a language, and what each means: a key of `_days`, or a weekday's number from Monday."""
    lists = tomllib.loads((Path(__file__).parent / "date_words.toml").read_text("utf-8")).get(language, {})
    meanings: dict[str, str] = {}
    for name, forms in lists.items():
        for number, entry in enumerate(forms) if isinstance(forms, list) else [(0, forms)]:
            for form in entry.split():
                meanings[form.replace("_", " ")] = str(number) if isinstance(forms, list) else name
    one_of = "|".join(
        re.escape(form).replace("\\ ", r"\s+").replace("'", "['’]") for form in sorted(meanings, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{one_of})\b", re.IGNORECASE), meanings


def _verbs(sentence: str, language: str) -> list[tuple[int, int]]:
    words = LANGUAGES.get(language)
    says = words.say | words.quote if words else frozenset()
    return [match.span() for match in _WORD.finditer(sentence) if match[0].casefold() in says]


def _is_near(sentence: str, start: int, end: int, verbs: list[tuple[int, int]]) -> bool:
    """Whether a verb of saying stands a few words away, with no quotation mark or clause between."""
    for first, last in verbs:
        between = sentence[last:start] if last <= start else sentence[end:first]
        if not re.search(r"[“”«»„\";:]", between) and len(_WORD.findall(between)) <= _NEAR:
            return True
    return False
