"""Settings that each transaction is told before anything else."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import DataError, connection, transaction

from factcheck.database.session import resend, transaction_settings

pytestmark = pytest.mark.django_db(transaction=True)


def setting() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('factcheck.test', true)")
        return cursor.fetchone()[0]


@contextmanager
def told(value: str | None):
    token = transaction_settings.set({"factcheck.test": value} if value is not None else {})
    resend()
    try:
        yield
    finally:
        transaction_settings.reset(token)
        resend()


def test_a_transaction_knows_from_its_first_statement():
    with told("Ann"), transaction.atomic():
        assert setting() == "Ann"


def test_nothing_is_left_for_the_next_transaction():
    with told("Ann"), transaction.atomic():
        pass
    with transaction.atomic():
        assert not setting()


def test_nothing_is_sent_in_autocommit():
    with told("Ann"):
        assert not setting()


def test_a_change_within_a_transaction_holds_from_then_on():
    with told("Ann"), transaction.atomic():
        with told("Ben"):
            assert setting() == "Ben"
        assert setting() == "Ann"


def test_what_is_no_longer_said_is_blanked():
    with transaction.atomic():
        with told("Ann"):
            pass
        assert setting() == ""


def test_a_failed_transaction_does_not_hide_its_error():
    with pytest.raises(DataError, match="division by zero"), transaction.atomic(), told("Ann"):
        fail()


def fail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def test_after_a_savepoint_is_rolled_back_the_earlier_setting_holds():
    with told("Ann"), transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(), told("Ben"):
            fail()
        assert setting() == "Ann"


def test_what_a_rolled_back_savepoint_was_told_is_told_again():
    with told("Ann"), transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(), told("Ben"):
            fail()
        with told("Ben"):
            assert setting() == "Ben"
        assert setting() == "Ann"


def test_only_what_changed_is_sent(monkeypatch):
    sent: list[str] = []
    # What a new connection is told first is another matter.
    connection.ensure_connection()
    monkeypatch.setattr(psycopg.ClientCursor, "execute", recorded(psycopg.ClientCursor.execute, sent))
    with told("Ann"), transaction.atomic(), told("Ann"), told("Ben"):
        pass
    told_first, changed, changed_back = sent
    assert told_first[1] == changed_back[1] == ["factcheck.test", "Ann"]
    assert changed[1] == ["factcheck.test", "Ben"]


def recorded(execute, sent):
    def execute_and_record(self, query, params=None, **options):
        sent.append((query, params))
        return execute(self, query, params, **options)

    return execute_and_record


def test_values_may_hold_anything():
    with told("O'Brien %s; DROP TABLE cache; -- \U0001f642"), transaction.atomic():
        assert setting() == "O'Brien %s; DROP TABLE cache; -- \U0001f642"


def test_the_query_log_shows_only_the_page_s_own_queries(django_assert_num_queries):
    # BEGIN, the query, COMMIT: Django shows these itself.
    with told("Ann"), django_assert_num_queries(3), transaction.atomic():
        setting()
