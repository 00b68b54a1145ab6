"""Work that outlasts a database that is away for a while."""

import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

#: Seconds between attempts: a server that has crashed may take a while to recover.
PAUSES = (0.2, 1, 3, 10, 20)


def patiently[T](attempt: Callable[[], T]) -> T:
    """Call `attempt`, again and again while the server is away, for example killed.

    A new connection waits until it is back. `attempt` is one transaction: nothing of it is recorded, or all of it,
    which a further attempt then meets. Raises what the last attempt raised.
    """
    for pause in PAUSES:
        try:
            return attempt()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise  # what was done before in that transaction is lost, so it is for whoever began it
            connection.close()
            time.sleep(pause)
    return attempt()
