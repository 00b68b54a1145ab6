"""Rows of JSON lines in bulk: read by the children in batches, written by COPY, a batch wholly or not at all.

While one batch is written, the next ones are read. A run that was killed is simply run again: what is here already
is asked for a batch at a time, before anything is read. Memory holds a few batches, however long the file.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from factcheck.documents.actions import Place, import_document
from factcheck.documents.actions.readings import Reading
from factcheck.documents.actions.redacted import wait_for_redacting
from factcheck.documents.actions.redacted_bytes import redacted_among
from factcheck.documents.containers.rows import Line, RowError, fields_of, lines, problem_of
from factcheck.documents.containers.values import Limits
from factcheck.documents.extraction import CouldNotRead
from factcheck.documents.extraction.formats import reader_of
from factcheck.documents.extraction.media_types import HTML, PLAIN
from factcheck.documents.importing.bulk_rows import Bulk, Here, NewRow, Sources, note_met_again, write_rows
from factcheck.documents.importing.pieces import found_in_row
from factcheck.documents.models import Capture, Document
from factcheck.documents.patience import patiently
from factcheck.documents.pool import read_rows_apart
from factcheck.documents.pool.rows import RowRead

#: A batch ends with whichever comes first; it is read in well under a second, and written in less.
_ROWS, _BYTES = 400, 1 << 19
#: "FC" and a number: transactions that write rows in bulk take turns, so that no two bring in the same bytes.
_TURN = 0x4643_0001


@dataclass(frozen=True)
class Look:
    """A row that needs a look: it failed, or only its bytes could be kept. `number` counts the file's rows from 1."""

    number: int
    name: str
    status: str
    message: str
    capture: Capture | None = None


@dataclass
class Done:
    """What became of a batch. `counts`: rows by `Imported`'s statuses, failed, and those that were done before.

    `extractions`: keys of the new ones.
    """

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    looks: list[Look] = field(default_factory=list)
    extractions: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Numbered:
    """A line, the how many-th row it is, and the hash of its bytes."""

    number: int
    line: Line
    sha256: str


@dataclass(frozen=True)
class _Batch:
    rows: list[_Numbered]
    #: By hash: what was read in those that were not here.
    read: Future[dict[str, RowRead]]


def bring_in_rows(
    file: BinaryIO,
    of: Bulk,
    *,
    leave: Collection[int] = (),
    recorded: Callable[[Done], object] = lambda done: None,
) -> Iterator[Done]:
    """Bring in the rows of `file` but those numbered in `leave`; what became of each batch, once it is committed.

    `recorded` is called within the transaction of each. Raises Unreadable for a file that is not UTF-8.
    """
    sources = Sources(makes_none=of.seal is not None)
    numbered = enumerate(lines(file, _longest()), 1)
    rows = (_numbered(number, line) for number, line in numbered if number not in leave)
    for batch in _read_ahead(_batches(rows), of):
        read = batch.read.result()

        def attempt(rows: list[_Numbered] = batch.rows, read: dict[str, RowRead] = read) -> Done:
            try:
                return _record(rows, read, of, sources, recorded)
            except BaseException:
                sources.forget()
                raise

        yield patiently(attempt)


def _longest() -> int:
    """Bytes of a row."""
    return min(Limits().row, settings.MAX_DOCUMENT_BYTES)


def _numbered(number: int, line: Line) -> _Numbered:
    return _Numbered(number, line, hashlib.sha256(line.data).hexdigest())


def _batches(rows: Iterable[_Numbered]) -> Iterator[list[_Numbered]]:
    batch: list[_Numbered] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.line.data)
        if len(batch) >= _ROWS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_ahead(batches: Iterable[list[_Numbered]], of: Bulk) -> Iterator[_Batch]:
    waiting: deque[_Batch] = deque()
    with ThreadPoolExecutor(settings.READING_CHILDREN) as threads:
        try:
            for rows in batches:
                known = _known(rows, of)
                new = {row.sha256: row.line for row in rows if not row.line.problem and row.sha256 not in known}
                waiting.append(_Batch(rows, threads.submit(_read, new)))
                if len(waiting) > settings.READING_CHILDREN:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            threads.shutdown(cancel_futures=True)


def _read(new: dict[str, Line]) -> dict[str, RowRead]:
    """All in one go; one by one if one of them is more than a child can take."""
    if not new:
        return {}
    try:
        return dict(zip(new, read_rows_apart([line.data for line in new.values()]), strict=True))
    except CouldNotRead:
        return {sha256: _read_alone(line) for sha256, line in new.items()}


def _read_alone(line: Line) -> RowRead:
    try:
        (row,) = read_rows_apart([line.data])
    except CouldNotRead as error:
        try:
            fields, messages = fields_of(line.data)
        except RowError as wrong:
            return RowRead({}, problem=wrong.reason)
        return RowRead(fields, messages=messages, unread=error.reason, is_page="html" in fields)
    return row


def _known(rows: list[_Numbered], of: Bulk) -> dict[str, Here]:
    """Of bytes that are here, by their hash: where. What is sealed to others is not here for who brings the rows."""
    found = Capture.objects.filter(sha256__in=[row.sha256 for row in rows]).order_by("-pk")
    if of.by:
        found = found.filter(document__in=Document.objects.visible_to(of.by))
    if of.seal:
        found = found.filter(document__seal=of.seal)
    columns = found.values_list("sha256", "pk", "container_id", "captured_at")
    return {sha256: Here(key, container, since) for sha256, key, container, since in columns}


@transaction.atomic
def _record(
    rows: list[_Numbered],
    read: dict[str, RowRead],
    of: Bulk,
    sources: Sources,
    recorded: Callable[[Done], object],
) -> Done:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    wait_for_redacting()
    done, known, new = Done(len(rows)), _known(rows, of), dict[str, NewRow]()
    redacted = redacted_among([row.sha256 for row in rows if row.sha256 not in known], of.by)
    for row in rows:
        if row.line.problem:
            _look(done, row, "failed", row.line.problem)
        elif row.sha256 in known or row.sha256 in new:
            done.counts["before"] += 1
        elif row.sha256 in redacted:
            _look(done, row, "failed", str(redacted[row.sha256]))
        elif (found := read[row.sha256]).problem:
            _look(done, row, "failed", problem_of(row.line.number, found.problem))
        elif found.extracted is None:
            capture = _keep_unread(row, found, of, sources)
            _look(done, row, "unread", found.unread, capture)
        else:
            new[row.sha256] = NewRow(row.line, row.sha256, found.fields, found.extracted, found.messages)
            done.counts["imported"] += 1
    done.extractions = write_rows(list(new.values()), of, sources)
    met_again = note_met_again(list(known.values()), of)
    done.counts += Counter(unchanged=met_again, before=-met_again)
    recorded(done)
    return done


def _look(done: Done, row: _Numbered, status: str, message: str, capture: Capture | None = None) -> None:
    done.counts[status] += 1
    done.looks.append(Look(row.number, f"{row.line.number}", status, message, capture))


def _keep_unread(row: _Numbered, found: RowRead, of: Bulk, sources: Sources) -> Capture:
    """A page that can't be read is kept like any other file."""
    kind = HTML if found.is_page else PLAIN
    name = found.fields.get("source", "")
    return import_document(
        data=row.line.data,
        receipt=of.receipt,
        by=of.by,
        source=of.source or (sources.named(name) if name else None),
        found=found_in_row(found.fields),
        place=Place(of.container, "", row.line.offset, len(row.line.data), None, found.messages),
        reading=Reading(kind, None, reader_of(kind).name, found.unread),
        seal=of.seal,
    ).capture
