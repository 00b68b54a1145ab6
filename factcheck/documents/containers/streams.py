"""Files within files."""

import errno
import io
import tempfile
from collections.abc import Iterable
from typing import BinaryIO, cast

#: Bytes read at once.
CHUNK = 1 << 16
#: A nested container up to this size is unpacked in memory, a larger one in a nameless file.
_IN_MEMORY = 16 << 20


class Window(io.RawIOBase):
    """`length` bytes of `file` from `start` on, or all from there, as a file. Closing it leaves `file` open."""

    def __init__(self, file: BinaryIO, start: int, length: int | None = None) -> None:
        self._file, self._start, self._at = file, start, 0
        self._length = length if length is not None else max(0, size_of(file) - start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise OSError(errno.EINVAL, "seek before the start")  # as a real file does
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        wanted = max(0, min(len(buffer), self._length - self._at))
        self._file.seek(self._start + self._at)
        data = self._file.read(wanted) if wanted else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def window(file: BinaryIO, start: int, length: int | None = None) -> io.BufferedReader:
    return io.BufferedReader(Window(file, start, length), CHUNK)


def size_of(file: BinaryIO) -> int:
    return file.seek(0, io.SEEK_END)


def spooled(chunks: Iterable[bytes]) -> BinaryIO:
    """The chunks as a file from its start, which has no name and is gone when closed."""
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 -- the caller's to close
    try:
        for chunk in chunks:
            file.write(chunk)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
