"""The table that tesseract writes: one row for each page, block, paragraph, line and word, told by its level."""

from collections.abc import Iterator
from itertools import groupby

from .paged import Box, Line, Piece

#: Tab separated: level, page, block, paragraph, line, word, left, top, width, height, certainty, text.
_COLUMNS = 12
_WORD = "5"
#: Which paragraph, which line in it, the word's box, how certain it is in percent, and the word.
_Row = tuple[tuple[int, int], int, Box, float, str]


def pieces_of(table: str, scale: float, width: float, height: float) -> tuple[list[Piece], list[float]]:
    """The paragraphs of one page and how certain each word is, in percent.

    Boxes are multiplied by `scale` and cut to `width` and `height`. Rows that are not as they should be are left out.
    """
    rows = list(_rows(table, scale, width, height))
    pieces = []
    for _, of_paragraph in groupby(rows, key=lambda row: row[0]):
        lines = [_line(list(of_line)) for _, of_line in groupby(of_paragraph, key=lambda row: row[1])]
        pieces.append(Piece("paragraph", 0, "", lines))
    return pieces, [row[3] for row in rows]


def _rows(table: str, scale: float, width: float, height: float) -> Iterator[_Row]:
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD or not (word := "".join(cells[-1].split())):
            continue
        try:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            left, top, across, down = (int(cell) * scale for cell in cells[6:10])
            certainty = float(cells[10])
        except ValueError:
            continue
        box = _cut(left, width), _cut(top, height), _cut(left + across, width), _cut(top + down, height)
        yield (block, paragraph), line, box, certainty, word


def _cut(value: float, most: float) -> float:
    return min(max(round(value, 2), 0.0), most)


def _line(rows: list[_Row]) -> Line:
    words, length = [], 0
    for _, _, box, _, word in rows:
        words.append((length, length + len(word), box))
        length += len(word) + 1
    sizes = sorted(box[3] - box[1] for _, _, box, _, _ in rows)
    return Line(" ".join(row[4] for row in rows), words, sizes[len(sizes) // 2])
