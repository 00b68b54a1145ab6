"""One gzip member as a stream, bounded, with its damage told apart from its end. RFC 1952."""

import io
import zlib
from typing import BinaryIO

from ..extraction.words import gettext as _
from .streams import CHUNK, size_of
from .values import Job

GZIP = b"\x1f\x8b\x08"


class Gunzipped(io.RawIOBase):
    """The gzip member that begins at `offset`. It ends early where it is damaged or grows beyond measure.

    `unpacked` counts the bytes it gave. `at` is how far `file` was read: the member's end, once it is `complete`.
    `problem` says why it ended early.
    """

    def __init__(self, file: BinaryIO, offset: int, job: Job) -> None:
        self._file, self._start, self._job = file, offset, job
        self.at = offset
        self.complete = False
        self.problem = ""
        self.unpacked = 0
        self._packed = self._ready = b""
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not (self._ready or self.complete or self.problem):
            self._ready = self._next(len(buffer))
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        if not self._packed:
            self._file.seek(self.at)
            self._packed = self._file.read(CHUNK)
        given, before = len(self._packed), self._inflate.copy()
        try:
            data = self._inflate.decompress(self._packed, size)
        except zlib.error:
            self.problem = _("Its packed bytes are damaged.")
            return _salvaged(before, self._packed)
        self._packed = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self.at += given - len(self._packed)
        self.complete = self._inflate.eof
        if not (given or data or self.complete):
            self.problem = _("It is cut off.")
        self._spend(len(data))
        return data

    def _spend(self, size: int) -> None:
        self.unpacked += size
        self._job.spend(size)
        if self._job.is_bomb(self.at - self._start, self.unpacked):
            self.problem = _(
                "It unpacks to more than %(size)s bytes, far more than a page has.", size=f"{self.unpacked:,}"
            )


def _salvaged(inflate: "zlib._Decompress", packed: bytes) -> bytes:
    """What can be unpacked before the damage. A wrong checksum alone would else cost everything it covers."""
    parts = list[bytes]()
    try:
        for at in range(len(packed)):
            parts.append(inflate.decompress(packed[at : at + 1]))
    except zlib.error:
        pass
    return b"".join(parts)


def unpacked_head(packed: bytes, size: int = 64) -> bytes:
    """The first bytes of what begins as gzip, or nothing."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, size)
    except zlib.error:
        return b""


def next_member(file: BinaryIO, at: int, starts: bytes) -> int:
    """Where the next gzip member begins, at or behind `at`, that unpacks to `starts`; the file's end if none does."""
    while True:
        file.seek(at)
        block = file.read(CHUNK)
        if len(block) < len(GZIP):
            return size_of(file)
        found = block.find(GZIP)
        if found < 0:
            at += len(block) - len(GZIP) + 1
            continue
        file.seek(at + found)
        if unpacked_head(file.read(512)).startswith(starts):
            return at + found
        at += found + 1
