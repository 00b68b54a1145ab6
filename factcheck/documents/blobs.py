"""Bytes as received, stored under their SHA-256.

A blob's name is the hash of its bytes, so nothing is ever rewritten: a file is complete or absent. Bytes are
written to a temporary name in the folder that will hold them, flushed to disk, renamed, and the folder is
flushed, in that order; a database row that names the blob is written only after, and before it is committed it is
looked whether a redaction took them away in between (`keep`). Whatever is killed in
between leaves a temporary file, which `sweep_temporaries` removes, or a blob that no row names, which costs
space and nothing else.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".writing-"
#: Bytes that are in memory at once when a file is stored or hashed.
_PIECE = 1 << 20
#: Folders whose names this process knows to be on disk.
_durable: set[Path] = set()


@dataclass(frozen=True)
class Blob:
    """Bytes in the store: their SHA-256 in lower-case hex, and how many there are."""

    sha256: str
    size: int


class BlobError(Exception):
    """The stored bytes can't be used."""

    def __init__(self, sha256: str, detail: str = "") -> None:
        self.sha256 = sha256
        super().__init__(f"{self.__doc__} SHA-256 {sha256}.{detail and ' ' + detail}")


class BlobMissing(BlobError):
    """No bytes are stored under this hash. Restore the blob folder from a backup."""


class BlobCorrupt(BlobError):
    """The bytes stored under this hash are not the bytes received. Restore them from a backup."""


class BlobTakenAway(BlobError):
    """A redaction took these bytes away while they were brought in. Bring them in once more."""


class BlobNotStored(BlobError):
    """The desk's own blob folder can't be written, so nothing was kept. Free space there, or mend its permissions."""


def store(data: bytes) -> Blob:
    """Keep `data`, durably before returning. Bytes that are here already are not written again.

    Raises BlobCorrupt if a file of another size lies under their hash, BlobNotStored if the disk refuses.
    """
    try:
        return _store(data)
    except OSError as error:
        raise BlobNotStored(hashlib.sha256(data).hexdigest(), f"{error.strerror or error}.") from error


def keep(sha256: str, data: bytes) -> None:
    """Store `data`, whose hash that is, once more if it is not there. Raises as `store`.

    For whoever has just written a row that names bytes stored before: a redaction that found no such row may have
    removed them meanwhile. From the row on it waits, and finds it.
    """
    try:
        if not exists(sha256):
            _store(data)
    except OSError as error:
        raise BlobNotStored(sha256, f"{error.strerror or error}.") from error


def keep_file(sha256: str, file: BinaryIO) -> None:
    """As `keep`, for what may be larger than memory: read from its start."""
    try:
        if not exists(sha256):
            file.seek(0)
            _store_file(file)
    except OSError as error:
        raise BlobNotStored(sha256, f"{error.strerror or error}.") from error


def store_file(file: BinaryIO) -> Blob:
    """As `store`, for what may be larger than memory: read to its end, a piece at a time."""
    try:
        return _store_file(file)
    except OSError as error:
        raise BlobNotStored("not known yet", f"{error.strerror or error}.") from error


def hash_of(file: BinaryIO) -> str:
    """The SHA-256 of a file that may be larger than memory; it is at its start again afterwards."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _store_file(file: BinaryIO) -> Blob:
    _make_folder(_root())
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=_root())
    try:
        with os.fdopen(handle, "wb") as target:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        blob = Blob(digest.hexdigest(), size)
        path = _path(blob.sha256)
        _make_folder(path.parent)
        if path.exists():
            _check_size(path, blob)
            Path(temporary).unlink()
        else:
            os.rename(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return blob


def _store(data: bytes) -> Blob:
    blob = Blob(hashlib.sha256(data).hexdigest(), len(data))
    path = _path(blob.sha256)
    if path.exists():
        _check_size(path, blob)
        # Whoever wrote it may have been killed before its name was on disk; costs nothing when it is.
        _make_folder(path.parent)
        _flush_folder(path.parent)
    else:
        _write(path, data)
    return blob


def read(sha256: str) -> bytes:
    """The bytes stored under `sha256`, hashed again on the way. Raises BlobMissing or BlobCorrupt."""
    with open_blob(sha256) as file:
        data = file.read()
    _check_hash(hashlib.sha256(data).hexdigest(), sha256)
    return data


def open_blob(sha256: str) -> BinaryIO:
    """The stored bytes as a file for reading, unhashed: for streaming. Raises BlobMissing."""
    try:
        return _path(sha256).open("rb")
    except FileNotFoundError:
        raise BlobMissing(sha256) from None


def open_checked(sha256: str) -> BinaryIO:
    """As `open_blob`, hashed before: for giving out what may be larger than memory. Raises as `read`."""
    file = open_blob(sha256)
    try:
        _check_hash(hash_of(file), sha256)
    except BaseException:
        file.close()
        raise
    return file


def remove(sha256: str) -> bool:
    """Take bytes out of the store for good, durably before returning; whether they were there.

    For a redaction alone. Whoever calls this knows that no row names them any more.
    """
    path = _path(sha256)
    if not path.exists():
        return False
    path.unlink(missing_ok=True)
    _flush_folder(path.parent)
    return True


def exists(sha256: str) -> bool:
    """Whether bytes are stored under `sha256`."""
    return _path(sha256).is_file()


def all_blobs() -> Iterator[Blob]:
    """Every blob in the store in order of its hash, with its size on disk, without reading it."""
    for path in sorted(_root().glob("[0-9a-f][0-9a-f]/*")):
        if _SHA256.fullmatch(path.name):
            yield Blob(path.name, path.stat().st_size)


def sweep_temporaries(older_than: timedelta) -> int:
    """Remove what interrupted writes left behind at least `older_than` ago; the number removed."""
    latest = time.time() - older_than.total_seconds()
    removed = 0
    for path in (*_root().glob(f"{_TEMPORARY}*"), *_root().glob(f"[0-9a-f][0-9a-f]/{_TEMPORARY}*")):
        try:
            if path.stat().st_mtime <= latest:
                path.unlink()
                removed += 1
        except FileNotFoundError:
            continue  # its writer has just renamed or removed it
    return removed


def _root() -> Path:
    return Path(settings.BLOBS_DIR)


def _path(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"Expected 64 lower-case hex digits, got {sha256[:80]!r}.")
    return _root() / sha256[:2] / sha256


def _check_hash(found: str, sha256: str) -> None:
    if found != sha256:
        raise BlobCorrupt(sha256, f"What is stored hashes to {found}.")


def _check_size(path: Path, blob: Blob) -> None:
    if (size := path.stat().st_size) != blob.size:
        raise BlobCorrupt(blob.sha256, f"{size} bytes are stored, {blob.size} were received.")


def _write(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a crash at any moment leaves all of it there or nothing."""
    _make_folder(path.parent)
    # mkstemp makes the file 0600 whatever the umask
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _make_folder(wanted: Path) -> None:
    """Make the store, and the shard if it is one, 0700. The parent is flushed, else a crash could forget the name."""
    for folder in dict.fromkeys((_root(), wanted)):
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
        elif folder in _durable:
            continue
        # Also if it is there: whoever made it may have been killed before this.
        _flush_folder(folder.parent)
        _durable.add(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
