"""Marks over a text that overlap, cut into pieces that nest.

Passages overlap as they like; HTML elements only nest. So a block of text is cut wherever a passage or a link
begins or ends, and each piece names every passage that lies over it. Nothing is lost and nothing covers anything
else: the pieces of a block, joined, are the block.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.documents.extraction.values import Block, Link


@dataclass(frozen=True)
class Highlight:
    """A passage `[start, end)` that something rests on. `marks` are the classes of its meanings, each once."""

    passage: str
    start: int
    end: int
    marks: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True)
class Piece:
    """A run of text under the same highlights, the longest first, and within one link or none."""

    start: int
    end: int
    highlights: tuple[Highlight, ...] = ()
    href: str = ""

    @property
    def begins(self) -> tuple[Highlight, ...]:
        """The passages whose first character is the piece's first."""
        return tuple(highlight for highlight in self.highlights if highlight.start == self.start)

    @property
    def ends(self) -> tuple[Highlight, ...]:
        """The passages whose last character is the piece's last."""
        return tuple(highlight for highlight in self.highlights if highlight.end == self.end)


def numbered(highlights: Iterable[Highlight]) -> list[Highlight]:
    """The highlights as one meets them in reading, numbered from 1."""
    ordered = sorted(highlights, key=lambda one: (one.start, -one.end, one.passage))
    return [
        Highlight(one.passage, one.start, one.end, one.marks, number) for number, one in enumerate(ordered, start=1)
    ]


def pieces(block: Block, highlights: Sequence[Highlight], cuts: Iterable[int] = ()) -> list[Piece]:
    """The block, cut at the edges of the highlights and links that touch it, and at `cuts` within it."""
    over = [one for one in highlights if one.start < block.end and one.end > block.start]
    edges = {block.start, block.end, *cuts}
    for start, end in [*((one.start, one.end) for one in over), *((start, end) for start, end, _ in block.links)]:
        edges |= {edge for edge in (start, end) if block.start < edge < block.end}
    return [_piece(start, end, over, block.links) for start, end in pairwise(sorted(edges))]


def _piece(start: int, end: int, over: Sequence[Highlight], links: Sequence[Link]) -> Piece:
    lying = sorted(
        (one for one in over if one.start <= start and end <= one.end),
        key=lambda one: (one.start - one.end, one.start, one.number),
    )
    href = next((href for first, last, href in links if first <= start and end <= last), "")
    return Piece(start, end, tuple(lying), href)
