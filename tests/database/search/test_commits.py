"""Rows are followed in the order in which they can be seen, which is not that of their keys."""

import threading
import time

import pytest
from django.db import connections, transaction

from factcheck.passages.models import Segment
from factcheck.search.following import catch_up
from tests.database.search.test_following import bring, texts_found


def follow_until(found) -> None:
    """The horizon is that of the whole server: a test of another process may hold it back for a while."""
    deadline = time.monotonic() + 60
    while not found() and time.monotonic() < deadline:
        catch_up()
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_committed_late_is_not_passed_over():
    """Its rows have smaller keys than rows that were followed before."""
    ready, go = threading.Event(), threading.Event()
    # From now on the trail is followed.
    catch_up()

    def late():
        with transaction.atomic():
            bring("A late train stood in the station.", "late.txt")
            ready.set()
            go.wait(20)
        connections.close_all()

    thread = threading.Thread(target=late)
    thread.start()
    assert ready.wait(20)
    early = bring("An early bus left the square.", "early.txt")
    catch_up()
    # Below the horizon there is only what came before the oldest transaction at work.
    assert not Segment.objects.filter(extraction=early).exists()
    go.set()
    thread.join()
    follow_until(lambda: texts_found("train"))
    assert texts_found("train") == ["A late train stood in the station."]
    assert texts_found("bus") == ["An early bus left the square."]
