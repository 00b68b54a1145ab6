"""Dates as people and pages give them: a year, a month, a day, or a range of those.

A partial date is the half-open range of days that it may mean, together with the words it was given in.
Nothing is guessed: "03/04/2020" is March to one reader and April to another, so it is refused with a message
that says what is accepted. The written form that goes out is ISO 8601, with the end of a range included, as
ISO has it.
"""
# ruff: noqa: RUF001 -- Russian words are meant to be Cyrillic

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from .month_names import MONTHS, WEEKDAYS


def gettext_noop(sentence: str) -> str:
    """Words that are said later, in the language of whoever reads them; named so that they are collected."""
    return sentence


class PartialDateError(ValueError):
    """This is not a date that can be read without guessing. `sentence`, its gaps filled by `values`, says why."""

    sentence = gettext_noop(
        "“%(text)s” can't be read as a date. Give a year, a month or a day: 2020, 2020-08, 2020-08-20, 20.08.2020, "
        "August 2020, 20 August 2020, August 20, 2020, or two of these as a range: 2020-08-01/2020-08-20."
    )

    def __init__(self, text: str, **values: str | int) -> None:
        self.text = text
        self.values = values or {"text": text[:60]}
        super().__init__(self.sentence % self.values)

    def values_in(self, gettext: Callable[[str], str]) -> dict[str, str | int]:
        """What fills the gaps, the name of a month in the language that `gettext` speaks."""
        return {name: gettext(str(value)) if name == "month" else value for name, value in self.values.items()}


class AmbiguousDateError(PartialDateError):
    """Day and month can't be told apart."""

    sentence = gettext_noop(
        "In “%(text)s” day and month can't be told apart. Give a year, a month or a day: 2020, 2020-08, 2020-08-20, "
        "20.08.2020, August 2020, 20 August 2020, August 20, 2020, or two of these as a range: 2020-08-01/2020-08-20."
    )


class NoSuchDayError(PartialDateError):
    """The month has not so many days."""

    #: `month` is its English name.
    sentence = gettext_noop("There is no %(day)s %(month)s %(year)s.")

    def __init__(self, text: str, year: int, month: int, day: int) -> None:
        super().__init__(text, year=year, month=calendar.month_name[month], day=day)


@dataclass(frozen=True)
class PartialDate:
    """The days from `start` up to but not including `end`, and the text that said so."""

    start: dt.date
    end: dt.date
    text: str

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise PartialDateError(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def iso(self) -> str:
        """The shortest ISO 8601 form of the range; two forms joined by "/" include the end."""
        last = self.end - dt.timedelta(days=1)
        for shorten in (_year, _month, _day):
            first, final = shorten(self.start, start=True), shorten(last, start=False)
            if first and final:
                return first if first == final else f"{first}/{final}"
        raise AssertionError("every day has a form")


def parse(text: str) -> PartialDate:
    """Read `text` as a year, a month, a day or a range.

    Raises PartialDateError, whose message says what is accepted, for everything else.
    """
    given = text.strip()
    if len(given) > _LONGEST:
        raise PartialDateError(given)
    parts = given.split("/")
    if len(parts) == 2 and all(_ISO.fullmatch(part.strip()) for part in parts):
        start, end = _span(parts[0].strip(), given)[0], _span(parts[1].strip(), given)[1]
    elif _AMBIGUOUS.fullmatch(given):
        raise AmbiguousDateError(given)
    else:
        start, end = _span(given, given)
    return PartialDate(start, end, given)


#: Characters. Longer than any date in words, short enough that no pattern below can be made slow.
_LONGEST = 80
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
#: As metadata gives it. The day is the one in the zone it was written in.
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_AMBIGUOUS = re.compile(r"\d{1,2}([/-])\d{1,2}\1\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2}", re.ASCII)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.|º|-го)?"
_NAME = r"(?P<month>[^\W\d_]+)\.?"
_YEAR = r"(?P<year>[0-9]{4})(?:\s?г(?:\.|ода|од)?)?"
_OF = r"\s*(?:\s(?:of|de|del)\s)?\s*"
_PROSE = (
    re.compile(rf"(?:le\s|el\s|den\s|am\s)?{_DAY}{_OF}{_NAME},?{_OF}{_YEAR}"),
    re.compile(rf"{_NAME}\s+{_DAY}\s*,?\s+{_YEAR}"),
    re.compile(rf"{_NAME},?{_OF}{_YEAR}"),
)


def _span(text: str, given: str) -> tuple[dt.date, dt.date]:
    """First day and the day after the last, of one date without a range."""
    if moment := _MOMENT.fullmatch(text):
        text = moment[1]
    if match := _ISO.fullmatch(text):
        return _days(int(match[1]), match[2], match[3], given)
    if match := _DOTTED.fullmatch(text):
        return _days(int(match[3]), match[2], match[1], given)
    words = _without_weekday(unicodedata.normalize("NFC", " ".join(text.split())).casefold())
    for pattern in _PROSE:
        if (match := pattern.fullmatch(words)) and match["month"] in MONTHS:
            fields = match.groupdict()
            return _days(int(fields["year"]), str(MONTHS[fields["month"]]), fields.get("day"), given)
    raise PartialDateError(given)


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.rstrip(",.") in WEEKDAYS else words


def _days(year: int, month: str | None, day: str | None, given: str) -> tuple[dt.date, dt.date]:
    try:
        start = dt.date(year, int(month or 1), int(day or 1))
        if day:
            return start, start + dt.timedelta(days=1)
        if month and start.month < 12:
            return start, start.replace(month=start.month + 1)
        return start, dt.date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        if day and month and year and 1 <= int(month) <= 12 and int(day) > calendar.monthrange(year, int(month))[1]:
            raise NoSuchDayError(given, year, int(month), int(day)) from None
        raise PartialDateError(given) from None


def _year(day: dt.date, *, start: bool) -> str:
    """The year, if `day` is its first (or last) day; else nothing."""
    return f"{day.year:04}" if (day.month, day.day) == ((1, 1) if start else (12, 31)) else ""


def _month(day: dt.date, *, start: bool) -> str:
    """Year and month, if `day` is the month's first (or last) day; else nothing."""
    edge = day.day == 1 if start else (day + dt.timedelta(days=1)).day == 1
    return f"{day.year:04}-{day.month:02}" if edge else ""


def _day(day: dt.date, *, start: bool) -> str:
    return day.isoformat()
