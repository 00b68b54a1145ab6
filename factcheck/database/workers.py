"""Workers that are alive, and what becomes of the jobs of those that are not."""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.db import connection
from procrastinate import App
from procrastinate.exceptions import ConnectorException

logger = logging.getLogger(__name__)

#: Seconds between two heartbeats of a worker, and after how many without one it counts as dead.
HEARTBEAT, SILENCE = 5.0, 20.0
#: Seconds between two looks for jobs of dead workers. With the silence before: well under a minute.
INTERVAL = 5.0


def is_any_alive() -> bool:
    """Whether a worker has been heard of lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - %s * interval '1 second')",
            [SILENCE],
        )
        (alive,) = cursor.fetchone()
    return bool(alive)


async def sweep(app: App) -> int:
    """Put the jobs of dead workers back into the queue; how many there were."""
    swept = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        # Another worker may have been quicker.
        with suppress(ConnectorException):
            await app.job_manager.retry_job(job)
            swept += 1
            logger.warning("job %s of a worker that is gone goes on", job.id)
    await app.job_manager.prune_stalled_workers(SILENCE)
    return swept


async def keep_sweeping(app: App) -> None:
    """Sweep at once and for good. No job itself: it would wait behind those it is there for, and leave a row each."""
    while True:
        # With the database away the worker ends, and is started again.
        with suppress(ConnectorException):
            await sweep(app)
        await asyncio.sleep(INTERVAL)


def beside_jobs() -> Iterator[Coroutine[Any, Any, None]]:
    """What a worker does all the time: each app's `AppConfig.beside_jobs()`, which ends only when cancelled.

    It must let jobs and heartbeats go on, and outlive a database that is away for a while.
    """
    for config in apps.get_app_configs():
        if offered := getattr(config, "beside_jobs", None):
            yield offered()
