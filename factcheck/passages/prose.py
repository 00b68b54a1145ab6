# ruff: noqa: RUF001  (abbreviations in several alphabets)
"""Sentences and quotations in running prose, by spans.

Small and predictable on purpose: it reads a few sentences around a mark, where a wrong cut costs a worse
suggestion and nothing else. Offsets are code points of the text given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.database.month_names import MONTHS

# A full stop after these ends no sentence. Data; without case and without the stop. Single letters
# (initials) and months before a number are handled apart.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "en": (
        "mr", "mrs", "ms", "dr", "prof", "st", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "gov", "sen",
        "rep", "rev", "no", "vs", "approx", "e.g", "i.e", "jr", "sr",
    ),
    "ru": ("г", "гг", "им", "ул", "тыс", "млн", "млрд", "руб", "т.е", "т.д", "т.п", "стр", "см", "др"),
    "de": ("hr", "fr", "nr", "bzw", "ca", "z.b", "d.h", "u.a", "usw", "mio", "mrd", "tsd", "str"),
    "fr": ("m", "mm", "mme", "mlle", "art", "env", "p.ex", "av"),
    "es": ("sr", "sra", "srta", "núm", "aprox", "p.ej", "ee.uu", "av", "gral"),
}  # fmt: skip
_ABBREVIATIONS = frozenset(word for words in ABBREVIATIONS.values() for word in words)

_STOP = re.compile(r"(?:\.{1,3}|[!?…]+)[\"”»“’)\]*_]*")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.]*)$")
_MARKS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "”": "”"}
"""Opening mark to the marks that close it. German closes „ with “ and may turn the angles outside in."""


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks: `start` is the opening mark, `end` just past the closing one."""

    start: int
    end: int
    closed: bool
    """False when the marks never close: the quotation goes on in the next paragraph."""


def quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The outermost quotations between two offsets. Single marks are not read: they are apostrophes too."""
    found, opened, closers = [], -1, ""
    for at in range(start, end):
        mark = text[at]
        if opened >= 0 and mark in closers:
            found.append(Quotation(opened, at + 1, closed=True))
            opened = -1
        elif opened < 0 and mark in _MARKS:
            opened, closers = at, _MARKS[mark]
    if opened >= 0:
        found.append(Quotation(opened, end, closed=False))
    return tuple(found)


def sentences(text: str, start: int, end: int, *, trailer: re.Pattern[str] | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences between two offsets, without the white space between them.

    `trailer` matches what may follow a full stop and still belongs to its sentence (footnotes).
    Sentences inside quotation marks are sentences too.
    """
    begin = at = start
    while stop := _STOP.search(text, at, end):
        at = stop.end()
        if trailer and (trailing := trailer.match(text, at, end)):
            at = trailing.end()
        if _ends_sentence(text, stop, at, end):
            yield _trimmed(text, begin, at)
            begin = at
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _ends_sentence(text: str, stop: re.Match[str], at: int, end: int) -> bool:
    rest = text[at:end]
    following = rest.lstrip()
    if not following:
        return True
    if not rest[0].isspace() or following[0].islower():
        return False
    word = _WORD_BEFORE.search(text, max(0, stop.start() - 20), stop.start())
    if stop.group()[0] != "." or not word:
        return True
    before = word[1].casefold()
    if before in MONTHS or before in ("no", "nr", "núm"):
        return not following[0].isdigit()
    return not is_abbreviation(before)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def is_abbreviation(word: str) -> bool:
    """Whether a full stop after the word is its own and ends no sentence."""
    return len(word) == 1 or word.casefold().rstrip(".") in _ABBREVIATIONS
