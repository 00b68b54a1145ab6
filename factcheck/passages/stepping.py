"""A span made wider or narrower by one word or one sentence at either end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factcheck.passages import selectors
from factcheck.passages.selectors import Extent
from factcheck.passages.spans import Span

#: Code points looked at beyond the span for its next word: longer than any word.
_REACH = 400
_WORD = re.compile(r"\S+")

type Unit = Literal["word", "sentence"]
type End = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Step:
    """The span after one step: its start or its end moved by a word or a sentence, outwards or inwards."""

    end: End
    unit: Unit
    wider: bool
    span: Span

    @property
    def name(self) -> str:
        """As scripts and tests call it: `start-word-wider`."""
        return f"{self.end}-{self.unit}-{'wider' if self.wider else 'narrower'}"


def steps(text: str, span: Span, blocks: Sequence[Extent], language: str | None) -> list[Step]:
    """All steps that are possible from `span`, which lies in `text`. Of both units, the start before the end."""
    words = _words(text, span)
    sentences = _sentences(text, span, blocks, language)
    return [*_steps("sentence", sentences, span), *_steps("word", words, span)]


def _steps(unit: Unit, units: Sequence[Span], span: Span) -> list[Step]:
    starts, ends = [one.start for one in units], [one.end for one in units]
    start, end = span
    found: list[tuple[End, bool, Span | None]] = [
        ("start", True, _moved(max((at for at in starts if at < start), default=None), end)),
        ("start", False, _moved(min((at for at in starts if start < at < end), default=None), end)),
        ("end", False, _moved(start, max((at for at in ends if start < at < end), default=None))),
        ("end", True, _moved(start, min((at for at in ends if at > end), default=None))),
    ]
    return [Step(which, unit, wider, moved) for which, wider, moved in found if moved is not None]


def _moved(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _words(text: str, span: Span) -> list[Span]:
    """The words in the span and around it. One cut off by the reach is cut off far from the span."""
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    return [Span(*match.span()) for match in _WORD.finditer(text, low, high)]


def _sentences(text: str, span: Span, blocks: Sequence[Extent], language: str | None) -> list[Span]:
    """The sentences of the blocks that the span touches, and of the one before and after these."""
    touched = [at for at, block in enumerate(blocks) if block.start < span.end and block.end > span.start]
    if not touched:
        return []
    near = blocks[max(0, touched[0] - 1) : touched[-1] + 2]
    return [one for block in near for one in selectors.sentences(text, block.start, block.end, language)]
