"""Rows out, one at a time: CSV for spreadsheets and JSON lines for programs, in constant memory."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from factcheck.web.spreadsheets import csv_rows, csv_safe

__all__ = ["csv_rows", "csv_safe", "jsonl_rows"]

# Line ends to some readers though not to JSON; escaped so that one record stays one line for all of them.
_LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})


def jsonl_rows(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Each record as one line of JSON in UTF-8 letters; refuses NaN and infinity, which JSON lacks."""
    for record in records:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False, default=_plain)
        yield line.translate(_LINE_ENDS) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):  # moments too: datetime is a date
        return value.isoformat()
    raise TypeError(f"expected text, numbers, dates, lists and mappings, got {type(value).__name__}")
