"""One worker at an import at a time, also where one that counts as dead goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

from factcheck.documents.importing.control import lock_of
from factcheck.documents.models import Import

#: Seconds between two attempts.
_PAUSE = 1.0


@contextmanager
def alone_with(started: Import, stop: Callable[[], bool]) -> Iterator[bool]:
    """Wait until nobody else works at the import; False if `stop` says so before.

    The lock is the connection's: that of a worker that was killed is free at once.
    """
    held = _lock("pg_try_advisory_lock", started)
    while not held and not stop():
        time.sleep(_PAUSE)
        held = _lock("pg_try_advisory_lock", started)
    try:
        yield held
    finally:
        # With the connection the lock is gone, too.
        with suppress(Error):
            if held:
                _lock("pg_advisory_unlock", started)


def _lock(function: str, started: Import) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [lock_of(started)])
        return bool(cursor.fetchone()[0])
