"""From lines of words with their places on pages to text, blocks and pages: for PDF, and for pictures read by OCR."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .draft import Draft
from .values import Block, Kind, Page, Word

#: x0, y0, x1, y1 with the origin at the top left.
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Line:
    """One line: its text without white space at the ends, and its words as (start, end, box) of that text.

    Boxes have their origin at the top left of the page as it is shown. `size` is the height of the letters.
    """

    text: str
    words: list[tuple[int, int, Box]]
    size: float
    bold: bool = False
    x0: float = field(init=False)
    y0: float = field(init=False)
    x1: float = field(init=False)
    y1: float = field(init=False)

    def __post_init__(self) -> None:
        left, top, right, bottom = zip(*(box for _, _, box in self.words), strict=True)
        self.x0, self.y0, self.x1, self.y1 = min(left), min(top), max(right), max(bottom)

    @property
    def upright(self) -> bool:
        """Whether the line runs from left to right, not up or down the margin."""
        return len(self.text) < 3 or self.y1 - self.y0 <= 3 * self.size


@dataclass(frozen=True)
class Piece:
    """A block before it has its place in the text. It has at least one line."""

    kind: Kind
    level: int
    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Sheet:
    """A page before it has its place in the text, `width` and `height` in the unit of its lines' boxes."""

    width: float
    height: float
    pieces: Sequence[Piece]


def assembled(sheets: Sequence[Sheet]) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text, its blocks, and the pages with a box for each word."""
    draft = Draft()
    for piece in chain.from_iterable(sheet.pieces for sheet in sheets):
        draft.begin(piece.kind, piece.level, piece.label)
        draft.add("\n".join(line.text for line in piece.lines))
    text, blocks = draft.finish()
    # Every piece has words, so there are as many blocks, in the same order.
    place = iter(blocks)
    end, pages = 0, []
    for number, sheet in enumerate(sheets, start=1):
        placed = [(piece, next(place)) for piece in sheet.pieces]
        words = tuple(word for piece, block in placed for word in _words(piece, block.start))
        start, end = (placed[0][1].start, placed[-1][1].end) if placed else (end, end)
        pages.append(Page(number, sheet.width, sheet.height, start, end, words))
    return text, blocks, tuple(pages)


def _words(piece: Piece, offset: int) -> Iterator[Word]:
    for line in piece.lines:
        for start, end, box in line.words:
            yield offset + start, offset + end, *box
        offset += len(line.text) + 1
