"""Runs queued jobs until stopped."""

import os
import secrets
import socket
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

#: Seconds that jobs get to finish when the worker is told to stop.
GRACE = 10


class Command(BaseCommand):
    help = "Run queued jobs until stopped. Several may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        # Unique for each start: jobs of a killed worker are told from those of the one that replaced it.
        name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
            running.run_worker(name=name, shutdown_graceful_timeout=GRACE)
