"""Runs queued jobs until stopped."""

import asyncio
import os
import secrets
import socket
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app

from factcheck.database.workers import HEARTBEAT, SILENCE, beside_jobs, keep_sweeping

#: Seconds that jobs get to finish when the worker is told to stop. All are safe to be run again.
GRACE = 5
#: Jobs at a time: a page to be captured does not wait for an import of thousands.
AT_ONCE = 3


class Command(BaseCommand):
    help = "Run queued jobs until stopped. Several may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
            asyncio.run(_work(running))


async def _work(running: App) -> None:
    """Run jobs, and take over those of workers that were killed."""
    # Unique for each start: jobs of a killed worker are told from those of the one that replaced it.
    name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
    async with running.open_async():
        beside = [asyncio.create_task(task) for task in (keep_sweeping(running), *beside_jobs())]
        try:
            await running.run_worker_async(
                name=name,
                concurrency=AT_ONCE,
                shutdown_graceful_timeout=GRACE,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENCE,
            )
        finally:
            for task in beside:
                task.cancel()
