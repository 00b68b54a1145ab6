"""Keeps the database and a few child processes running until told to stop, then leaves nothing behind."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

import psycopg

from factcheck.database.embedded import Server

logger = logging.getLogger(__name__)

#: Seconds between looks: with the start itself, the database is back well within five.
INTERVAL = 0.5
#: Seconds that a child gets to finish what it is doing.
GRACE = 15
#: Seconds before a child that ended is started again, so that one that can't start does not spin.
PAUSE = 1.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process to keep running. `uses_database`: started anew when the database was."""

    name: str
    command: Sequence[str]
    uses_database: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _not_before: float = field(default=0.0, init=False)

    def keep_running(self) -> None:
        """Start it, or start it again if it has ended."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            logger.warning("%s ended with status %s", self.name, self.process.returncode)
            self.kill_group()
            self.process = None
            self._not_before = time.monotonic() + PAUSE
        if time.monotonic() >= self._not_before:
            # A group of its own: Ctrl-C reaches us alone, and its children can be ended with it.
            self.process = subprocess.Popen(  # noqa: S603
                self.command, start_new_session=True, preexec_fn=_end_with_parent
            )

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait_until(self, deadline: float) -> None:
        """Wait for it to end, then end what is left of it."""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.1, deadline - time.monotonic()))
            self.kill_group()
            self.process.wait()

    def kill_group(self) -> None:
        """End the process and any that it left behind."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs in the main thread; SIGINT and SIGTERM end it cleanly."""

    def __init__(self, children: Sequence[Child], server: Server | None = None) -> None:
        self.children = children
        self.server = server
        self.stopping = threading.Event()

    def run(self) -> None:
        """Return once stopped, with every child gone and the database let go of."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not self.stopping.is_set():
                self._look_after_database()
                for child in self.children:
                    child.keep_running()
                self.stopping.wait(INTERVAL)
        finally:
            self._end_children()
            if self.server:
                self.server.release()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _look_after_database(self) -> None:
        if self.server is None or self.server.is_alive():
            return
        logger.warning("The database has ended; starting it again.")
        try:
            self.server.ensure_running()
        except psycopg.OperationalError as error:
            logger.error("%s", error)
            return
        # A task's connection to the old server would fail for ever: no request ends there to renew it.
        for child in self.children:
            if child.uses_database:
                child.ask_to_stop()

    def _end_children(self) -> None:
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait_until(deadline)


def _end_with_parent() -> None:
    """In the child: be told to stop should the supervisor be killed. On Linux; elsewhere it does nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
