"""The one pool of this process, as the settings have it."""

import os
import threading
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from factcheck.documents.extraction import Extracted
from factcheck.documents.extraction.errors import ReaderBroke
from factcheck.documents.extraction.words import gettext as _
from factcheck.documents.pool.children import Limits, Pool, Task
from factcheck.documents.pool.rows import RowRead, understood
from factcheck.documents.pool.wire import from_message

_lock = threading.Lock()
_pools: dict[int, Pool] = {}


def extract_apart(data: bytes, *, filename: str = "", declared_type: str = "", reader: str = "") -> Extracted:
    """As `extraction.extract`, in a child. Raises Unreadable; CouldNotRead also when a limit was hit."""
    given = {"filename": filename, "declared_type": declared_type, "reader": reader}
    message, _bytes = run_apart("extract", data, **given)
    try:
        return from_message(message)
    except (TypeError, KeyError, ValueError) as error:
        raise ReaderBroke(_("Its answer makes no sense.")) from error


def extract_at_length(data: bytes, *, reader: str) -> Extracted:
    """As `extract_apart`, for a reader that takes minutes: in a child of its own, so that nobody waits for it."""
    seconds = settings.OCR_SECONDS
    pool = Pool(1, Limits(seconds, seconds, settings.READING_MEMORY_BYTES))
    try:
        message, _bytes = pool.run(Task("extract", {"reader": reader}), data)
        return from_message(message)
    finally:
        pool.close()


def read_rows_apart(rows: Sequence[bytes]) -> list[RowRead]:
    """What is in rows of JSON lines, all read by one child. Raises CouldNotRead when a limit was hit by one of them."""
    message, _bytes = run_apart("rows", b"".join(rows), lengths=[len(row) for row in rows])
    try:
        return understood(message, len(rows))
    except (TypeError, KeyError, ValueError) as error:
        raise ReaderBroke(_("Its answer makes no sense.")) from error


def run_apart(name: str, data: bytes, **given: Any) -> tuple[dict[str, Any], bytes]:
    """What the task of that name answers, from a child. Raises Unreadable."""
    return _pool().run(Task(name, given), data)


def close() -> None:
    """End the children of this process."""
    with _lock:
        pool = _pools.pop(os.getpid(), None)
    if pool:
        pool.close()


def _pool() -> Pool:
    # By process: children are not shared with a process that forked from this one.
    with _lock:
        if os.getpid() not in _pools:
            limits = Limits(settings.READING_CPU_SECONDS, settings.READING_SECONDS, settings.READING_MEMORY_BYTES)
            _pools[os.getpid()] = Pool(settings.READING_CHILDREN, limits)
        return _pools[os.getpid()]
