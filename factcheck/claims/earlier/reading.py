"""What kind of file holds the checks, and the rows in it. Plain values in and out, but for the limit of a row."""

import io
import json
from collections.abc import Iterator, Sequence
from enum import StrEnum

from django.utils.translation import gettext as _

from factcheck.claims.earlier.feed import is_feed, rows_of_feed
from factcheck.claims.earlier.rows import Row, row_of
from factcheck.claims.earlier.table import Table, guessed, read_table, rows_of_table
from factcheck.documents.containers.rows import RowError, lines, parsed
from factcheck.documents.extraction import CouldNotRead
from factcheck.web.spreadsheets import UnreadableTable, decoded

#: Bytes of a line. Longer than any check.
LONGEST_LINE = 1 << 20


class Format(StrEnum):
    LINES = "lines"
    FEED = "feed"
    TABLE = "table"


class UnreadableFile(ValueError):
    """The file as a whole can't be read; the message says why and what to do."""


def format_of(data: bytes, name: str = "") -> Format:
    """By what it holds; the name only tells one JSON from another."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in (b"{", b"["):
        return Format.TABLE
    if name.lower().endswith((".jsonl", ".ndjson")):
        return Format.LINES
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        # Broken as a whole: if its first line is an object, it is lines of them.
        first = start.partition(b"\n")[0].strip()
        return Format.LINES if first.startswith(b"{") and first.endswith(b"}") else Format.FEED
    return Format.FEED if is_feed(found) or b"\n" in data.strip() else Format.LINES


def rows_in(data: bytes, name: str = "", fields: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of the file. `fields`: for a table, what each column is; None: guessed from the heads.

    Raises UnreadableFile.
    """
    match format_of(data, name):
        case Format.LINES:
            yield from _rows_of_lines(data)
        case Format.FEED:
            yield from _rows_of_json(data)
        case Format.TABLE:
            table = table_in(data)
            try:
                yield from rows_of_table(table, guessed(table.heads) if fields is None else fields)
            except UnreadableTable as error:
                raise UnreadableFile(str(error)) from error


def table_in(data: bytes) -> Table:
    """The table of a CSV file. Raises UnreadableFile."""
    try:
        return read_table(decoded(data))
    except UnreadableTable as error:
        raise UnreadableFile(str(error)) from error


def _rows_of_lines(data: bytes) -> Iterator[Row]:
    try:
        for line in lines(io.BytesIO(data), LONGEST_LINE):
            if line.problem:
                yield Row(line.number, problem=line.problem)
                continue
            try:
                yield row_of(line.number, parsed(line.data))
            except RowError as error:
                yield Row(line.number, problem=str(error))
    except CouldNotRead as error:
        raise UnreadableFile(error.reason) from error


def _rows_of_json(data: bytes) -> list[Row]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(_("This is not JSON%(where)s. Export the feed again.") % {"where": where}) from error
    rows = rows_of_feed(found)
    if not rows:
        raise UnreadableFile(_("There is no ClaimReview in this file, and no object with a “statement”."))
    return rows
