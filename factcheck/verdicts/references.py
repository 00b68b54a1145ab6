# ruff: noqa: RUF001  (number words in several alphabets)
"""References in an explanation, and what stands there without one.

The stored text names what it rests on by public id in brackets: `[E-0012]` a piece of evidence, `[L-0003]` a
documented search, `[Q-0002]` an enquiry. Ids do not shift when text is moved; the numbers that readers see
are given in order of first occurrence, at render.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from factcheck.database.month_names import MONTHS
from factcheck.passages.prose import quotations, sentences

TOKEN = re.compile(r"\[([ELQ]-\d{1,12})\]")
# CommonMark 2.4: an odd run of backslashes makes the bracket a plain letter.
_TOKEN_IN_TEXT = re.compile(r"(?<!\\)(?:\\\\)*" + TOKEN.pattern)
_TRAILING_TOKENS = re.compile(r"(?:\s*\[[ELQ]-\d{1,12}\])+")

# One paragraph: lines up to an empty one, a list item or the mark of a quotation block.
_ITEM = r"[ \t]*(?:>[ \t]?)*[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+"
_BREAK = re.compile(rf"\n[ \t]*\n|\n(?={_ITEM})|\n(?=[ \t]*>)")
_LIST_MARK = re.compile(rf"{_ITEM}|[ \t]*(?:>[ \t]?)+")
# Digits in addresses and in public ids say nothing about the world.
_NOT_PROSE = re.compile(r"\]\([^)\s]*[^)]*\)|<?https?://[^\s>]+>?|" + TOKEN.pattern)

_MONTH = "(?:" + "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = re.compile(
    rf"""(?<![\w-])(?:
      {_YEAR}-\d\d(?:-\d\d)?
    | \d{{1,2}}[./]\d{{1,2}}[./](?:\d\d)?\d\d
    | \d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?{_MONTH}(?:,?\s+(?:de\s+)?{_YEAR})?
    | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?
    | {_MONTH}\s+(?:de\s+)?{_YEAR}
    | {_YEAR}s?(?![\d.,]\d)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
# Words for large numbers; data, by language. Small ones ("two") are left: they are rarely what is checked.
NUMBER_WORDS: dict[str, str] = {
    "en": r"hundreds?|thousands?|millions?|billions?",
    "ru": r"сот(?:ни|ен)|тысяч[аиу]?|тыс|миллион(?:а|ов|ы)?|млн|миллиард(?:а|ов|ы)?|млрд",
    "de": r"hundert[e]?|tausend[e]?|million(?:en)?|milliarden?|mio|mrd",
    "fr": r"centaines?|mille|milliers?|millions?|milliards?",
    "es": r"cientos|mil|miles|mill[oó]n(?:es)?",
}
_WORDS = "|".join(NUMBER_WORDS.values())
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w-])[-−]?(?:{_DIGITS})(?:\s?[-–]\s?(?:{_DIGITS}))?"
    rf"(?:\s?(?:%|‰|per\s?cent\b|percent\b|процент\w*|Prozent\b)|\s(?:{_WORDS})\b)?"
    rf"|(?<![\w-])(?:{_WORDS})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unreferenced:
    """A quotation, number or date whose sentence names nothing that it rests on. Offsets in code points."""

    kind: Literal["quotation", "number", "date"]
    words: str
    start: int
    end: int
    sentence: str


def references(text: str) -> tuple[str, ...]:
    """The distinct public ids that the text refers to, in order of first occurrence."""
    return tuple(dict.fromkeys(match[1] for match in _TOKEN_IN_TEXT.finditer(text)))


def numbered(text: str) -> dict[str, int]:
    """Each public id with the number that readers see, from 1."""
    return {public_id: number for number, public_id in enumerate(references(text), start=1)}


def unreferenced(text: str) -> tuple[Unreferenced, ...]:
    """Each quotation, number and date whose sentence holds no reference, in order.

    A reference right after a full stop belongs to the sentence before it. Numbers and dates inside a
    quotation are part of it. A quotation over several sentences is referenced when one of them is.
    """
    found: list[Unreferenced] = []
    for start, end in _paragraphs(text):
        spans = tuple(sentences(text, start, end, trailer=_TRAILING_TOKENS))
        for kind, a, b in _findings(text, start, end):
            touched = [(s, e) for s, e in spans if s < b and a < e] or [(start, end)]
            sentence = text[touched[0][0] : touched[-1][1]]
            if not _TOKEN_IN_TEXT.search(sentence):
                found.append(Unreferenced(kind, text[a:b], a, b, sentence))
    return tuple(found)


def _findings(text: str, start: int, end: int) -> list[tuple[Literal["quotation", "number", "date"], int, int]]:
    """What needs a reference in one paragraph: quotations, then dates and numbers outside of them."""
    found: list[tuple[Literal["quotation", "number", "date"], int, int]] = []
    prose = _blanked(text, [(m.start(), m.end()) for m in _NOT_PROSE.finditer(text, start, end)])
    for quotation in quotations(prose, start, end):
        if quotation.closed:
            found.append(("quotation", quotation.start, quotation.end))
    prose = _blanked(prose, [(a, b) for _, a, b in found])
    dates = [match.span() for match in _DATE.finditer(prose, start, end)]
    found += [("date", a, b) for a, b in dates]
    prose = _blanked(prose, dates)
    found += [("number", *match.span()) for match in _NUMBER.finditer(prose, start, end)]
    return sorted(found, key=lambda finding: finding[1])


def _paragraphs(text: str) -> list[tuple[int, int]]:
    edges = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    spans = []
    for start, end in pairwise(edges):
        while mark := _LIST_MARK.match(text, start, end):
            start = mark.end()
        spans.append((start, end))
    return spans


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans turned to blanks, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
