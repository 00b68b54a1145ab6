"""Rows of a table as lines of text, and back: which characters of a row are which cell.

A row is a block whose cells stand apart by tabs, and whose label says the row and, where the first cells are
empty, the column in which it begins: "Sheet1!4", "Sheet1!4 from C", "row 4". Tabs and line ends inside a cell
become spaces, so that the tabs left are those between cells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .draft import Draft
from .errors import CouldNotRead
from .values import Block
from .words import gettext as _
from .words import gettext_noop

#: Cells of one table, empty ones between full ones included, and characters in all of them.
MOST_CELLS = 2_000_000
MOST_CHARACTERS = 50_000_000

#: What is said of cells that were empty only because the program that wrote them worked nothing out.
WITHOUT_RESULT = (
    gettext_noop("Formulas without a stored result are read as empty cells (cells: %(count)s)."),
    gettext_noop("Formulas without a stored result are read as empty cells (cells: %(count)s): %(names)s."),
    gettext_noop("Formulas without a stored result are read as empty cells (cells: %(count)s): %(names)s and others."),
)

_LABEL = re.compile(r"(?:(?P<sheet>.*)!|row )(?P<row>\d+)(?: from (?P<column>[A-Z]+))?", re.DOTALL)
_INSIDE = re.compile("\r\n|[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Cell:
    """`text[start:end]` is the cell `name`: "Sheet1!B4", or "B4" where there are no sheets. `column` counts from 1."""

    start: int
    end: int
    name: str
    column: int


def cells(text: str, block: Block) -> list[Cell]:
    """The cells of a row that have words, in order. Other blocks have none."""
    label = _LABEL.fullmatch(block.label)
    if block.kind != "row" or not label:
        return []
    sheet = f"{label['sheet']}!" if label["sheet"] else ""
    found, start, number = [], block.start, column_number(label["column"] or "A")
    for words in text[block.start : block.end].split("\t"):
        if words.strip():
            lead = len(words) - len(words.lstrip())
            name = f"{sheet}{column_name(number)}{label['row']}"
            found.append(Cell(start + lead, start + lead + len(words.strip()), name, number))
        start, number = start + len(words) + 1, number + 1
    return found


def column_name(number: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_number(name: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class Rows:
    """Writes rows into a draft, within the limits. `changed` counts the cells that lost a tab or line end."""

    def __init__(self, draft: Draft) -> None:
        self.changed = 0
        self._draft = draft
        self._cells = self._characters = 0

    def add(self, label: str, values: Sequence[str]) -> None:
        """`label` names the row. Raises CouldNotRead when there is more than can be kept."""
        self._cells += len(values)
        self._characters += sum(map(len, values))
        if self._cells > MOST_CELLS or self._characters > MOST_CHARACTERS:
            raise CouldNotRead(
                _(
                    "It has more than %(cells)s cells or %(characters)s characters. "
                    "Save the part that matters as a file of its own.",
                    cells=f"{MOST_CELLS:,}",
                    characters=f"{MOST_CHARACTERS:,}",
                )
            )
        first = next((index for index, one in enumerate(values) if one.strip()), None)
        if first is None:
            return
        self._draft.begin("row", 0, f"{label} from {column_name(first + 1)}" if first else label)
        self._draft.add("\t".join(map(self._in_one_line, values[first:])))

    def _in_one_line(self, words: str) -> str:
        if words.isprintable():  # nearly all are, and this is quick
            return words.strip()
        line, count = _INSIDE.subn(" ", words.strip())
        self.changed += bool(count)
        return line

    def messages(self) -> tuple[str, ...]:
        if not self.changed:
            return ()
        return (_("Line ends and tabs inside cells became spaces (cells: %(count)s).", count=self.changed),)
