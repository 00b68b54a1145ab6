"""ZIP archives: which entries there are, and their bytes, checked.

The directory of an archive is a claim by its maker, so nothing is taken from it unchecked: entries that share
bytes are refused as a whole, sizes are limits on what is read rather than promises, checksums are compared.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from ..extraction.errors import CouldNotRead, Damaged, Encrypted
from ..extraction.words import gettext as _
from . import names
from .errors import Overlapping, TooLarge, TooMuch
from .streams import CHUNK, Window, spooled, window
from .values import Job

#: All that zipfile raises for archives that are not in order. OSError is left out: that is our own disk.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
_ENCRYPTED = 0x1 | 0x40
_UTF8 = 0x800
_LOCAL_HEADER = 30
#: Bytes of a directory entry with a name, on average. More than this for each member allowed is refused unread.
_DIRECTORY_ENTRY = 200


@dataclass(frozen=True)
class Entry:
    """One file in the archive. `step` is its safe and unique name; `problem` says why it will not be read."""

    step: str
    number: int
    info: zipfile.ZipInfo
    messages: tuple[str, ...] = ()
    problem: CouldNotRead | None = None

    @property
    def filename(self) -> str:
        return names.last_part(self.step)


class Archive:
    """An open ZIP. Raises Damaged, Overlapping or TooMuch. `hidden` counts what was left out of `entries`."""

    def __init__(self, file: BinaryIO, job: Job) -> None:
        self._file, self._job, self.hidden = file, job, 0
        try:
            guarded = cast(BinaryIO, _Guarded(file, job.limits.members * _DIRECTORY_ENTRY))
            self._zip = zipfile.ZipFile(guarded)
        except _BROKEN as error:
            raise Damaged(_("The archive's directory can't be read.")) from error
        _refuse_overlaps(self._zip)
        self.entries = tuple(self._listed())
        self._by_step = {entry.step: entry for entry in self.entries}

    def find(self, step: str) -> Entry | None:
        return self._by_step.get(step)

    def read(self, entry: Entry) -> bytes:
        """The entry's bytes. Raises Damaged, TooLarge, TooMuch, or the entry's problem."""
        self._check_size(entry, self._job.limits.member)
        return b"".join(self._chunks(entry))

    def head(self, entry: Entry, size: int = 4096) -> bytes:
        """The first bytes, without any check of the rest. Raises Damaged."""
        try:
            with self._zip.open(entry.info) as source:
                return source.read(size)
        except _BROKEN as error:
            raise Damaged(_wrong(error)) from error

    def open(self, entry: Entry) -> BinaryIO:
        """The entry as a file for random access, once its checksum was found right. Raises as `read` does."""
        self._check_size(entry, self._job.limits.total)
        if entry.info.compress_type == zipfile.ZIP_STORED and entry.info.compress_size == entry.info.file_size:
            for _chunk in self._chunks(entry):
                pass
            return window(self._file, self._start(entry), entry.info.file_size)
        return spooled(self._chunks(entry))

    def _listed(self) -> Iterator[Entry]:
        taken: dict[str, int] = {}
        for number, info in enumerate(self._zip.infolist(), 1):
            name = _name(info)
            # every name is made unique, hidden ones too, so that what counts as hidden may change later
            step = names.unique(names.shown(name) or names.NAMELESS, taken)
            if info.is_dir() or name.endswith("/"):
                continue
            if names.is_hidden(name):
                self.hidden += 1
                continue
            yield Entry(step, number, info, _messages(name, step), _problem(info))

    def _chunks(self, entry: Entry) -> Iterator[bytes]:
        if entry.problem:
            raise entry.problem
        read = 0
        try:
            with self._zip.open(entry.info) as source:
                while chunk := source.read(CHUNK):
                    read += len(chunk)
                    if entry.info.compress_type != zipfile.ZIP_STORED:
                        self._job.spend(len(chunk))
                    yield chunk
        except _BROKEN as error:
            raise Damaged(_wrong(error)) from error
        if read != entry.info.file_size:
            told = _(
                "%(stated)s bytes are announced, %(found)s are there.",
                stated=f"{entry.info.file_size:,}",
                found=f"{read:,}",
            )
            raise Damaged(told)

    def _check_size(self, entry: Entry, limit: int) -> None:
        info = entry.info
        if info.file_size > limit:
            sizes = {"size": f"{info.file_size:,}", "limit": f"{limit:,}"}
            told = _("“%(name)s” has %(size)s bytes unpacked; %(limit)s are read.", name=entry.filename, **sizes)
            raise TooLarge(told)
        if self._job.is_bomb(info.compress_size, info.file_size):
            sizes = {"packed": f"{info.compress_size:,}", "size": f"{info.file_size:,}"}
            raise TooLarge(_("“%(name)s” grows from %(packed)s to %(size)s bytes.", name=entry.filename, **sizes))

    def _start(self, entry: Entry) -> int:
        """Where the bytes begin, behind a header whose length only the header tells."""
        self._file.seek(entry.info.header_offset)
        header = self._file.read(_LOCAL_HEADER)
        name, extra = struct.unpack("<HH", header[26:30])
        return entry.info.header_offset + _LOCAL_HEADER + int(name) + int(extra)


class _Guarded(Window):
    """The archive's file for zipfile, which would read a directory of any size into memory."""

    def __init__(self, file: BinaryIO, directory: int) -> None:
        super().__init__(file, 0)
        self._directory = max(directory, CHUNK * 2)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self._directory:
            raise TooMuch(_("Its directory has %(size)s bytes.", size=f"{size:,}"))
        return super().read(-1 if size is None else size) or b""


def _refuse_overlaps(archive: zipfile.ZipFile) -> None:
    """Entries lie one behind the other. Those that share bytes unpack to far more than their file could hold."""
    free = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < free:
            raise Overlapping if free or info.header_offset >= 0 else Damaged
        # at least this long: the name is there again, extra fields may follow it
        free = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
    if free > archive.start_dir:
        raise Overlapping


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it. Bytes that are not UTF-8 come as escapes: no code page is guessed."""
    try:
        given = info.orig_filename if "\0" in info.orig_filename else info.filename
        if info.flag_bits & _UTF8:
            return given
        raw = given.encode("cp437")
    except UnicodeEncodeError:
        return info.filename  # from the field for Unicode names, which cp437 can't hold
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("ascii", "surrogateescape")


def _messages(name: str, step: str) -> tuple[str, ...]:
    if name == step:
        return ()
    return (_("Its name in the archive is unsafe, unreadable or used twice, and is shown changed."),)


def _problem(info: zipfile.ZipInfo) -> CouldNotRead | None:
    if info.flag_bits & _ENCRYPTED:
        return Encrypted()
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        # zipfile knows bzip2 and LZMA, but unpacks them without any limit
        return CouldNotRead(_("It is packed by a rare method. Pack the archive again as a plain ZIP."))
    return None


def _wrong(error: Exception) -> str:
    if "CRC" in str(error):
        return _("Its checksum is not the one noted in the archive.")
    return _("It can't be unpacked.")
