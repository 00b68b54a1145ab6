"""The pages in a WARC: what a reader went to, not what those pages fetched for themselves.

A first pass reads every record, compares its digest and notes what could be a page; a second reads the pages.
A fetch by a page is told by its request (Sec-Fetch-Dest, X-Requested-With), where that was recorded, else by its
type: only HTML and PDF are pages. Redirects, errors and records that repeat an earlier one are not.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from ..extraction.errors import CouldNotRead, Unreadable
from ..extraction.words import gettext as _
from ..extraction.words import joined as words_joined
from ..extraction.words import ngettext
from . import names, payload
from .errors import NotThere, TooMuch
from .records import Record, header, records
from .values import Job, Member, joined

_PAGES = ("text/html", "application/xhtml+xml", "application/pdf")
_UNSAID = ("", "application/octet-stream", "application/unknown", "unknown/unknown")
_FOUND = {200, 203}
#: Characters of an address or a type. No browser sends longer ones.
_LONGEST = 2000


@dataclass(frozen=True)
class Entry:
    """What the first pass notes of a record that could be a page, or lead to one."""

    offset: int
    nth: int
    type: str
    url: str
    at: dt.datetime | None
    status: int
    is_page: bool
    location: str = ""
    payload_digest: str = ""
    refers_to: str = ""


@dataclass
class Index:
    """What the first pass found: entries in the file's order, and how many records were not right."""

    entries: list[Entry] = field(default_factory=list)
    records: int = 0
    wrong: int = 0
    first_wrong: str = ""

    def note(self, record: Record) -> None:
        if found := [message for message in (record.damage, *record.messages) if message]:
            self.wrong += 1
            self.first_wrong = self.first_wrong or words_joined(
                _("The first, at byte %(place)s:", place=f"{record.offset:,}"), found[0]
            )


@dataclass(frozen=True)
class Wanted:
    """A record to read as a page, and what else is known of it."""

    entry: Entry
    title: str | None = None
    messages: tuple[str, ...] = ()


def pages(file: BinaryIO, path: str, job: Job) -> Iterator[Member]:
    """The pages of the WARC that `path` leads to. Raises CouldNotRead for a file without records, and TooMuch."""
    index = index_of(file, job, lambda entry: entry.is_page)
    note_damage(index, path, job)
    repeats = sum(entry.type == "revisit" for entry in index.entries)
    if repeats:
        job.note(
            ngettext(
                "%(count)s visit found a page as it was before: the earlier record stands for it.",
                "%(count)s visits found a page as it was before: the earlier record stands for them.",
                repeats,
                count=f"{repeats:,}",
            )
        )
    wanted = [Wanted(entry) for entry in index.entries if entry.type != "revisit"]
    yield from read_pages(file, path, wanted, job)


def index_of(file: BinaryIO, job: Job, keep: Callable[[Entry], bool]) -> Index:
    """Read every record once; the entries kept that no page asked for. Raises CouldNotRead and TooMuch."""
    index, asides = Index(), set[int]()
    found: list[tuple[Entry, frozenset[int]]] = []
    for record in records(file, job):
        index.records += bool(record.headers)
        head = payload.read_head(record, job)
        entry = _entry(record, head)
        record.finish()
        index.note(record)
        if record.type == "request" and _is_aside(head):
            asides |= _ids(record)
        elif entry and keep(entry):
            found.append((entry, _ids(record)))
    if not index.records:
        raise CouldNotRead(_("It has no WARC records."))
    index.entries = [entry for entry, ids in found if not ids & asides]
    return index


def note_damage(index: Index, path: str, job: Job) -> None:
    if index.wrong:
        counted = {"wrong": f"{index.wrong:,}", "all": f"{index.records:,}"}
        if path:
            told = _("Records of %(path)s that are not right: %(wrong)s of %(all)s.", path=path, **counted)
        else:
            told = _("Records that are not right: %(wrong)s of %(all)s.", **counted)
        job.note(words_joined(told, index.first_wrong))


def read_pages(file: BinaryIO, path: str, wanted: Iterable[Wanted], job: Job) -> Iterator[Member]:
    """The documents in these records, in the file's order. Raises TooMuch."""
    number = 0
    ordered = sorted(wanted, key=lambda one: (one.entry.offset, one.entry.nth))
    for offset, group in itertools.groupby(ordered, key=lambda one: one.entry.offset):
        reading = enumerate(records(file, job, offset))
        for one in group:
            record = next((record for nth, record in reading if nth == one.entry.nth), None)
            number += 1
            job.count_member()
            yield _member(record, one, number, path, job)


def read(file: BinaryIO, offset: int, nth: int, job: Job) -> bytes:
    """The document in one record, as it was listed. Raises NotThere, Damaged or TooLarge."""
    for at, record in enumerate(records(file, job, offset)):
        if record.offset != offset:
            break
        if at == nth:
            return payload.read(record, payload.read_head(record, job), job).data
    raise NotThere


def step_of(nth: int) -> str:
    """What is added to the path of a record that does not begin where its gzip member begins."""
    return f"record {nth + 1}" if nth else ""


def parse_moment(text: str) -> dt.datetime | None:
    """A moment as WARC and WACZ write it, in UTC; None if it is none."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _member(record: Record | None, wanted: Wanted, number: int, path: str, job: Job) -> Member:
    entry = wanted.entry
    try:
        if record is None:
            raise NotThere  # a second reading may meet a limit earlier than the first
        head = payload.read_head(record, job)
        found, problem = payload.read(record, head, job), ""
    except TooMuch:
        raise
    except Unreadable as unreadable:
        found, problem = payload.Payload(b"", "", ()), unreadable.reason
    said = [] if entry.at else [_("The record does not say when it was made.")]
    if len(entry.url) > _LONGEST:
        said.append(_("Its address has %(count)s characters and was left out.", count=f"{len(entry.url):,}"))
    return Member(
        joined(path, step_of(entry.nth)),
        entry.offset,
        record.length if record else None,
        number,
        filename=_filename(entry.url),
        declared_type=found.declared_type[:_LONGEST],
        data=found.data,
        url=entry.url if len(entry.url) <= _LONGEST else None,
        captured_at=entry.at,
        title=wanted.title,
        messages=(*wanted.messages, *found.messages, *said),
        problem=problem,
    )


def _entry(record: Record, head: payload.Head) -> Entry | None:
    if record.type not in {"response", "resource", "revisit"}:
        return None
    url = record.get("WARC-Target-URI").strip("<>")
    if _scheme(url) not in {"http", "https"}:
        return None
    found = head.status in _FOUND or not head.is_http
    return Entry(
        record.offset,
        record.nth,
        record.type,
        url,
        parse_moment(record.get("WARC-Date")),
        head.status,
        is_page=found and _is_page(record, head),
        location=header(head.headers, "Location") if 300 <= head.status < 400 else "",
        payload_digest=record.get("WARC-Payload-Digest"),
        refers_to=record.get("WARC-Refers-To-Target-URI").strip("<>"),
    )


def _is_page(record: Record, head: payload.Head) -> bool:
    media_type = payload.declared_type(record, head).partition(";")[0].strip().lower()
    if media_type in _UNSAID and record.type != "revisit":
        start = record.read(1024).lstrip().lower()
        return start.startswith((b"%pdf-", b"<!doctype html", b"<html"))
    return media_type in _PAGES


def _is_aside(head: payload.Head) -> bool:
    """Whether a page asked for it, not a reader. Frames are asides too: their page shows them."""
    purpose = header(head.headers, "Sec-Fetch-Dest").lower()
    return purpose not in {"", "document"} or bool(header(head.headers, "X-Requested-With"))


def _ids(record: Record) -> frozenset[int]:
    """Names of the record and of those made with it, as hashes: a large file has millions."""
    linked = [record.get("WARC-Record-ID")]
    linked += [value for name, value in record.headers if name == "warc-concurrent-to"]
    return frozenset(hash(name.strip()) for name in linked if name.strip())


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _filename(url: str) -> str:
    """What the page would be called if saved: the last part of its address, or the site's name."""
    try:
        parts = urlsplit(url)
        return names.last_part(names.shown(unquote(parts.path).strip("/"))) or names.shown(parts.hostname or "")
    except ValueError:
        return ""
