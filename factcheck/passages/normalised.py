"""A text as its letters and digits only, and the way back to the stored characters.

Text from PDFs has words hyphenated at line ends, ligatures, spaces where there are none and none where there are.
What people type or copy has none of these. Both agree in their letters and digits in nearly all cases, so a quote
is looked up in those, and what is found is given as a span of the stored text.

Case and accents stay: they tell words apart. So do the marks inside a number: 1.5 is not 15.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from factcheck.passages.spans import Span

#: Fewer letters and digits than these say too little once their spaces and marks are gone.
LEAST = 8

_MARKS = "\u0300-\u036f"
#: What counts: a run of plain letters and digits, one with accents of its own, any other character beyond ASCII,
#: and a mark inside a number.
_PIECE = re.compile(
    rf"[A-Za-z0-9]+(?![{_MARKS}])|[A-Za-z0-9][{_MARKS}]+|[^\x00-\x7f][{_MARKS}]*|(?<=[0-9])[.,:/](?=[0-9])"
)
_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")


class Normalised:
    """The letters and digits of a text (Unicode NFKC), each with the code points that it comes from."""

    def __init__(self, text: str) -> None:
        self.stored = text
        pieces: list[str] = []
        #: Per piece: where it begins in the normalised text, and where it begins and ends in the stored one.
        self._at: list[int] = []
        self._from: list[int] = []
        self._to: list[int] = []
        length = 0
        for piece, start, end in _pieces(text):
            pieces.append(piece)
            self._at.append(length)
            self._from.append(start)
            self._to.append(end)
            length += len(piece)
        self.text = "".join(pieces)

    def stored_span(self, start: int, end: int) -> Span:
        """The stored characters behind `self.text[start:end]`; part of a ligature is the whole of it."""
        return Span(self._stored(start)[0], self._stored(end - 1)[1])

    def _stored(self, index: int) -> tuple[int, int]:
        piece = bisect_right(self._at, index) - 1
        start, end = self._from[piece], self._to[piece]
        inside = index - self._at[piece]
        long = (self._at[piece + 1] if piece + 1 < len(self._at) else len(self.text)) - self._at[piece]
        return (start + inside, start + inside + 1) if end - start == long else (start, end)


@lru_cache(maxsize=4)
def normalised(text: str) -> Normalised:
    """Kept for the last few texts: many quotes are looked up in one."""
    return Normalised(text)


def find_normalised(text: str, quote: str) -> list[Span]:
    """Where the letters and digits of `quote` stand in `text`, as whole words, in order.

    The span takes in the marks that the quote begins and ends with, where they stand there too.
    """
    wanted = "".join(piece for piece, _, _ in _pieces(quote))
    if len(wanted) < LEAST:
        return []
    folded = normalised(text)
    spans = (folded.stored_span(at, at + len(wanted)) for at in _occurrences(folded.text, wanted))
    return [_with_marks(text, span, quote) for span in spans if _is_whole(text, span)]


def letters(word: str) -> str:
    """Its letters, with the signs that belong to them, and digits, each in its plainest form (Unicode NFKC)."""
    if word.isascii():
        return _NO_LETTER.sub("", word)
    plain = unicodedata.normalize("NFKC", word)
    return "".join(one for one in plain if unicodedata.category(one)[0] in "LMN")


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        if not piece.isascii():
            piece = letters(piece)
        if piece:
            yield piece, match.start(), match.end()


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _is_whole(text: str, span: Span) -> bool:
    """Whether neither end cuts a word. Scripts without spaces between words have no such ends."""
    return not (_joined(text, span.start) or _joined(text, span.end))


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(
        one.isalnum() and (one.upper() != one.lower() or one.isdecimal()) for one in (text[at - 1], text[at])
    )


def _with_marks(text: str, span: Span, quote: str) -> Span:
    start, end = span
    inner = re.search(r"\w(?:.*\w)?", quote, re.DOTALL)
    if inner is None:
        return span
    for mark in reversed("".join(quote[: inner.start()].split())):
        at = start - 1
        while at > 0 and text[at].isspace():
            at -= 1
        if at < 0 or not _alike(text[at], mark):
            break
        start = at
    for mark in "".join(quote[inner.end() :].split()):
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or not _alike(text[at], mark):
            break
        end = at + 1
    return Span(start, end)


def _alike(one: str, other: str) -> bool:
    return one == other or (_is_quotation_mark(one) and _is_quotation_mark(other))


def _is_quotation_mark(mark: str) -> bool:
    return mark in "\"'`" or unicodedata.category(mark) in ("Pi", "Pf", "Ps")
