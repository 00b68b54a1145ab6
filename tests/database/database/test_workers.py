"""A job of a worker that was killed is put back into the queue, and only such a one."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from factcheck.database.workers import SILENCE, is_any_alive, sweep

pytestmark = pytest.mark.django_db


def worker(silent_for: float) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        return cursor.fetchone()[0]


def job(worker_id: int | None, status: str = "doing") -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
            " VALUES ('default', 'a task', %s, %s) RETURNING id",
            [status, worker_id],
        )
        return cursor.fetchone()[0]


def status_of(key: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [key])
        return cursor.fetchone()[0]


def test_jobs_of_dead_workers_are_done_again_and_no_others():
    dead, alive = worker(SILENCE + 1), worker(1)
    left, forgotten = job(dead), job(None)
    going, done = job(alive), job(dead, "succeeded")
    assert async_to_sync(sweep)(app) == 2
    assert [status_of(key) for key in (left, forgotten, going, done)] == ["todo", "todo", "doing", "succeeded"]
    assert async_to_sync(sweep)(app) == 0


def test_a_worker_counts_as_alive_while_it_is_heard_of():
    assert not is_any_alive()
    worker(SILENCE + 1)
    assert not is_any_alive()
    worker(1)
    assert is_any_alive()
