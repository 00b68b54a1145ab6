"""The worker keeps the indexes up to date beside its jobs, and the doctor says when nobody does."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from factcheck.database.workers import beside_jobs
from factcheck.search import following, problems, registry, worker
from factcheck.search.doctor import search_checks
from tests.database.search.test_following import TEXT, bring, found


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_soon_found():
    """How soon is measured in `tests/benchmarks`: here transactions of other tests hold the horizon back."""
    stopping = threading.Event()
    thread = threading.Thread(target=worker.follow, args=(stopping,))
    thread.start()
    try:
        bring(TEXT)
        deadline = time.monotonic() + 60
        while not found("river") and time.monotonic() < deadline:
            time.sleep(0.02)
        assert found("river")
    finally:
        stopping.set()
        thread.join(10)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_worker_offers_it_and_ends_it_when_it_ends():
    async def run() -> None:
        tasks = [asyncio.create_task(task) for task in beside_jobs()]
        await asyncio.sleep(0.5)
        assert [task for task in tasks if task.done()] == []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # In a thread of its own: a browser test before this one may have left a loop running here.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, run()).result()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("search")] == []


def test_a_database_that_is_away_is_waited_for(monkeypatch):
    calls, stopping = [], threading.Event()

    def away(_index, **_options):
        calls.append(1)
        if len(calls) == 3:
            stopping.set()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(worker, "AWAY", 0.01)
    monkeypatch.setattr(worker, "catch_up", away)
    # Whatever an earlier test left of it: here it is only asked for.
    for name in ("close", "close_if_unusable_or_obsolete"):
        monkeypatch.setattr(connection, name, lambda: None)
    worker.follow(stopping)
    assert len(calls) == 3


# --- the doctor -----------------------------------------------------------------------------------------------


def check(name: str = "search segments"):
    return next(check for check in search_checks() if check.name == name)


@pytest.mark.django_db
def test_the_doctor_finds_nothing_wrong_with_an_index_that_is_up_to_date(searchable):
    bring(TEXT)
    searchable()
    assert (check().ok, check().found) == (True, "2 indexed, 0 waiting, 0 s behind")


@pytest.mark.django_db
def test_the_doctor_finds_nothing_wrong_before_there_is_anything_to_find():
    assert check().ok


@pytest.mark.django_db
def test_the_doctor_says_what_to_do_about_an_index_that_nobody_writes():
    bring(TEXT)
    assert not check().ok
    assert "not built yet" in check().found
    assert "manage.py worker" in check().remedy
    assert "manage.py search_rebuild" in check().remedy


@pytest.mark.django_db
def test_the_doctor_says_how_far_behind_an_index_is(searchable, monkeypatch):
    searchable()
    bring(TEXT)
    monkeypatch.setattr("factcheck.search.doctor.USUAL_LAG", 0.0)
    assert not check().ok
    assert "1 waiting" in check().found


@pytest.mark.django_db
def test_the_doctor_says_what_keeps_an_index_from_being_written(searchable):
    searchable()
    problems.note(registry.named("segments"), OSError("No space left on device"))
    assert not check().ok
    assert "No space left on device" in check().found
    following.catch_up()
    assert check().ok
