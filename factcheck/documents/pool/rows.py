"""Many rows of JSON lines read by a child at a time: each alone would cost more on the way than the reading of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.documents.containers.rows import RowError, fields_of
from factcheck.documents.extraction import CouldNotRead, Extracted, Unreadable, extract, extract_text
from factcheck.documents.extraction.media_types import HTML
from factcheck.documents.extraction.words import as_plain, from_plain
from factcheck.documents.pool.wire import as_message, from_message


@dataclass(frozen=True)
class RowRead:
    """What a row says, what was drawn from it, and `messages`. A row with a `problem` is none, or holds no words.

    `unread`: why no text could be drawn from its page; the row itself is sound.
    """

    fields: dict[str, str]
    extracted: Extracted | None = None
    messages: tuple[str, ...] = ()
    problem: str = ""
    unread: str = ""
    is_page: bool = False


def answer(data: bytes, lengths: Sequence[int]) -> dict[str, Any]:
    """In the child: `data` are rows one after the other, of these lengths."""
    found, at = [], 0
    for length in lengths:
        found.append(_read(data[at : at + length]))
        at += length
    return {"rows": found}


def understood(message: dict[str, Any], count: int) -> list[RowRead]:
    """What a child answered. Raises TypeError, KeyError or ValueError if it makes no sense."""
    found = [_row_read(row) for row in message["rows"]]
    if len(found) != count:
        raise ValueError("not as many rows as were sent")
    return found


def _read(row: bytes) -> dict[str, Any]:
    try:
        fields, messages = fields_of(row)
    except RowError as error:
        return {"problem": as_plain(error.reason)}
    said = {name: value for name, value in fields.items() if name not in ("text", "html")}
    answer = {"fields": said, "messages": [as_plain(one) for one in messages], "is_page": "html" in fields}
    try:
        return answer | {"extracted": as_message(_drawn(fields))}
    except CouldNotRead as error:
        return answer | {"unread": as_plain(error.reason)}
    except Unreadable as error:
        return {"problem": as_plain(error.reason)}


def _drawn(fields: dict[str, str]) -> Extracted:
    if html := fields.get("html"):
        return extract(html.encode(), declared_type=HTML)
    return extract_text(fields["text"], stated_language=fields.get("language", ""))


def _row_read(row: dict[str, Any]) -> RowRead:
    drawn = row.get("extracted")
    return RowRead(
        fields={str(name): str(value) for name, value in row.get("fields", {}).items()},
        extracted=from_message(drawn) if drawn else None,
        messages=tuple(map(from_plain, row.get("messages", ()))),
        problem=from_plain(row.get("problem", "")),
        unread=from_plain(row.get("unread", "")),
        is_page=bool(row.get("is_page")),
    )
