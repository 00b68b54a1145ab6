"""Starts everything: the database if it is ours, the worker, the web server."""

import socket
import sys
import threading
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from factcheck.database.supervisor import Child, Supervisor

#: How many ports after a busy one are tried.
PORTS_TRIED = 20
PORTS = 65_536
THREADS = 8


class Command(BaseCommand):
    help = "Start the web server, a worker, and the database unless DATABASE_URL names one. Ctrl-C stops all."
    # `when_ready`: called with the address once pages are answered.
    stealth_options = ("when_ready",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="If busy, the next free one.")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0: reachable from other machines.")
        parser.add_argument("--no-worker", action="store_true", help="Jobs then wait for a worker elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        server = connection.server  # type: ignore[attr-defined]
        if server:
            server.hold()
        if has_pending_migrations():
            self.stdout.write(_("Preparing the database"))
            call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        settings.HOME.mkdir(parents=True, exist_ok=True)
        port = free_port(options["host"], options["port"])
        supervisor = Supervisor(_children(options["host"], port, options["no_worker"]), server)
        announce = options.get("when_ready") or self._announce
        threading.Thread(target=_when_ready, args=(port, announce, supervisor.stopping), daemon=True).start()
        supervisor.run()

    def _announce(self, address: str) -> None:
        self.stdout.write(_("Factcheck is at %(address)s (Ctrl-C stops it)") % {"address": address})
        self.stdout.flush()


def has_pending_migrations() -> bool:
    """Whether this database lacks a migration that the code brings."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def port_number(text: str) -> int:
    """A port that one can listen on, from a command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < PORTS):
        raise ArgumentTypeError(_("A port is a number from 1 to %(last)s.") % {"last": PORTS - 1})
    return int(text)


def free_port(host: str, wanted: int) -> int:
    """`wanted`, or the next port that nobody listens on. Raises CommandError if there is none near."""
    for port in range(wanted, min(wanted + PORTS_TRIED, PORTS)):
        with socket.socket() as probe:
            # As the web server does: a port whose last connections are still fading is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(_("No free port from %(port)s on; choose one with --port.") % {"port": wanted})


def _children(host: str, port: int, without_worker: bool) -> list[Child]:
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--working-dir", str(settings.BASE_DIR), "--blocking-threads", str(THREADS)]
    web += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"]
    web += ["--log-level", "error", "factcheck.wsgi:application"]
    children = [Child("web", web)]
    if not without_worker:
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        children.append(Child("worker", worker, uses_database=True))
    return children


def _when_ready(port: int, announce: Callable[[str], None], stopping: threading.Event) -> None:
    while not stopping.wait(0.1):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        # Passkeys and cookies are tied to a name, so it is not the address in numbers.
        address = f"http://localhost:{port}"
        settings.ADDRESS_FILE.write_text(address)
        announce(address)
        return
