"""The embedded server: shared by processes, stopped by the last one, started again after a kill."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from factcheck.database import embedded

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="DATABASE_URL names a server that is not ours to stop"
)

#: Uses the server, says so, and stays until its standard input is closed.
USER = """
import sys
from pathlib import Path
from factcheck.database import embedded
embedded.server(Path(sys.argv[1])).hold()
print("holds", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def server(home) -> Iterator[embedded.Server]:
    """A handle that holds nothing by itself, on a server of this file's own."""
    it = embedded.Server(home)
    yield it
    it.release()
    if process := it._postmaster():
        process.kill()


def start_user(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(home)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n", process.communicate()[1]
    return process


def end(process: subprocess.Popen[str]) -> str:
    """Let it end by itself; what it wrote to standard error."""
    return process.communicate(timeout=30)[1]


def test_the_last_one_out_stops_the_server(home, server):
    first, second = start_user(home), start_user(home)
    assert server.is_alive()
    assert end(first) == ""
    assert server.is_alive()
    assert end(second) == ""
    assert not server.is_alive()


def test_a_killed_process_does_not_keep_the_server_up(home, server):
    killed, last = start_user(home), start_user(home)
    killed.kill()
    killed.wait()
    assert server.is_alive()
    end(last)
    assert not server.is_alive()


def test_nobody_stops_the_server_under_a_process_that_came_before_a_killed_one(home, server):
    first, killed = start_user(home), start_user(home)
    killed.kill()
    killed.wait()
    end(start_user(home))
    assert server.is_alive()
    end(first)


def test_several_processes_at_once_start_one_server(home, server):
    code = USER.replace("sys.stdin.read()", "print(embedded.server(Path(sys.argv[1]))._postmaster().pid)")
    users = [
        subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert all(user.communicate(timeout=60)[0].startswith(b"holds") for user in users)
    assert not server.is_alive()


def test_committed_rows_survive_a_killed_server(server):
    server.hold()
    with server.superuser() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS row")
    server._postmaster().kill()
    server.ensure_running()
    with server.superuser() as connection:
        assert connection.execute("SELECT row FROM kept").fetchone() == (1,)


def test_the_process_id_of_a_dead_server_may_belong_to_someone_else(server):
    server.hold()
    server._postmaster().kill()
    note = server.data / "postmaster.pid"
    note.write_text(re.sub(r"^\d+", str(os.getpid()), note.read_text()))
    server.ensure_running()
    assert server.is_running()


def test_no_network_port_is_opened(server):
    server.hold()
    assert server._postmaster().net_connections(kind="inet") == []
    assert server.data.stat().st_mode & 0o077 == 0


def test_a_home_with_a_very_long_name_works(tmp_path):
    deep = embedded.Server(tmp_path / ("long-" * 20))
    deep.hold()
    try:
        assert deep.is_running()
        assert deep.socket_dir.stat().st_mode & 0o077 == 0
    finally:
        deep.release()


WORKER = "manage.py worker"


# --- manage.py serve -----------------------------------------------------------------------------------


class Served:
    """`manage.py serve` in a process of its own."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve", "--port", "8450"]
        environment = {**os.environ, "FACTCHECK_HOME": str(home)}
        self.log = (home / "serve.log").open("w+")
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"http://localhost:\d+", line):
                self.address = found.group()
                return
        raise AssertionError(self.said + Path(self.log.name).read_text())

    def status(self) -> int:
        """What the sign-in page answers with: it needs the database."""
        try:
            with urllib.request.urlopen(f"{self.address}/accounts/login/", timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code

    def children(self, command: str) -> set[int]:
        """Process ids of the children that run this command."""
        found = set()
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):  # one that has just ended
                if command in " ".join(child.cmdline()):
                    found.add(child.pid)
        return found


@pytest.fixture
def served(home) -> Iterator[Served]:
    it = Served(home)
    yield it
    it.process.terminate()
    with suppress(subprocess.TimeoutExpired):
        it.process.wait(20)
    it.process.kill()
    it.log.close()


def wait_for(condition, seconds: float) -> float:
    """Seconds until the condition held; fails the test if it does not in time."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start


@pytest.mark.slow
def test_while_serving_what_dies_is_started_again_and_stopping_leaves_nothing(home, served):
    database = embedded.Server(home)
    wait_for(lambda: served.children(WORKER), 10)
    everyone = served.children("")

    workers = served.children(WORKER)
    before = database._postmaster()
    before.kill()
    wait_for(lambda: database.is_alive() and database._postmaster().pid != before.pid, 5)
    wait_for(database.is_running, 5)
    wait_for(lambda: served.status() == 200, 5)
    # Its connections led to the old server.
    wait_for(lambda: served.children(WORKER) - workers, 15)

    (worker,) = served.children(WORKER) - workers
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: served.children(WORKER) - workers - {worker}, 5)

    for web in served.children("granian"):
        os.kill(web, signal.SIGKILL)
    wait_for(lambda: _answers(served), 15)

    everyone |= served.children("")
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(20) == 0
    assert {pid for pid in everyone if psutil.pid_exists(pid)} == set()
    assert not database.is_alive()


def _answers(served: Served) -> bool:
    with suppress(OSError):
        return served.status() == 200
    return False


def test_a_server_that_can_t_start_says_where_to_look(tmp_path):
    broken = embedded.Server(tmp_path)
    broken.hold()
    broken.release()
    (broken.data / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(psycopg.OperationalError, match="log"):
        broken.ensure_running(timeout=1)


def test_its_log_keeps_nothing_of_what_a_refused_write_would_have_written(home, server):
    user = start_user(home)
    with server.superuser() as connection:
        connection.execute("CREATE TEMPORARY TABLE letter (text text CHECK (length(text) < 3), id int UNIQUE)")
        for values in ("('zquillwords', 1)", "('a', 1), ('a', 1)"):
            with suppress(psycopg.IntegrityError):
                connection.execute(f"INSERT INTO letter VALUES {values}")
        with suppress(psycopg.IntegrityError):
            connection.execute("INSERT INTO letter VALUES (%s, %s)", ["zquillparameter", 2])
    end(user)
    log = server.log.read_text()
    assert "violates check constraint" in log
    assert "zquill" not in log
    assert "STATEMENT:" not in log
    assert "DETAIL:" not in log
