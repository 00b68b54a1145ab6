"""An installation in a folder of its own, run as a desk runs it, and how to hurt it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
#: Seconds.
PATIENCE = 120


class Installation:
    """`manage.py serve` and other commands on the data in `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        unwanted = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.environment["FACTCHECK_HOME"] = str(home)
        self._log = (home / "output.log").open("a")
        self._serve: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A management command, under way; its messages go to output.log."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def serve(self) -> None:
        """Start the web server, unless it runs, and return when pages are answered."""
        if self._serve is None or self._serve.poll() is not None:
            self._serve = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "serve", "--no-worker", "--port", str(self.port)],
                env=self.environment,
                stdout=self._log,
                stderr=self._log,
            )
        self.wait_for_pages()

    def wait_for_pages(self) -> float:
        """Seconds until a page that needs the database is answered."""
        started = time.monotonic()
        while time.monotonic() < started + PATIENCE:
            with suppress(OSError, urllib.error.HTTPError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/accounts/login/", timeout=5).close()
                return time.monotonic() - started
            time.sleep(0.1)
        raise TimeoutError(f"no page after {PATIENCE} s; see {self._log.name}")

    def kill_database(self) -> None:
        with suppress(OSError, IndexError, ValueError, psutil.NoSuchProcess):
            psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])).kill()

    def kill_web(self) -> None:
        """The web server's processes; what looks after them stays, and starts them again."""
        for process in self._below_serve():
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def kill_serve(self) -> None:
        """All of `serve`, with what looks after it."""
        if self._serve is not None:
            below = self._below_serve()
            self._serve.kill()
            self._serve.wait()
            for process in below:
                with suppress(psutil.NoSuchProcess):
                    process.kill()

    def stop(self) -> None:
        if self._serve is not None and self._serve.poll() is None:
            self._serve.send_signal(signal.SIGTERM)
            self._serve.wait(PATIENCE)
        self._log.close()

    def _below_serve(self) -> list[psutil.Process]:
        if self._serve is None:
            return []
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(self._serve.pid).children(recursive=True)
            # The server of the database may be among them, if `serve` started it.
            return [process for process in children if process.name() != "postgres"]
        return []
