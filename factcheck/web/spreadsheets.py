"""CSV out, and cells back in, safe for spreadsheets.

A spreadsheet runs a text cell that begins like a formula, and our cells are other people's words (OWASP, "CSV
Injection"). Such cells get a leading apostrophe, which spreadsheets read as "this is text". Numbers are
written as numbers: a true -5 stays one.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001

#: How a cell begins that may be one, blanks before it included. A look at one letter settles nearly all cells.
_SUSPICIOUS = frozenset((*_FORMULA_STARTS, " ", "\n"))


class _Echo:
    """A file that hands back what it is given, so that `csv.writer` can be used as a generator."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo())


def csv_safe(value: object) -> object:
    """The cell as it may be written: text that a spreadsheet would run gets a leading apostrophe."""
    if isinstance(value, str) and value[:1] in _SUSPICIOUS and _begins_like_a_formula(value):
        return f"'{value}"
    return value


def csv_plain(cell: str) -> str:
    """The text behind a cell as it was written by `csv_safe`."""
    return cell[1:] if cell.startswith("'") and _begins_like_a_formula(cell[1:]) else cell


def csv_rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Each row as one CSV record; the header, if any, is the first of the rows."""
    return map(csv_line, rows)


def csv_line(row: Sequence[object]) -> str:
    """One row as a CSV record with its line end (RFC 4180, CRLF)."""
    # csv returns what the file's write returned; its type says None for files in general.
    return str(_WRITER.writerow([csv_safe(value) for value in row]))


def _begins_like_a_formula(text: str) -> bool:
    # Leading spaces and line feeds too: some importers trim them before they look for a formula.
    return text.startswith("\t") or text.lstrip(" \n").startswith(_FORMULA_STARTS)
