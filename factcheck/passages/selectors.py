"""Finding words in a stored text, and the words around them.

A passage is a position and a quote (W3C Web Annotation: TextPositionSelector, TextQuoteSelector). All
positions count Unicode code points; scripts in a browser count UTF-16 units and convert before they send.

People paste quotes with other spaces, dashes and quotation marks than the page has. So a quote becomes a
pattern that allows those and nothing else, matched against the stored text itself. Only where that finds nothing
is it looked up by its letters and digits alone, as text from PDFs needs.
"""
# ruff: noqa: RUF001 -- the characters that are easily confused are the subject

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

import sentencex

from factcheck.passages.normalised import find_normalised
from factcheck.passages.spans import Span as Span

#: Code points of context on each side, as DESIGN fixes it for passages.
CONTEXT = 32


class Extent(Protocol):
    """Anything that spans text: a block of an extraction."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def find_quote(text: str, quote: str) -> list[Span]:
    """Where `quote` stands in `text`: exactly, or else with other white space, quotation marks and dashes, or else
    with the same letters and digits.

    They must agree in case and accent (written in one code point or two). In order; none: an empty list.
    """
    wanted = quote.strip()
    if not wanted:
        return []
    spans = [Span(*match.span()) for match in re.finditer(re.escape(wanted), text)]
    exact = [span for span in spans if _is_whole(text, span)]
    if exact:
        return exact
    found = (Span(*match.span()) for match in _tolerant(wanted).finditer(text))
    return [span for span in found if _is_whole(text, span)] or find_normalised(text, wanted)


def context(text: str, start: int, end: int, width: int = CONTEXT) -> tuple[str, str]:
    """Up to `width` code points before `start` and after `end`."""
    return text[max(0, start - width) : start], text[end : end + width]


def place_in(sentence: str, quote: str, prefix: str, suffix: str) -> int:
    """Where in its sentence a quote begins, known by what stood around it; -1 if it is not there.

    Short quotes occur twice in a sentence: "30" of "On 30 May came 30 soldiers".
    """
    first = at = sentence.find(quote)
    while (at := sentence.find(quote, at + 1)) >= 0:
        if _stands_so(sentence, first, len(quote), prefix, suffix):
            break
        if _stands_so(sentence, at, len(quote), prefix, suffix):
            return at
    return first


def _stands_so(sentence: str, at: int, length: int, prefix: str, suffix: str) -> bool:
    """Whether what stood around it fits there; of either side as much is known as both have."""
    before, after = sentence[:at], sentence[at + length :]
    is_before = before.endswith(prefix) or prefix.endswith(before)
    return is_before and (after.startswith(suffix) or suffix.startswith(after))


_DOUBLE = '"“”„‟«»″＂'
_SINGLE = "'‘’‚‛‹›′＇`´"
_DASHES = "-‐‑‒–—―−﹣－"
#: Not seen by readers: soft hyphens, zero-width characters, directional marks.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN = f"[{_INVISIBLE}]*"
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")


def _tolerant(quote: str) -> re.Pattern[str]:
    """The pattern of a quote. Its repetitions are of disjoint sets, so that it matches in linear time."""
    words = _INVISIBLE_RUN.sub("", unicodedata.normalize("NFC", quote))
    pieces = [_word(word) for word in words.split()]
    return re.compile(rf"{_UNSEEN}\s[\s{_INVISIBLE}]*".join(pieces) if pieces else r"(?!)")


def _word(word: str) -> str:
    return _UNSEEN.join(_one(character) for character in word.replace("...", "…"))


def _one(character: str) -> str:
    for alike in (_DOUBLE, _SINGLE, _DASHES):
        if character in alike:
            return f"[{re.escape(alike)}]"
    if character == "…":
        return r"(?:…|\.\.\.)"
    decomposed = unicodedata.normalize("NFD", character)
    if decomposed == character:
        return re.escape(character)
    return f"(?:{re.escape(character)}|{re.escape(decomposed)})"


def _is_whole(text: str, span: Span) -> bool:
    """Whether the span ends between characters as people see them: "e" is not found in a decomposed "é"."""
    return not (span.end < len(text) and unicodedata.combining(text[span.end]))


def sentences(text: str, block_start: int, block_end: int, language: str | None) -> list[Span]:
    """The sentences of `text[block_start:block_end]` in order, without white space around them.

    `language` is an ISO 639-1 code; unknown or None is segmented by the marks that most languages share.
    """
    spans: list[Span] = []
    position = block_start
    segment = sentencex.segment  # type: ignore[attr-defined]  # compiled, without types
    for piece in segment(language or "en", text[block_start:block_end]):
        # Pieces join up to the whole; looked up all the same, so that a lost character cannot shift the rest.
        start = text.find(piece, position, block_end)
        if start < 0:
            return [_trimmed(text, block_start, block_end)]
        position = start + len(piece)
        span = _trimmed(text, start, position)
        if span.start < span.end:
            spans.append(span)
    return spans


def sentence_around(text: str, start: int, end: int, blocks: Iterable[Extent], language: str | None) -> Span:
    """The whole sentences that `text[start:end]` touches, within the blocks that hold its two ends."""
    touched = [block for block in blocks if block.start < end and block.end > start]
    if not touched:
        return Span(start, end)
    first = _touching(sentences(text, touched[0].start, touched[0].end, language), start, end)
    last = _touching(sentences(text, touched[-1].start, touched[-1].end, language), start, end)
    return Span(
        min([start, *(span.start for span in first)]),
        max([end, *(span.end for span in last)]),
    )


def _touching(spans: list[Span], start: int, end: int) -> list[Span]:
    return [span for span in spans if span.start < end and span.end > start]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
