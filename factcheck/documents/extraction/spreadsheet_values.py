"""What a cell of an .xlsx file shows: numbers as dates, times or percentages where its format says so.

Other formats only decorate, and differ with the reader's country: numbers are written plainly, as 1234.5.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from lxml import etree

from .ooxml import child, value

#: Number formats that are built in and need no definition (ECMA-376 part 1, 18.8.30).
_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47}
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys(_DATES, "yyyy-mm-dd"), **dict.fromkeys(_TIMES, "hh:mm:ss"),
             22: "yyyy-mm-dd hh:mm"}  # fmt: skip
#: What a format shows as it is written: quoted words, escaped characters, colours and conditions.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Days. Excel counts 1900 as a leap year, so its days before 1 March 1900 are one off.
_FIRST_RIGHT_DAY = 61
_LAST_DAY = 2_958_465


class Formats:
    """The number formats that the cell styles name, by style index."""

    def __init__(self, styles: etree._Element | None, *, from_1904: bool) -> None:
        own = {value(node, "numFmtId"): value(node, "formatCode") for node in _children(child(styles, "numFmts"))}
        self._codes = [
            own.get(value(xf, "numFmtId")) or _built_in(value(xf, "numFmtId"))
            for xf in _children(child(styles, "cellXfs"))
        ]
        self._kinds: dict[str, str] = {}
        self._epoch = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)
        self._from_1904 = from_1904

    def shown(self, stored: str, style: str) -> str:
        """A stored number as people read it."""
        code = self._codes[int(style)] if style.isdecimal() and int(style[:6]) < len(self._codes) else ""
        kind = self._kind(code)
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return stored
        if not number.is_finite():
            return stored
        if kind in ("date", "time", "duration"):
            return self._moment(number, kind) or plain(stored)
        if kind == "percent":
            # Not rounded as the sheet shows it: the figure that it holds is the one to be quoted.
            return f"{float(number * 100):.15g}%"
        return plain(stored)

    def _kind(self, code: str) -> str:
        if code not in self._kinds:
            bare = _LITERAL.sub("", code[:500]).partition(";")[0].lower()
            clock = bool(re.search("[hs]", bare)) or "[m" in bare
            is_date = bool(re.search("[yd]", bare)) or ("m" in bare and not clock)
            # "[h]:mm" counts on after 24 hours; "h:mm" is a time of day.
            time = "duration" if "[" in bare else "time"
            self._kinds[code] = "date" if is_date else time if clock else "percent" if "%" in bare else ""
        return self._kinds[code]

    def _moment(self, number: Decimal, kind: str) -> str:
        if not 0 <= number <= _LAST_DAY:
            return ""
        days = float(number)
        if kind != "date":
            seconds = round((days if kind == "duration" else days % 1) * 86_400)
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        if not self._from_1904 and days < _FIRST_RIGHT_DAY:
            days += 1
        try:
            moment = self._epoch + dt.timedelta(seconds=round(days * 86_400))
        except OverflowError:
            return ""
        if moment.time() == dt.time.min:
            return moment.date().isoformat()
        return moment.isoformat(" ", "minutes" if not moment.second else "seconds")


def plain(stored: str) -> str:
    """A number without what binary fractions add: fifteen digits, as Excel shows."""
    if re.fullmatch(r"-?\d{1,40}", stored):
        return stored
    try:
        number = float(stored)
    except ValueError:
        return stored
    return f"{number:.15g}"


def unescaped(words: str) -> str:
    """Characters that XML can't hold are written _x000D_; those that can't be stored become U+FFFD."""
    return _ESCAPED.sub(_character, words) if "_x" in words else words


def words_of(node: etree._Element) -> str:
    """The words of a string with runs, without the readings that stand above Japanese words."""
    parts = [inner.text or "" for inner in node.iter("{*}t") if not any(True for _ in inner.iterancestors("{*}rPh"))]
    return unescaped("".join(parts))


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF else "\N{REPLACEMENT CHARACTER}"


def _children(node: etree._Element | None) -> list[etree._Element]:
    return list(node) if node is not None else []


def _built_in(number: str) -> str:
    return _BUILT_IN.get(int(number), "") if re.fullmatch(r"\d{1,4}", number) else ""
