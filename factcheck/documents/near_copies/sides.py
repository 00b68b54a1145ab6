"""Two texts side by side, what they share marked with one number on both. Pure."""

from dataclasses import dataclass

from factcheck.documents.extraction.values import Block
from factcheck.documents.near_copies.sharing import shared_passages

#: Blocks of a text that are shown: enough to judge by, and no page of megabytes.
_SHOWN = 300


@dataclass(frozen=True)
class Part:
    """Words of a block; `number` is that of the shared passage they belong to, None if the other lacks them.

    `first`: the passage begins here.
    """

    text: str
    number: int | None = None
    first: bool = False


@dataclass(frozen=True)
class Paragraph:
    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Side:
    paragraphs: tuple[Paragraph, ...]
    is_cut: bool


_Marks = list[tuple[int, int, int]]


def side_by_side(
    one: str, one_blocks: tuple[Block, ...], other: str, other_blocks: tuple[Block, ...]
) -> tuple[Side, Side]:
    """Both texts; shared passages are numbered from 1 in the order of the first."""
    shared = list(enumerate(shared_passages(one, other), 1))
    there = sorted((passage.other_start, passage.other_end, number) for number, passage in shared)
    here = [(passage.start, passage.end, number) for number, passage in shared]
    return _side(one, one_blocks, here), _side(other, other_blocks, there)


def _side(text: str, blocks: tuple[Block, ...], marks: _Marks) -> Side:
    begun: set[int] = set()
    paragraphs = tuple(Paragraph(block.kind, tuple(_parts(text, block, marks, begun))) for block in blocks[:_SHOWN])
    return Side(paragraphs, len(blocks) > _SHOWN)


def _parts(text: str, block: Block, marks: _Marks, begun: set[int]) -> list[Part]:
    parts: list[Part] = []
    at = block.start
    for start, end, number in marks:
        start, end = max(start, at), min(end, block.end)
        if start >= end:
            continue
        if start > at:
            parts.append(Part(text[at:start]))
        parts.append(Part(text[start:end], number, number not in begun))
        begun.add(number)
        at = end
    return [*parts, Part(text[at : block.end])] if at < block.end else parts
