"""Keeping the indexes up to date, in the worker and beside its jobs."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import Error, connection

from factcheck.search import registry
from factcheck.search.following import catch_up

logger = logging.getLogger(__name__)

#: Seconds between two looks: what was committed can be found well within two.
INTERVAL = 0.5
#: Seconds after which the next index has its turn, while thousands of texts are still to be followed.
TURN = 1.5
#: Seconds between two tries while PostgreSQL is away.
AWAY = 2.0


async def keep_following() -> None:
    """Until cancelled. In a thread of its own: writing an index is work, and jobs and heartbeats go on meanwhile."""
    stopping = threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="search") as thread:
        try:
            await asyncio.get_running_loop().run_in_executor(thread, follow, stopping)
        finally:
            stopping.set()


def follow(stopping: threading.Event) -> None:
    """Catch up again and again until told to stop; with a connection of this thread's own."""
    try:
        while not stopping.is_set():
            started = time.monotonic()
            pause = INTERVAL if _catch_up(stopping) else AWAY
            stopping.wait(max(0.05, pause - (time.monotonic() - started)))
    finally:
        connection.close()


def _catch_up(stopping: threading.Event) -> bool:
    try:
        connection.close_if_unusable_or_obsolete()
        for index in registry.registered():
            catch_up(index.name, wait=False, stop=_end_of_turn(stopping))
    except Error as error:
        logger.info("search waits for PostgreSQL: %s", error)
        connection.close()
        return False
    except Exception:
        # A fault of ours in one stage's part must not end the worker, nor go unseen.
        logger.exception("the search index could not be kept up to date")
        return False
    return True


def _end_of_turn(stopping: threading.Event) -> Callable[[], bool]:
    over = time.monotonic() + TURN
    return lambda: stopping.is_set() or time.monotonic() > over
