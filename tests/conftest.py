"""The shared cast, and a home of its own for everything tests write.

Tests run on an embedded server under `var/test` (or FACTCHECK_HOME), or on the one that DATABASE_URL names. Of
processes that share a run each has a server of its own there: what commits is followed up to the oldest transaction
of the whole server, and a test's transaction lasts as long as the test. Each gets a database named after its process
id, so several runs may go on at once.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import psutil
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.database import embedded
from factcheck.search import arrival, following, problems, reading
from factcheck.verdicts.models import Policy, RatingScale
from factcheck.verdicts.policy import shipped

# No example fails for being slow: the machine may be busy.
hypothesis.settings.register_profile("unhurried", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("unhurried")

_own_home = "FACTCHECK_HOME" not in os.environ
_worker = os.environ.get("PYTEST_XDIST_WORKER")


#: Garbage in circles is looked for as seldom as memory allows: the tests themselves, of which there are thousands,
#: are gone through each time, and none of them is garbage.
COLLECT_AFTER = (50_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*COLLECT_AFTER)
    hands_out_only = _worker is None and config.getoption("numprocesses", default=None)
    # What the process that hands out the tests sets here, those that run them would take for the caller's wish.
    if _own_home and not hands_out_only:
        settings.HOME = settings.BASE_DIR / "var" / (f"test-{_worker}" if _worker else "test")
        # For the processes that tests start.
        os.environ["FACTCHECK_HOME"] = str(settings.HOME)
    # In memory where there is such a folder: each stored file is flushed to the disk twice, for which tests would wait.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    settings.BLOBS_DIR = Path(tempfile.mkdtemp(prefix="factcheck-test-", dir=memory)) / "blobs"
    settings.INDEX_DIR = settings.BLOBS_DIR.parent / "index"
    # Files are looked up when asked for: each test's client would else read all of them from the disk first.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    # Rules are put in force by the tests that are about them.
    shipped.IN_FORCE = ""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.BLOBS_DIR.parent, ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by what they are for: compressed ones hold the time, and workers have to agree on the names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_keepdb: bool, worker_id: str) -> None:
    """A name for this process's database; on a server of the tests' own, speed instead of durability."""
    name = "test_factcheck" if django_db_keepdb else f"test_factcheck_{os.getpid()}"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = (
        name if worker_id == "master" else f"{name}_{worker_id}"
    )
    server = connection.server
    if server and _own_home:
        server.hold()
        with server.superuser() as superuser:
            _drop_databases_of_runs_that_were_killed(superuser)
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                superuser.execute(f"ALTER SYSTEM SET {setting} = off")
            # For `flush`, after each test that commits.
            superuser.execute(f"GRANT SET ON PARAMETER session_replication_role TO {embedded.OWNER}")
            superuser.execute("SELECT pg_reload_conf()")


def _drop_databases_of_runs_that_were_killed(superuser) -> None:
    rows = superuser.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^test_factcheck_\d+'")
    for (name,) in rows.fetchall():
        if not psutil.pid_exists(int(name.split("_")[2])):
            superuser.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _empty_blob_store(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test sees another's bytes."""
    yield
    shutil.rmtree(settings.BLOBS_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_search_index() -> Iterator[None]:
    """No test finds another's words."""
    yield
    if settings.INDEX_DIR.exists():
        shutil.rmtree(settings.INDEX_DIR, ignore_errors=True)
    following.forget()
    reading.forget()
    problems.forget()


@pytest.fixture(scope="module", autouse=True)
def _leave_a_new_desk(django_db_blocker) -> Iterator[None]:
    """What a module's own fixtures wrote or emptied would be met by the tests of another, wherever it runs."""
    yield
    if not connection.settings_dict["NAME"].startswith("test_"):
        return  # no test has asked for the database so far
    with django_db_blocker.unblock():
        left = (User.objects.count(), RatingScale.objects.count(), Policy.objects.count())
    assert left == (0, 1, len(shipped.POLICIES)), f"People, scales and policies left: {left}"


@pytest.fixture
def searchable(db, monkeypatch) -> Callable[[], following.Progress]:
    """Call it to have all that the test has written so far found by searches.

    A test's transaction is never over while it runs, so here what it wrote counts as committed. Tests of what
    commits do ask for `transaction=True` and leave this one out.
    """
    monkeypatch.setattr(arrival, "HORIZON", "'9223372036854775807'::xid8")
    return following.catch_up


@pytest.fixture
def viewer(db) -> User:
    return create_user(email="vera@desk.example", name="Vera Viewer", role="viewer")


@pytest.fixture
def reviewer(db) -> User:
    return create_user(email="remy@desk.example", name="Remy Reviewer", role="reviewer")


@pytest.fixture
def editor(db) -> User:
    return create_user(email="edda@desk.example", name="Edda Editor", role="editor")


@pytest.fixture
def admin(db) -> User:
    return create_user(email="ada@desk.example", name="Ada Admin", role="admin")


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests() -> None:
    caches["local"].clear()
