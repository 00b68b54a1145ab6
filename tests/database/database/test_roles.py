"""Two roles on the real server, and what each may do."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from factcheck.audit.models import Entry
from factcheck.database.grants import read_only_tables
from factcheck.database.roles import as_owner


def current_user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def refused(statement: str) -> str:
    """The database's reason for refusing the statement; fails the test if it does not."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def test_tests_run_as_the_app(db):
    assert current_user() == connection.role_name("app")


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_only_the_owner_within_the_block():
    with as_owner():
        assert current_user() == connection.role_name("owner")
        with as_owner():
            assert current_user() == connection.role_name("owner")
        assert current_user() == connection.role_name("owner")
    assert current_user() == connection.role_name("app")


def test_the_role_does_not_change_inside_a_transaction(db):
    with pytest.raises(TransactionManagementError), as_owner():
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE audit_entry (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE cache ADD COLUMN more int",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "DROP TABLE cache",
        "TRUNCATE cache",
        "SET session_replication_role = replica",
        "SET ROLE factcheck_owner",
        "CREATE ROLE another",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
        "UPDATE django_migrations SET name = ''",
        "DELETE FROM django_migrations",
        "COPY cache TO PROGRAM 'cat'",
    ],
)
def test_the_app_may_not(db, statement):
    reason = refused(statement)
    assert any(words in reason for words in ("permission denied", "must be owner", "superuser"))


def test_tables_declared_read_only_can_be_read_and_not_written(db):
    assert "audit_entry" in read_only_tables()
    with connection.cursor() as cursor:
        for table in read_only_tables():
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert "permission denied" in refused(f"DELETE FROM {table}")


def test_only_functions_of_the_job_queue_can_be_called(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, has_function_privilege(oid, 'EXECUTE') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
        )
        may_call = dict(cursor.fetchall())
    assert any(may_call.values())
    assert {name for name, may in may_call.items() if may} == {
        name for name in may_call if name.startswith("procrastinate_")
    }


@pytest.mark.django_db(transaction=True)
def test_a_right_granted_by_hand_is_gone_after_the_next_migration():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON cache TO {connection.role_name('app')}")
    call_command("migrate", verbosity=0)
    assert "permission denied" in refused("TRUNCATE cache")


@pytest.mark.django_db(transaction=True)
def test_flush_empties_tables_that_the_app_may_not_delete_from(django_user_model):
    from factcheck.accounts.actions import create_user

    create_user(email="ann@desk.example", name="Ann", role="viewer")
    call_command("flush", interactive=False, verbosity=0)
    assert not django_user_model.objects.exists()
    assert not Entry.objects.filter(table_name="accounts_user").exists()
    assert create_user(email="bo@desk.example", name="Bo", role="viewer").pk == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 0
