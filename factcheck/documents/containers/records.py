"""WARC files as a sequence of records, each read as a stream. ISO 28500:2017 (WARC 1.1), section 4 and annex D.

A record is a head, a blank line, a block as long as the head says, and two line ends. In a compressed file every
record is a gzip member of its own; some files have all records in one, so a record is addressed by where its
gzip member begins and how many records come before it there. Damage is told on the record where it shows, and
reading goes on with the next record that can be found.
"""

import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from ..extraction.words import gettext as _
from .digests import RECORD, Digest
from .gunzip import GZIP, Gunzipped, next_member
from .streams import CHUNK, size_of, window
from .values import Job

_VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_LINE_ENDS = {b"\r", b"\n"}

Headers = tuple[tuple[str, str], ...]


class Lines(Protocol):
    def readline(self, size: int, /) -> bytes: ...


@dataclass
class Record:
    """One record, at `offset` in the file, `nth` (from 0) of those that begin there.

    `length`, in the file as it is packed, is known once the record was read to its end, which `finish` does.
    `damage` says why its block is not complete; `messages` what else is wrong with it.
    """

    offset: int
    nth: int
    headers: Headers
    stream: io.BufferedReader = field(repr=False)
    left: int
    #: The gzip member that holds it, if one does.
    packed: Gunzipped | None = field(default=None, repr=False)
    messages: list[str] = field(default_factory=list)
    damage: str = ""
    length: int = 0
    digest: Digest | None = None

    def get(self, name: str) -> str:
        return header(self.headers, name)

    @property
    def type(self) -> str:
        return self.get("WARC-Type").lower()

    def read(self, size: int) -> bytes:
        """At most `size` bytes of the block that are not read yet; fewer only at its end."""
        wanted = min(size, self.left)
        data = self._taken(self.stream.read(wanted))
        if len(data) < wanted:
            self._cut_off()
        return data

    def readline(self, size: int, /) -> bytes:
        """The block's next line, of at most `size` bytes."""
        line = self._taken(self.stream.readline(min(size, self.left)))
        if not line and self.left:
            self._cut_off()
        return line

    def finish(self) -> None:
        """Read what is left of the block, then judge its digest and what follows it. May be called again."""
        while self.read(CHUNK):
            pass
        if self.length:
            return
        end, ends_well = self._end()
        self.length = end - self.offset
        if self.packed and self.packed.problem:
            self.damage = self.damage or self.packed.problem
        if self.damage:
            return
        if not ends_well:
            self.messages.append(_("Its stated length is wrong: other bytes follow where it should end."))
        if self.digest and (message := self.digest.message(*RECORD)):
            self.messages.append(message)

    def _end(self) -> tuple[int, bool]:
        """Where the record ends in the file, and whether line ends follow its block."""
        start = 0 if self.packed else self.stream.tell()
        ends_well = self.stream.peek(1)[:1] in {*_LINE_ENDS, b""}
        for _end in range(4):
            if self.stream.peek(1)[:1] in _LINE_ENDS:
                self.stream.read(1)
        # this look beyond also makes a gzip member that ends here compare its checksum
        self.stream.peek(1)
        return (self.packed.at if self.packed else start), ends_well

    def _taken(self, data: bytes) -> bytes:
        self.left -= len(data)
        if self.digest:
            self.digest.update(data)
        return data

    def _cut_off(self) -> None:
        left = _("It is cut off or damaged: its last %(count)s bytes can't be read.", count=f"{self.left:,}")
        self.damage = self.damage or left
        self.left = 0


def header(headers: Headers, name: str) -> str:
    """The first value of a header, in any case of letters; "" if there is none."""
    wanted = name.lower()
    return next((value for key, value in headers if key == wanted), "")


def records(file: BinaryIO, job: Job, offset: int = 0) -> Iterator[Record]:
    """Every record from `offset` on, and what should be one. Each is finished before the next is read.

    Raises TooMuch.
    """
    file.seek(offset)
    packed = file.read(len(GZIP)) == GZIP
    yield from _packed(file, job, offset) if packed else _plain(file, job, offset)


def _plain(file: BinaryIO, job: Job, offset: int) -> Iterator[Record]:
    # a window over the whole file, so that places in it are places in the file
    stream = window(file, 0)
    stream.seek(offset)
    while (start := _seek_version(stream, stream.tell)) is not None:
        record = _started(stream, job, start, 0)
        yield record
        record.finish()
        job.spend(record.length)


def _packed(file: BinaryIO, job: Job, offset: int) -> Iterator[Record]:
    end = size_of(file)
    while offset < end:
        gzip = Gunzipped(file, offset, job)
        stream: io.BufferedReader = io.BufferedReader(gzip, CHUNK)
        for nth in itertools.count():
            if _seek_version(stream, int) is None:
                if nth == 0 and (gzip.unpacked or gzip.problem):
                    yield _unknown(stream, offset, gzip)
                break
            record = _started(stream, job, offset, nth)
            record.packed = gzip
            yield record
            record.finish()
        offset = gzip.at if gzip.complete else next_member(file, offset + 1, b"WARC/")


def _unknown(stream: io.BufferedReader, offset: int, gzip: Gunzipped) -> Record:
    """A place where a record should be: one without headers."""
    damage = gzip.problem or _("It is no WARC record.")
    return Record(offset, 0, (), stream, 0, gzip, damage=damage, length=gzip.at - offset or 1)


def _seek_version(stream: io.BufferedReader, tell: Callable[[], int]) -> int | None:
    """Go behind the next line that begins a record, whatever lies before it. Where that line stood."""
    at = tell()
    while line := stream.readline(CHUNK):
        if _VERSION.fullmatch(line):
            return at
        at = tell()
    return None


def _started(stream: io.BufferedReader, job: Job, offset: int, nth: int) -> Record:
    headers, complete = read_headers(stream, job.limits.head)
    stated = header(headers, "Content-Length")
    record = Record(offset, nth, headers, stream, int(stated) if _LENGTH.fullmatch(stated) else 0)
    if not complete:
        record.damage = _("Its head is cut off or too long.")
    elif not _LENGTH.fullmatch(stated):
        record.damage = _("It does not say its length.")
    if stated_digest := record.get("WARC-Block-Digest"):
        record.digest = Digest(stated_digest)
    return record


def read_headers(stream: Lines, limit: int) -> tuple[Headers, bool]:
    """Named fields up to a blank line, names in lower case, and whether that line came within `limit` bytes."""
    found: list[tuple[str, str]] = []
    while line := stream.readline(limit + 1):
        limit -= len(line)
        if limit < 0:
            break
        text = _decoded(line)
        if not text.strip("\r\n"):
            return tuple(found), True
        name, colon, value = text.partition(":")
        if text[0] in " \t" and found:  # a long value goes on
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}")
        elif colon:
            found.append((name.strip().lower(), value.strip()))
    return tuple(found), False


def _decoded(line: bytes) -> str:
    """Text without NUL, which the database can't hold."""
    try:
        return line.decode().replace("\0", "\ufffd")
    except UnicodeDecodeError:
        return line.decode("latin-1").replace("\0", "\ufffd")
