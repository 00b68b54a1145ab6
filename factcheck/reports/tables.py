"""Rows out, one at a time: CSV for spreadsheets and JSON lines for programs, in constant memory.

A spreadsheet runs a text cell that begins like a formula, and our cells are other people's words (OWASP, "CSV
Injection"). Such cells get a leading apostrophe, which spreadsheets read as "this is text". Numbers are
written as numbers: a true -5 stays one.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001
# Line ends to some readers though not to JSON; escaped so that one record stays one line for all of them.
_LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})


class _Echo:
    """A file that hands back what it is given, so that `csv.writer` can be used as a generator."""

    def write(self, text: str) -> str:
        return text


def csv_safe(value: object) -> object:
    """The cell as it may be written: text that a spreadsheet would run gets a leading apostrophe."""
    if not isinstance(value, str):
        return value
    # Leading spaces and line feeds too: some importers trim them before they look for a formula.
    return f"'{value}" if value.startswith("\t") or value.lstrip(" \n").startswith(_FORMULA_STARTS) else value


def csv_rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Each row as one CSV record (RFC 4180, CRLF); the header, if any, is the first of the rows."""
    writer = csv.writer(_Echo())
    for row in rows:
        # csv returns what the file's write returned; its type says None for files in general.
        yield str(writer.writerow([csv_safe(value) for value in row]))


def jsonl_rows(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Each record as one line of JSON in UTF-8 letters; refuses NaN and infinity, which JSON lacks."""
    for record in records:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False, default=_plain)
        yield line.translate(_LINE_ENDS) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):  # moments too: datetime is a date
        return value.isoformat()
    raise TypeError(f"expected text, numbers, dates, lists and mappings, got {type(value).__name__}")
