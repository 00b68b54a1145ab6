"""Every call that the blob store makes fails in turn, in this process; `python -m tests.faults.blob_calls` has the
kernel do it, and kills at each call besides."""

import errno
import functools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from factcheck.documents import blobs
from tests.faults import blob_calls
from tests.faults.blob_situations import SITUATIONS, Situation, disagreements, new_data, rerun

CALLS = ("open", "mkdir", "chmod", "stat", "rename", "unlink", "fsync", "fdopen", "close")
ON_FILES = ("write", "flush", "close")


class Calls:
    """Counts the calls of `os` that touch the store, and makes the one with number `failing` fail."""

    def __init__(self, failing: int = 0, code: int = 0) -> None:
        self.made: list[str] = []
        self._failing, self._code = failing, code

    def count(self, name: str) -> None:
        self.made.append(name)
        if len(self.made) == self._failing:
            raise OSError(self._code, os.strerror(self._code))

    def of(self, name: str, genuine: Callable) -> Callable:
        @functools.wraps(genuine)
        def counted(first, *args, **kwargs):
            if _is_in_store(first):
                self.count(name)
                made = genuine(first, *args, **kwargs)
                return CountedFile(made, self) if name == "fdopen" else made
            return genuine(first, *args, **kwargs)

        return counted


class CountedFile:
    """A file whose writing is counted too."""

    def __init__(self, file, calls: Calls) -> None:
        self._file, self._calls = file, calls

    def __getattr__(self, name: str):
        if name in ON_FILES:
            self._calls.count(f"file.{name}")
        return getattr(self._file, name)

    def __enter__(self) -> "CountedFile":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        self._calls.count("file.close")


def _is_in_store(given: object) -> bool:
    if isinstance(given, int):
        try:
            given = os.readlink(f"/proc/self/fd/{given}")
        except OSError:
            return False
    return isinstance(given, str | Path) and str(given).startswith(str(settings.BLOBS_DIR.parent))


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> Iterator[Calls]:
    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, calls.of(name, getattr(os, name)))
        yield calls


@contextmanager
def point(situation: Situation) -> Iterator[bytes]:
    """A store and rows that are as the situation has them, and are gone afterwards."""
    shutil.rmtree(settings.BLOBS_DIR, ignore_errors=True)
    with transaction.atomic():
        data = new_data()
        situation.prepare(data)
        blobs._durable.clear()  # as in a process that has just started
        yield data
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.name)
def test_a_failure_of_any_call_leaves_bytes_and_rows_in_agreement_and_can_be_repeated(situation, monkeypatch):
    with point(situation) as data, counted(monkeypatch, Calls()) as calls:
        situation.bring_in(data)
    assert len(calls.made) >= 5
    for number in range(1, len(calls.made) + 1):
        code = (errno.EIO, errno.ENOSPC)[number % 2]
        with point(situation) as data:
            refused = ""
            try:
                with counted(monkeypatch, Calls(number, code)):
                    situation.bring_in(data)
            except blobs.BlobNotStored as error:
                refused = str(error)
            assert os.strerror(code) in refused or not refused
            assert disagreements() == []
            assert rerun(situation, data) == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning")
@pytest.mark.django_db(transaction=True)
def test_a_kill_at_any_call_leaves_bytes_and_rows_in_agreement_and_can_be_repeated():
    tallies = blob_calls.run(faults=("SIGKILL",))
    assert sum(one.points.total() for one in tallies) > 80
    assert [one.wrong for one in tallies] == [[]] * len(tallies)
