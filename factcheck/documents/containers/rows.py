"""JSONL: one document to a line, for bulk. Read as a stream; a bad line is a problem of its own, not of the file.

A row is `{"id"?, "url"?, "title"?, "author"?, "published_on"?, "language"?, "source"?, "text" | "html"}`. `id` is
what it is called outside, a text or a whole number. Its bytes are those of the line, without the line's end.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from factcheck.database import partial_dates

from ..extraction.errors import CouldNotRead
from ..extraction.words import gettext as _
from ..extraction.words import joined as words_joined
from .values import Job, Member

CONTENT = ("text", "html")
FIELDS = ("id", "url", "title", "author", "published_on", "language", "source", *CONTENT)

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
#: Characters. Longer than any title or address, short enough for an index.
_LONGEST = 2000
_SHOWN = 60


class RowError(ValueError):
    """What is wrong with a row and what was expected. The message follows "Line 17: "."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        #: As it was said: the text of an error no longer knows of other languages.
        self.reason = reason


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its number from 1, where it lies, and its bytes without the line's end.

    With a `problem` its bytes were not read.
    """

    number: int
    offset: int
    size: int
    data: bytes = field(default=b"", repr=False)
    problem: str = ""


def rows(file: BinaryIO, path: str, job: Job) -> Iterator[Member]:
    """Every line of `file` that is not blank, from its start. Raises CouldNotRead for a file that is not UTF-8."""
    for line in lines(file, job.limits.row):
        if line.problem:
            yield Member(path, line.offset, line.size, line.number, problem=line.problem)
        else:
            yield _member(line.data, path, line.offset, line.number)


def lines(file: BinaryIO, limit: int) -> Iterator[Line]:
    """As `rows`, without looking into the lines. `limit`: bytes; a longer line is a problem of its own."""
    file.seek(0)
    start = file.read(len(_BOM))
    if start.startswith(_UTF16):
        raise CouldNotRead(_("Its characters are UTF-16. Save it as UTF-8."))
    at = len(_BOM) if start == _BOM else 0
    file.seek(at)
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            size = len(line) + _skip_line(file, limit)
            problem = _(
                "it has %(size)s bytes; %(limit)s are read. Split the document.", size=f"{size:,}", limit=f"{limit:,}"
            )
            yield Line(number, at, size, problem=problem_of(number, problem))
        else:
            size = len(line)
            row = line.rstrip(b"\r\n")
            if row.strip():
                yield Line(number, at, len(row), row)
        at += size


def problem_of(number: int, what: str | RowError) -> str:
    """What is wrong with the line of that number."""
    return _(
        "Line %(number)s: %(what)s", number=f"{number:,}", what=what.reason if isinstance(what, RowError) else what
    )


def read_row(file: BinaryIO, offset: int, length: int) -> bytes:
    """The bytes of the row that was listed with this offset and length; fewer if the file ends before."""
    file.seek(offset)
    return file.read(length)


def fields_of(row: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields that are filled, and messages. Raises RowError."""
    found = parsed(row)
    fields = {name: _text(name, found[name]) for name in FIELDS if found.get(name) is not None}
    fields = {name: value for name, value in fields.items() if value.strip()}
    if not any(name in fields for name in CONTENT):
        raise RowError(_("it has neither “text” nor “html”, or nothing in it."))
    if all(name in fields for name in CONTENT):
        raise RowError(_("it has both “text” and “html”. Keep one."))
    _check(fields)
    unknown = sorted(found.keys() - FIELDS)
    if not unknown:
        return fields, ()
    shown = ", ".join(repr(name[:_SHOWN]) for name in unknown[:10])
    if unknown[10:]:
        return fields, (_("Fields that are not known were left out: %(names)s and more.", names=shown),)
    return fields, (_("Fields that are not known were left out: %(names)s.", names=shown),)


def _skip_line(file: BinaryIO, chunk: int) -> int:
    """Read up to the next line; the bytes passed over."""
    skipped = 0
    while part := file.readline(chunk):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _member(row: bytes, path: str, offset: int, number: int) -> Member:
    try:
        fields, messages = fields_of(row)
    except RowError as error:
        return Member(path, offset, len(row), number, problem=problem_of(number, error))
    return Member(
        path,
        offset,
        len(row),
        number,
        declared_type="text/html" if "html" in fields else "text/plain",
        data=row,
        url=fields.get("url"),
        title=fields.get("title"),
        says=fields,
        messages=messages,
    )


def parsed(row: bytes) -> dict[str, Any]:
    """The object that a line holds. Raises RowError."""
    try:
        line = row.decode()
    except UnicodeDecodeError as error:
        place = f"{error.start + 1:,}"
        raise RowError(_("byte %(place)s is not UTF-8. Save the file as UTF-8.", place=place)) from None
    try:
        found = _DECODER.decode(line)
    except RowError:
        raise
    except RecursionError:
        raise RowError(_("it is nested too deep.")) from None
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            place = f"{error.pos + 1:,}"
            told = _("it is not JSON at character %(place)s. Expected one object on one line.", place=place)
        else:
            told = _("it is not JSON. Expected one object on one line.")
        raise RowError(told) from None
    if not isinstance(found, dict):
        raise RowError(_("it is not an object: expected {…}."))
    return found


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RowError(_("a field is given twice."))
    return found


def _no_constant(name: str) -> None:
    raise RowError(_("%(name)s is not JSON.", name=name))


_DECODER = json.JSONDecoder(object_pairs_hook=_no_twice, parse_constant=_no_constant)


def _text(name: str, value: object) -> str:
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise RowError(_("“%(name)s” is not a text in quotes.", name=name))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RowError(_("“%(name)s” holds half a character (\\ud800 to \\udfff).", name=name)) from None
    if name in CONTENT:
        return value  # NUL in it is seen to where text is drawn
    if "\0" in value:
        raise RowError(_("“%(name)s” holds a NUL character.", name=name))
    if len(value) > _LONGEST:
        counts = {"count": f"{len(value):,}", "most": f"{_LONGEST:,}"}
        raise RowError(_("“%(name)s” has %(count)s characters; %(most)s are the most.", name=name, **counts))
    return value.strip()


def _check(fields: dict[str, str]) -> None:
    if (url := fields.get("url")) is not None and not _is_web_address(url):
        raise RowError(_("“url” is not a web address: %(given)s. Expected https://….", given=repr(url[:_SHOWN])))
    if (language := fields.get("language")) is not None and not _LANGUAGE.fullmatch(language):
        given = repr(language[:_SHOWN])
        raise RowError(_("“language” is not a language code: %(given)s. Expected en, uk or pt-BR.", given=given))
    if (published := fields.get("published_on")) is not None:
        try:
            partial_dates.parse(published)
        except partial_dates.PartialDateError as error:
            told = _(error.sentence, **error.values_in(_))
            raise RowError(words_joined("“published_on”:", told)) from None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False
