"""Texts cut into units for search, so that a hit is a passage one can use.

A segment is one sentence or a few of one block, about 40 words and at most 80. Short sentences are put together
while that brings the segment nearer to 40 words; a sentence of more than 80 is cut, where it can be, at a
sentence end inside a quotation, then between cells, clauses, words. Blocks are never joined: a heading, a row
and a cue of a transcript stand by themselves.

Pure: spans in and out. Whoever changes where a cut falls changes METHOD, and every text is cut anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sentencex

from factcheck.documents.extraction.values import Block
from factcheck.passages.prose import sentences

METHOD = "segments 1"
#: Words: what a segment should have, and the most it may have.
USUAL, MOST = 40, 80

#: Scripts that put no space between words: two characters count as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
#: What can't be cut further. A run without spaces, such as a long address, counts as a word for each 200 characters.
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]{{1,200}}")
#: Where a sentence that is too long is cut, best first: the cut falls after the match.
_CUTS = (
    re.compile(r"\t|\n"),
    re.compile(r"[;:](?=\s)|[—–](?=\s)|[。！？；：]"),  # noqa: RUF001
    re.compile(r",(?=\s)|\)(?=\s)|[，、]"),  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` in code points, without white space at either end."""

    start: int
    end: int
    boilerplate: bool


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    words: int


def segments_of(text: str, blocks: Sequence[Block], language: str) -> list[Span]:
    """The segments of a text in order. `language` as in "en", "pt-BR"; "" if it isn't known."""
    language = re.split(r"[-_]", language.lower())[0] or "en"
    return [
        Span(part.start, part.end, block.kind == "boilerplate")
        for block in blocks
        for part in _segments_of_block(text, block, language)
    ]


def word_count(text: str) -> int:
    """How many words, as segments count them."""
    if len(text) <= 200 and not _HAS_UNSPACED.search(text):
        return len(text.split())
    return sum(1 for _ in _WORD.finditer(text))


def _segments_of_block(text: str, block: Block, language: str) -> Iterator[_Part]:
    whole = _part(text, block.start, block.end)
    if not whole.words:
        return
    if whole.words <= (MOST if block.kind == "row" else USUAL):
        yield whole
        return
    first_cut = _row_cells if block.kind == "row" else _sentences
    parts = (part for long in first_cut(text, whole, language) for part in _short_enough(text, long))
    yield from _put_together(parts)


def _part(text: str, start: int, end: int) -> _Part:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return _Part(start, start + len(words), word_count(words))


def _sentences(text: str, whole: _Part, language: str) -> Iterator[_Part]:
    start = whole.start
    for sentence in sentencex.segment(language, text[whole.start : whole.end]):  # type: ignore[attr-defined]
        part = _part(text, start, start + len(sentence))
        start += len(sentence)
        if part.words > MOST:
            # Of several sentences inside one pair of quotation marks, as a rule.
            yield from (_part(text, *inner) for inner in sentences(text, part.start, part.end))
        elif part.words:
            yield part


def _row_cells(text: str, whole: _Part, _language: str) -> Iterator[_Part]:
    start = whole.start
    for cell in text[whole.start : whole.end].split("\t"):
        part = _part(text, start, start + len(cell))
        start += len(cell) + 1
        if part.words:
            yield part


def _short_enough(text: str, part: _Part) -> Iterator[_Part]:
    """The part, or halves of it, and of these, until none has more than MOST words."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if one.words <= MOST:
            if one.words:
                yield one
            continue
        cut = _best_cut(text, one)
        waiting += [_part(text, cut, one.end), _part(text, one.start, cut)]


def _best_cut(text: str, part: _Part) -> int:
    """Where to cut a part in two: within its middle half at a clause, if there is one, else between words."""
    length = part.end - part.start
    middle, low, high = part.start + length // 2, part.start + length // 4, part.end - length // 4
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(text, low, high)]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    words = list(_WORD.finditer(text, part.start, part.end))
    return words[len(words) // 2].start()


def _put_together(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Neighbours joined while that brings them nearer to the usual length."""
    current: _Part | None = None
    for part in parts:
        if current is None:
            current = part
        elif abs(current.words + part.words - USUAL) < USUAL - current.words:
            current = _Part(current.start, part.end, current.words + part.words)
        else:
            yield current
            current = part
    if current:
        yield current
