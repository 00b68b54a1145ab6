"""What a figure is: a table with one column of numbers that is also drawn as bars. Plain values, no Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

#: Stands where nothing is known.
UNKNOWN = "\N{EN DASH}"


class Days(float):
    """How long something took. People read hours where it is less than a day; programs read days."""


#: Words, a count, or a measure, which has one decimal wherever people read it; None where nothing is known.
type Cell = str | int | float | Days | None


def plain(cell: Cell) -> str:
    """As programs read it, in no language."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, Days):
        # An hour is the twenty-fourth of one.
        return f"{cell:.2f}"
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


@dataclass(frozen=True)
class Line:
    """One line of the table: its cells after the label, and what its bar measures (None: no bar, nothing known)."""

    label: str
    value: float | None
    cells: tuple[Cell, ...] = ()
    #: Where more is read of it, within this site.
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """`name` is for addresses, `unit` what the bars count; `heads` are the heads of the label and of each cell."""

    name: str
    title: str
    about: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    empty: str = ""
    links: Sequence[tuple[str, str]] = field(default_factory=tuple)
    #: The heads for programs, where people read the unit beside each number.
    plain_heads: tuple[str, ...] = ()
    #: Whether a zero says something, as a duration of none does, or only that there is nothing to count.
    zero_counts: bool = False

    @property
    def is_empty(self) -> bool:
        if self.zero_counts:
            return all(line.value is None for line in self.lines)
        return not any(line.value for line in self.lines)

    def table(self, say: Callable[[Cell], str]) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Each line with its cells as `say` writes them, each under the head of its column."""
        return [(line, list(zip(self.heads[1:], map(say, line.cells), strict=True))) for line in self.lines]

    def rows(self) -> list[list[str]]:
        """Heads and lines, as they stand in the table, for CSV."""
        return [list(self.plain_heads or self.heads), *([line.label, *map(plain, line.cells)] for line in self.lines)]
