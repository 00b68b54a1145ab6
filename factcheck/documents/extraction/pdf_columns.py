"""Columns whose lines were drawn across the page: the left column is read first, then the right one.

Most PDF files draw column after column, and their order is kept. Where each line of one column is drawn together
with its neighbour in the next, the gutter between them shows: a gap at the same place in several lines of prose.
Tables have such gaps too and are read row by row, so only long cells count as columns.
"""

from .paged import Box, Line

#: Lines that must share a gutter, and what each side must hold on average to be prose.
_LINES = 4
_WORDS = 3.5
#: A gap is one if at least this wide, in heights of the letters.
_GAP = 1.0
#: No page is set in more columns: a limit to what a hostile file can ask for.
_DEEPEST = 8

Gutter = tuple[float, float]


def in_reading_order(lines: list[Line], depth: int = 0) -> list[Line]:
    """The lines, those that cross a gutter cut in two, and each column after the one on its left."""
    ordered: list[Line] = []
    start = 0
    while start < len(lines):
        end, gutter = _run(lines, start)
        columns = _columns(lines[start:end], gutter) if gutter and depth < _DEEPEST else None
        for column in columns or ():
            ordered += in_reading_order(column, depth + 1)
        if not columns:
            ordered += lines[start:end]
        start = end
    return ordered


def _run(lines: list[Line], start: int) -> tuple[int, Gutter | None]:
    """How far the lines from `start` on keep one gutter free, and that gutter."""
    gutter = _widest_gap(lines[start])
    if gutter is None:
        return start + 1, None
    end = start + 1
    while end < len(lines):
        narrowed = _narrowed(lines[end], gutter)
        if narrowed is None:
            break
        gutter, end = narrowed, end + 1
    return end, gutter


def _widest_gap(line: Line) -> Gutter | None:
    gaps = _gaps(line)
    widest = max(gaps, key=lambda gap: gap[1] - gap[0], default=None)
    return widest if widest and widest[1] - widest[0] >= _GAP * line.size else None


def _gaps(line: Line) -> list[Gutter]:
    boxes = sorted(box for _, _, box in line.words)
    gaps, right = [], boxes[0][2]
    for box in boxes[1:]:
        if box[0] > right:
            gaps.append((right, box[0]))
        right = max(right, box[2])
    return gaps


def _narrowed(line: Line, gutter: Gutter) -> Gutter | None:
    """The part of the gutter that this line leaves free too, if wide enough to see."""
    for low, high in [(-1e9, line.x0), *_gaps(line), (line.x1, 1e9)]:
        free = max(low, gutter[0]), min(high, gutter[1])
        if free[1] - free[0] >= _GAP * line.size:
            return free
    return None


def _columns(lines: list[Line], gutter: Gutter) -> tuple[list[Line], list[Line]] | None:
    """Both columns, or None where it is no prose: then it is a table, or spaced out."""
    middle = (gutter[0] + gutter[1]) / 2
    left: list[Line] = []
    right: list[Line] = []
    both = 0
    for line in lines:
        sides = _cut(line, middle)
        both += all(sides)
        left += [sides[0]] if sides[0] else []
        right += [sides[1]] if sides[1] else []
    if both < _LINES or min(_words(left), _words(right)) < _WORDS:
        return None
    return left, right


def _words(lines: list[Line]) -> float:
    return sum(len(line.words) for line in lines) / len(lines) if lines else 0.0


def _cut(line: Line, middle: float) -> tuple[Line | None, Line | None]:
    left = [word for word in line.words if (word[2][0] + word[2][2]) / 2 < middle]
    right = [word for word in line.words if (word[2][0] + word[2][2]) / 2 >= middle]
    return _part(line, left), _part(line, right)


def _part(line: Line, words: list[tuple[int, int, Box]]) -> Line | None:
    if not words or len(words) == len(line.words):
        return line if words else None
    pieces: list[str] = []
    moved = []
    length, last = 0, words[0][0]
    for start, end, box in words:
        # What stood between two words of one side stays between them, unless it is the other side.
        between = line.text[last:start]
        pieces.append(between if not between.strip() else " ")
        length += len(pieces[-1])
        moved.append((length, length + end - start, box))
        pieces.append(line.text[start:end])
        length, last = length + end - start, end
    return Line("".join(pieces), moved, line.size, line.bold)
