"""CSV out, and files and cells back in, safe for spreadsheets.

A spreadsheet runs a text cell that begins like a formula, and our cells are other people's words (OWASP, "CSV
Injection"). Such cells get a leading apostrophe, which spreadsheets read as "this is text". Numbers are
written as numbers: a true -5 stays one.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import charset_normalizer
from django.utils.translation import gettext as _

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001

#: How a cell begins that may be one, blanks before it included. A look at one letter settles nearly all cells.
_SUSPICIOUS = frozenset((*_FORMULA_STARTS, " ", "\n"))


class UnreadableTable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


def decoded(data: bytes) -> str:
    """The text: UTF-8 with or without mark, else what the bytes look most like (spreadsheets write 1251, 1252).

    Raises UnreadableTable.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise UnreadableTable(_("This is not a text file. Save the table as CSV."))
    return str(best)


def csv_safe(text: str) -> str:
    """The cell as it may be written: text that a spreadsheet would run gets a leading apostrophe."""
    return f"'{text}" if _begins_like_a_formula(text) else text


def csv_plain(cell: str) -> str:
    """The text behind a cell as it was written by `csv_safe`."""
    return cell[1:] if cell.startswith("'") and _begins_like_a_formula(cell[1:]) else cell


def csv_rows(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as one CSV record; the header, if any, is the first of the rows."""
    return map(csv_line, rows)


def csv_line(row: Iterable[object]) -> str:
    """One row as a CSV record with its line end (RFC 4180, CRLF): text in quotation marks, numbers without."""
    # Not `csv.writer`, which looks at each letter twice: it took half the time of an export. About half of its
    # cells are empty, and are not worth a call.
    return ",".join(['""' if value == "" else _cell(value) for value in row]) + "\r\n"


def _cell(value: object) -> str:
    if not isinstance(value, str):
        if value is None:
            return ""
        if isinstance(value, int | float | Decimal):
            return str(value)
        value = str(value)
    if value[:1] in _SUSPICIOUS:
        value = csv_safe(value)
    return '"' + value.replace('"', '""') + '"'


def _begins_like_a_formula(text: str) -> bool:
    # Leading spaces and line feeds too: some importers trim them before they look for a formula.
    return text.startswith("\t") or text.lstrip(" \n").startswith(_FORMULA_STARTS)
