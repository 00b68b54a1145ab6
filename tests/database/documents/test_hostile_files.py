"""Every hostile file ends in an import or in plain words; `python -m tests.faults.hostile_files` prints the table."""

import threading
import time

import pytest
from django.urls import reverse

from factcheck.documents import pool
from factcheck.documents.actions.readings import read_apart
from factcheck.documents.extraction.errors import TookTooLong
from tests.faults.hostile import FILES
from tests.faults.hostile_files import LIMITS, bring_in

#: Of these, words must have been drawn: nothing is wrong with what they hold.
HARMLESS = ("PDF called .txt", "Word file called .zip", "text without a name", "zip with names written right to left")


@pytest.fixture(scope="module", autouse=True)
def _children_with_small_limits():
    """Those of earlier tests end before, and ours after: limits are those of a child's start."""
    pool.close()
    yield
    pool.close()


@pytest.fixture(autouse=True)
def _small_limits(settings, _children_with_small_limits):
    for name, value in LIMITS.items():
        setattr(settings, name, value)


def test_there_are_enough_of_them():
    assert len(FILES) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_imported_or_refused_in_plain_words(name):
    ended = bring_in(name, FILES[name])
    assert ended.wrong == []
    if name in HARMLESS:
        assert ended.status == "imported", ended.message


def test_pages_are_answered_while_a_child_spins(db, client, reviewer):
    client.force_login(reviewer)
    page = reverse("documents:list")
    client.get(page)  # what is loaded when it is first needed
    used, refused = [], []

    def read() -> None:
        data = FILES["PDF with a form that shows itself"].make()
        try:
            refused.append(read_apart(data).reason)
        finally:
            used.append(time.thread_time())

    reading = threading.Thread(target=read)
    reading.start()
    answered = 0
    while reading.is_alive():
        assert client.get(page).status_code == 200
        answered += reading.is_alive()
    assert refused == [TookTooLong().reason]
    assert answered >= 3
    # Whoever asked has only waited.
    assert used[0] < 0.5
