"""Rows out, one at a time: CSV for spreadsheets and JSON lines for programs, in constant memory."""

from collections.abc import Iterable, Iterator

import orjson

from factcheck.web.spreadsheets import csv_line, csv_rows, csv_safe

__all__ = ["csv_line", "csv_rows", "csv_safe", "jsonl_rows"]

# Line ends to some readers though not to JSON; escaped so that one record stays one line for all of them.
_LINE_ENDS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


def jsonl_rows(records: Iterable[object]) -> Iterator[str]:
    """Each record, a mapping or a dataclass, as one line of JSON in UTF-8 letters.

    Raises TypeError for what JSON lacks, but for NaN and infinity, which become null.
    """
    for record in records:
        line = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE).decode()
        for end, escaped in _LINE_ENDS.items():
            line = line.replace(end, escaped)
        yield line
