"""Files are read in children that are killed when they hit a limit, and replaced."""

import threading
import time
from contextlib import suppress

import pytest

from factcheck.documents.extraction import EmptyFile, Extracted, NestedTooDeep, extract
from factcheck.documents.extraction.errors import ReaderBroke, TookTooLong, TookTooMuchMemory
from factcheck.documents.pool import Limits, Pool, Task
from factcheck.documents.pool.wire import as_message, from_message

PAGE = (
    b"<html lang='en'><head><title>Rain</title></head><body><h1>Rain</h1><p>It rained on <a href='/x'>Monday</a>.</p>"
)


@pytest.fixture
def pool(request):
    pool = Pool(1, getattr(request, "param", Limits(cpu_seconds=2, wall_seconds=10, memory_bytes=1024**3)))
    yield pool
    pool.close()


def read(pool: Pool, data: bytes, **given: str) -> Extracted:
    return from_message(pool.run(Task("extract", given), data)[0])


def child_of(pool: Pool) -> int:
    place = pool._places.get()
    pool._places.put(place)
    return place._process.pid


def test_a_child_gives_what_the_reader_gives(pool):
    for data, name in (
        (PAGE, "a.html"),
        (b"# Rain\n\nIt *rained*.\n", "a.md"),
        ("Дождь шёл.".encode("cp1251"), "a.txt"),
    ):
        assert read(pool, data, filename=name) == extract(data, filename=name)


def test_what_goes_over_the_wire_comes_out_the_same():
    assert from_message(as_message(extract(PAGE))) == extract(PAGE)


def test_one_child_reads_many_files(pool):
    read(pool, PAGE)
    child = child_of(pool)
    read(pool, b"Plain words.")
    assert child_of(pool) == child


def test_a_child_outlives_the_thread_that_asked_first(pool):
    first = threading.Thread(target=read, args=(pool, PAGE))
    first.start()
    first.join()
    child = child_of(pool)
    time.sleep(0.2)
    read(pool, b"Plain words.")
    assert child_of(pool) == child


def test_a_file_that_is_refused_says_why_and_the_child_lives(pool):
    with pytest.raises(EmptyFile, match="empty"):
        read(pool, b"  ")
    child = child_of(pool)
    assert read(pool, b"Plain words.").text == "Plain words."
    assert child_of(pool) == child


@pytest.mark.parametrize(
    ("task", "raised", "pool"),
    [
        (Task("spin"), TookTooLong, Limits(cpu_seconds=1, wall_seconds=20, memory_bytes=1024**3)),
        (Task("sleep"), TookTooLong, Limits(cpu_seconds=5, wall_seconds=1.0, memory_bytes=1024**3)),
        (Task("hoard"), TookTooMuchMemory, Limits(cpu_seconds=5, wall_seconds=20, memory_bytes=512 * 1024**2)),
        (Task("recurse"), NestedTooDeep, Limits(wall_seconds=20)),
        (Task("crash"), ReaderBroke, Limits(wall_seconds=20)),
        (Task("fail"), ReaderBroke, Limits(wall_seconds=20)),
        (Task("scribble"), ReaderBroke, Limits(wall_seconds=20)),
    ],
    ids=lambda value: getattr(value, "name", None),
    indirect=["pool"],
)
def test_a_child_that_hits_a_limit_or_breaks_is_replaced(pool, task, raised, monkeypatch):
    monkeypatch.setattr("factcheck.documents.pool.children._MODULE", "tests.unit.documents.pool.misbehaving")
    with pytest.raises(raised) as caught:
        pool.run(task, b"")
    assert "bytes are kept" in caught.value.reason or "Paste" in caught.value.reason
    monkeypatch.undo()
    assert read(pool, b"Plain words.").text == "Plain words."


def test_nobody_waits_for_a_child_that_is_stuck(monkeypatch):
    pool = Pool(2, Limits(cpu_seconds=20, wall_seconds=20.0))
    monkeypatch.setattr("factcheck.documents.pool.children._MODULE", "tests.unit.documents.pool.misbehaving")

    def wait() -> None:
        with suppress(TookTooLong):
            pool.run(Task("sleep"), b"")

    stuck = threading.Thread(target=wait, daemon=True)
    stuck.start()
    while pool._places.qsize() == 2:
        time.sleep(0.01)
    assert pool.run(Task("extract", {}), b"Plain words.")[0]["text"] == "Plain words."
    assert stuck.is_alive()


def test_a_child_knows_no_secret_and_writes_no_file(pool, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    monkeypatch.setattr("factcheck.documents.pool.children._MODULE", "tests.unit.documents.pool.misbehaving")
    answer, _ = pool.run(Task("look_around", {"folder": str(tmp_path)}), b"")
    assert answer == {"secret": None, "written": 0}
