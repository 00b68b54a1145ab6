"""Where the indexes of this host lie, and who may write."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from factcheck.search.registry import Index

#: Of the fields and of how this app fills them. A change builds every index anew.
SCHEMA = "1"
#: Written into an index's folder by whoever finds that it can't be read: the next writer builds it anew.
DAMAGED = "damaged"


def home() -> Path:
    """The folder of all indexes, for one user only."""
    folder: Path = settings.INDEX_DIR
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def folder_of(index: Index) -> Path:
    """An index's folder. Its name holds what its content depends on, so that a change of that makes a new one."""
    version = sha256(f"{SCHEMA}/{index.version}".encode()).hexdigest()[:10]
    return Path(settings.INDEX_DIR) / f"{index.name}-{version}"


def identity(folder: Path) -> tuple[int, int, int] | None:
    """Changes whenever something is committed, or the folder is another one; None without an index."""
    try:
        state, own = (folder / "meta.json").stat(), folder.stat()
    except OSError:
        return None
    return None if (folder / DAMAGED).exists() else (own.st_ino, state.st_ino, state.st_mtime_ns)


def mark_damaged(folder: Path) -> None:
    """Have the index built anew by the next writer."""
    with suppress(OSError):
        (folder / DAMAGED).touch()


def remove_stale(index: Index) -> None:
    """Remove what older methods, and rebuilds that were killed, left. Only for whoever holds the lock."""
    keep = folder_of(index).name
    for path in home().glob(f"{index.name}-*"):
        if path.name != keep and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def lock(index: Index, *, wait: float = 0.0) -> Iterator[bool]:
    """Hold the right to write an index on this host; False if another has it still after `wait` seconds."""
    path, until = home() / f"{index.name}.lock", time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            got = _try_lock(descriptor, path)
            if got or time.monotonic() >= until:
                yield got
                return
        finally:
            os.close(descriptor)
        time.sleep(0.05)


def _try_lock(descriptor: int, path: Path) -> bool:
    """Whether the lock is ours, of the file that has the name now: the folder may have been deleted meanwhile."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(descriptor).st_ino == path.stat().st_ino
    except OSError:
        return False
