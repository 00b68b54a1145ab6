"""Every table is audited, or stands here with the reason why not."""

import pytest
from django.apps import apps
from django.db import connection

from factcheck.audit import registry
from factcheck.audit.triggers import Audited

NOT_AUDITED = {
    "notifications_notification": "what people were told of what is in the trail; read or not is their own affair",
    "accounts_unsentform": "what somebody typed and has not saved: nothing was done yet, and it is their own affair",
    "audit_entry": "the record itself; nobody but its trigger function may write it",
    "django_migrations": "written by the owner when the schema changes; the app's role may only read it",
    "django_session": "who is signed in where: derived from signing in, gone when it expires",
    "usersessions_usersession": "the list of sessions people see; changes with every request",
    "cache": "rate limits and other things that may be lost at any time",
    "django_content_type": "names of models, written by migrations",
    "auth_permission": "not used: roles decide; written by migrations",
    "auth_group": "not used: roles decide",
    "auth_group_permissions": "not used: roles decide",
    "django_admin_log": "the admin's own list of recent actions, told in full by the entries of the rows",
    "documents_pagelayout": "where words stand on a page: drawn again from the same bytes, and immutable",
    "documents_importfile": "how far a job has come; what it brought in is audited",
    "documents_importoutcome": "the job's own list of what it did; the documents it names are audited",
    "documents_fingerprint": "derived from the text, made anew when the method changes",
    "passages_segment": "derived from the text for search, cut anew when the method changes",
    "passages_segmenting": "how far the cutting has come",
    "account_emailconfirmation": "pending confirmations: a key that expires; the address itself is audited",
}
#: Jobs come and go; what they do is audited where they do it.
NOT_AUDITED_PREFIXES = {"procrastinate_": "jobs: what they change is audited in the tables they change"}


def tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        )
        return {name for (name,) in cursor.fetchall()}


#: Of `pg_trigger.tgtype`.
ROW, INSERT, DELETE, UPDATE = 1, 4, 8, 16


def audited_tables() -> dict[str, int]:
    """Tables with enabled triggers whose functions write entries of all rows; and for which operations."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype, tgnewtable FROM pg_trigger WHERE tgfoid IN"
            " (SELECT oid FROM pg_proc WHERE prosrc LIKE '%PERFORM audit_write(TG_RELID%'"
            " OR prosrc LIKE '%INSERT INTO public.audit_entry%FROM new_rows added;%')"
            " AND tgenabled = 'O' AND tgqual IS NULL"
        )
        found: dict[str, int] = {}
        for table, kind, new_rows in cursor.fetchall():
            # After each row; or after the statement, with all the rows that it inserted.
            assert kind & ~(INSERT | DELETE | UPDATE) == (0 if new_rows else ROW)
            assert new_rows is None or (new_rows, kind) == ("new_rows", INSERT)
            assert not found.get(table, 0) & kind & ~ROW, f"two entries for one change of {table}"
            found[table] = found.get(table, 0) | (kind & ~ROW)
        return found


def is_listed(table: str) -> bool:
    return table in NOT_AUDITED or table.startswith(tuple(NOT_AUDITED_PREFIXES))


def test_every_table_is_audited_or_listed_with_a_reason(db):
    assert {table for table in tables() - audited_tables().keys() if not is_listed(table)} == set()


def test_no_audited_table_is_listed_as_not_audited(db):
    assert {table for table in audited_tables() if is_listed(table)} == set()


def test_the_list_names_only_tables_that_exist(db):
    assert NOT_AUDITED.keys() - tables() <= {"django_admin_log", "auth_group", "auth_group_permissions"}


def test_every_audited_table_is_audited_for_rows_added_changed_and_deleted(db):
    assert set(audited_tables().values()) == {INSERT | DELETE | UPDATE}


def test_every_audited_table_is_named_to_the_audit_pages(db):
    unnamed = {table for table in audited_tables() if registry.of_table(table).label == table.replace("_", " ")}
    # An e-mail address and a second factor are called what they are.
    assert unnamed == set()


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("factcheck.")])
def test_the_letters_of_public_ids_are_those_of_the_trigger(model):
    declared = [trigger for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, Audited)]
    if model._meta.db_table in NOT_AUDITED:
        assert declared == []
        return
    (trigger,) = declared
    assert trigger.kind == getattr(model, "KIND", "")
    for parent in trigger.parents:
        parts = parent.split(":")
        target = model._meta.get_field(parts[0].removesuffix("_id")).related_model
        if len(parts) == 4:
            assert target._meta.db_table == parts[2]
            target = target._meta.get_field(parts[3].removesuffix("_id")).related_model
        assert parts[1] == target.KIND


def test_letters_of_public_ids_are_used_once():
    letters = [model.KIND for model in apps.get_models() if getattr(model, "KIND", "")]
    assert len(letters) == len(set(letters))


def test_no_model_makes_a_table_of_its_own_for_many_to_many():
    ours = [model for model in apps.get_models() if model.__module__.startswith("factcheck.")]
    assert [field for model in ours for field in model._meta.local_many_to_many] == []
