"""What stands over and beside cells of a table: the heads of their columns, and what their row is called.

A sheet does not say which of its rows are heads, so that is read from what stands in them. The heads are the first row
that is as wide as the rows beneath it, with no number in it but years; what stands above a table (its title, who made
it) is narrower. A row beside it that begins further right belongs to it: a head over several columns, or the heads of
such parts. Where no row looks like that nothing is said: a figure under the wrong head is worse than one under none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .cells import Cell, cells
from .values import Block

#: Rows of a table among which its heads are looked for, and rows above one in which the name of a group may stand.
_WITHIN, _ABOVE = 20, 200
#: Cells of which heads are told, in one passage.
_MOST = 40
_NUMBER = re.compile(r"[^\w\s]?\s*\d[\d.,'\s]*\W{0,3}")
_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")

type Row = Mapping[str, Any]


@dataclass(frozen=True)
class Headed:
    """A cell's words, as far as the passage has them, and the head of its column; "" where none is known."""

    head: str
    words: str


@dataclass(frozen=True)
class Heads:
    """Of the cells of a passage, in order. `row` is what their row is called, where that is not among them."""

    cells: tuple[Headed, ...]
    row: str = ""

    @property
    def is_one(self) -> bool:
        return len(self.cells) == 1


def heads_of(text: str, blocks: Sequence[Row], start: int, end: int) -> Heads | None:
    """Of the cells in `text[start:end]`; None where it is not in a table, or nothing stands over or beside them.

    `blocks` as an extraction stores them.
    """
    at = bisect_right(blocks, start, key=lambda row: int(row["start"])) - 1
    if at < 0 or not (row := _cells(text, blocks[at])):
        return None
    first = bisect_left(range(at), True, key=lambda index: _table(blocks[index]) == _table(blocks[at]))
    cited = [cell for cell in _from(text, blocks, at, end) if cell.start < end and start < cell.end][:_MOST]
    over, beneath = _head_rows(text, blocks[first : min(at, first + _WITHIN)], row)
    headed = tuple(
        Headed(_head(text, over, cell.column), text[max(start, cell.start) : min(end, cell.end)]) for cell in cited
    )
    is_one_row = end <= blocks[at]["end"]
    has_name = is_one_row and cited and row[0].start < cited[0].start and _is_name(text, row[0], under_heads=bool(over))
    called = _called(text, blocks[first + beneath : at], row[0]) if has_name else ""
    return Heads(headed, called) if called or any(one.head for one in headed) else None


def _table(row: Row) -> str | None:
    """What all rows of a table have in common, and nothing else in the text: they follow each other."""
    return str(row.get("label", "")).rpartition("!")[0] if row["kind"] == "row" else None


def _from(text: str, blocks: Sequence[Row], at: int, end: int) -> list[Cell]:
    """The cells of the rows from that one on, until `end`."""
    found: list[Cell] = []
    while at < len(blocks) and blocks[at]["start"] < end and len(found) < _MOST:
        found += _cells(text, blocks[at])
        at += 1
    return found


def _cells(text: str, row: Row) -> list[Cell]:
    return cells(text, Block(row["kind"], row["start"], row["end"], label=str(row.get("label", ""))))


def _head_rows(text: str, rows: Sequence[Row], cited: Sequence[Cell]) -> tuple[list[list[Cell]], int]:
    """The rows of heads over that row, from the top, and the index of the first beneath them."""
    cut = [_cells(text, row) for row in rows]
    width = max(map(len, [cited, *cut]))
    if width == 1 and not _NUMBER.fullmatch(_words(text, cited[0])):
        return [], 0  # lines of words, one beneath the other
    wide = (index for index, row in enumerate(cut) if 2 * len(row) >= width and (len(row) > 1 or width == 1))
    base = next(wide, None)
    if base is None or not _can_be_heads(text, cut[base]):
        return [], 0
    top, bottom = base, base + 1
    while top and len(cut[top - 1]) < len(cut[top]) and _belongs(text, cut[top - 1]):
        top -= 1
    while bottom < len(cut) and len(cut[bottom]) > len(cut[bottom - 1]) and _belongs(text, cut[bottom]):
        bottom += 1
    return cut[top:bottom], bottom


def _can_be_heads(text: str, row: Sequence[Cell]) -> bool:
    words = [text[cell.start : cell.end] for cell in row]
    numbers = [one for one in words if _NUMBER.fullmatch(one)]
    are_years = all(_YEAR.fullmatch(one) for one in numbers)
    # Years alone are heads where the corner before them is empty, else figures.
    return are_years and (len(numbers) < len(words) or row[0].column > 1)


def _belongs(text: str, row: Sequence[Cell]) -> bool:
    return row[0].column > 1 and _can_be_heads(text, row)


def _head(text: str, over: Sequence[Sequence[Cell]], column: int) -> str:
    """The heads over a column, from the top; one that stands over several is written over the first of them."""
    parts = []
    for number, row in enumerate(over, 1):
        left = [cell for cell in row if cell.column <= column]
        if left and (left[-1].column == column or (number < len(over) and left[-1].column > 1)):
            parts.append(_words(text, left[-1]))
    return ", ".join(one for before, one in pairwise(["", *parts]) if one != before)


def _is_name(text: str, cell: Cell, *, under_heads: bool) -> bool:
    """Whether the first cell of a row names it. A figure does only in the first column, under its head."""
    return not _NUMBER.fullmatch(_words(text, cell)) or (under_heads and cell.column == 1)


def _called(text: str, above: Sequence[Row], first: Cell) -> str:
    """What the first cell of a row says; with that of a row above, where it begins further right than that one."""
    if first.column == 1:
        return _words(text, first)
    beside = (cut[0] for cut in (_cells(text, one) for one in reversed(above[-_ABOVE:])) if cut)
    group = next((cell for cell in beside if cell.column < first.column), None)
    return ", ".join(_words(text, cell) for cell in (group, first) if cell)


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end]
