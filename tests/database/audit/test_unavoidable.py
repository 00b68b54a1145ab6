"""From the app's connection, which is the tests' own, an entry cannot be changed, removed, forged or avoided.

Each test tries one way with the app's real rights. Being refused is one good end; the other is that the write
goes through and its entry is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage
from factcheck.sources.models import Source
from factcheck.verdicts.models import Author, Review, Submission, Verdict
from tests.database.audit.conftest import run_sql

ENTRY_COLUMNS = (
    "at, xid, table_name, object_id, operation, about, action, actor, actor_id, role, reason, request, salt,"
    " before, after"
)
FORGED = "now(), '1', 't', 1, 'insert', '{C-0001}', 'a', 'a', 1, '', '', '', '', null, '{}'"


@contextmanager
def permission_denied() -> Iterator[None]:
    """The block is refused for want of rights, and not for a slip in the test's own SQL."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        yield
    assert refused.value.__cause__.sqlstate == "42501", refused.value


@pytest.fixture
def source(editor) -> Source:
    with acting(editor, action="sources:new"):
        return Source.objects.create(name="Border Weekly")


def write_and_find_entry(source: Source, entries_since) -> None:
    """A plain write, which must have left its entry."""
    entries_since()
    run_sql("UPDATE sources_source SET description = 'unseen' WHERE id = %s", [source.pk])
    (entry,) = entries_since()
    assert entry.after == {"description": "unseen"}


def test_the_tests_run_as_a_role_that_owns_nothing_and_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole, (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, 0)


# --- changed, removed, forged -----------------------------------------------------------------------------


def test_an_entry_cannot_be_changed(source):
    with permission_denied():
        run_sql("UPDATE audit_entry SET actor = 'nobody'")


def test_an_entry_cannot_be_changed_through_the_model(source):
    with permission_denied():
        Entry.objects.update(actor="nobody")


def test_an_entry_cannot_be_removed(source):
    with permission_denied():
        run_sql("DELETE FROM audit_entry")


def test_an_entry_cannot_be_inserted(source):
    with permission_denied():
        run_sql(f"INSERT INTO audit_entry ({ENTRY_COLUMNS}) VALUES ({FORGED})")


def test_an_entry_cannot_be_merged_in(source):
    with permission_denied():
        run_sql(
            "MERGE INTO audit_entry e USING (SELECT 0 AS id) x ON e.id = x.id"
            f" WHEN NOT MATCHED THEN INSERT ({ENTRY_COLUMNS}) VALUES ({FORGED})"
        )


def test_an_entry_cannot_be_copied_in(source):
    with permission_denied():
        _copy_in("1\n")


def _copy_in(row: str) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy("COPY audit_entry FROM STDIN") as copy,
    ):
        copy.write(row)


def test_the_entries_cannot_be_truncated(source):
    with permission_denied():
        run_sql("TRUNCATE audit_entry")


def test_an_audited_table_cannot_be_truncated(source):
    with permission_denied():
        run_sql("TRUNCATE sources_source CASCADE")


def test_the_entries_cannot_be_locked_away_from_other_writers(source):
    with permission_denied():
        run_sql("LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE")


def test_the_counter_of_entries_cannot_be_set_back(source):
    with permission_denied():
        run_sql("SELECT setval('audit_entry_id_seq', 1)")


def test_the_counter_of_entries_cannot_be_altered(source):
    with permission_denied():
        run_sql("ALTER SEQUENCE audit_entry_id_seq RESTART WITH 1")


# --- the machinery -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["sources_source", "evidence_evidence", "verdicts_review", "audit_entry"])
def test_the_triggers_of_a_table_cannot_be_disabled(db, table):
    with permission_denied():
        run_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def test_a_trigger_cannot_be_dropped(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'sources_source'::regclass AND NOT tgisinternal")
        names = [name for (name,) in cursor.fetchall()]
    assert names
    for name in names:
        with permission_denied():
            run_sql(f'DROP TRIGGER "{name}" ON sources_source')


def test_a_trigger_cannot_be_added_that_undoes_the_write_of_an_entry(db):
    with permission_denied():
        run_sql(
            "CREATE TRIGGER undo BEFORE INSERT ON audit_entry FOR EACH ROW"
            " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )


#: What each table's trigger calls to write an entry.
WRITE = "audit_write(oid, text, bigint, text[], jsonb, jsonb)"


def test_the_function_of_a_table_cannot_be_replaced(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgfoid::regproc::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_audit\\_%%' LIMIT 1"
        )
        (function,) = cursor.fetchone()
    with permission_denied():
        run_sql(f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")


def test_the_function_that_writes_entries_cannot_be_dropped(db):
    with permission_denied():
        run_sql(f"DROP FUNCTION {WRITE} CASCADE")


def test_the_function_that_writes_entries_cannot_be_replaced(db):
    with permission_denied():
        run_sql(f"CREATE OR REPLACE FUNCTION {WRITE} RETURNS void LANGUAGE plpgsql AS 'BEGIN RETURN; END'")


def test_the_function_that_writes_entries_cannot_be_altered(db):
    with permission_denied():
        run_sql(f"ALTER FUNCTION {WRITE} SECURITY DEFINER")


@pytest.mark.parametrize(
    "call",
    [
        "audit_write('accounts_user'::regclass, 'update', 1, ARRAY['U-0001'], NULL, '{}')",
        "audit_refuse_change()",
        "audit_public_id('C', 1)",
        "audit_hidden('{}', '{}', '{}')",
    ],
)
def test_the_functions_beneath_cannot_be_called(db, call):
    with permission_denied():
        run_sql(f"SELECT {call}")


def test_a_table_cannot_be_made_whose_trigger_calls_the_function_with_arguments_of_ones_own(db):
    with permission_denied():
        run_sql("CREATE TABLE verdicts_review_of_mine (id bigint)")


def test_a_table_cannot_be_replaced_by_renaming_it(db):
    with permission_denied():
        run_sql("ALTER TABLE audit_entry RENAME TO elsewhere")


def test_a_rule_cannot_turn_writes_of_entries_into_nothing(db):
    with permission_denied():
        run_sql("CREATE RULE nothing AS ON INSERT TO audit_entry DO INSTEAD NOTHING")


# --- session settings ---------------------------------------------------------------------------------------


def test_the_session_cannot_pose_as_a_replica(db):
    with permission_denied():
        run_sql("SET session_replication_role = replica")


def test_the_session_cannot_become_the_owner(db):
    owner = connection.role_name("owner")
    with permission_denied():
        run_sql(f'SET ROLE "{owner}"')
    with permission_denied():
        run_sql(f'SET SESSION AUTHORIZATION "{owner}"')


def test_ignoring_triggers_as_pgtrigger_does_does_not_avoid_an_entry(source, entries_since):
    with pgtrigger.ignore("sources.Source:audit"):
        write_and_find_entry(source, entries_since)
    with pgtrigger.ignore():
        write_and_find_entry(Source.objects.create(name="Another"), entries_since)


def test_ignoring_triggers_by_raw_setting_does_not_avoid_an_entry(source, entries_since):
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text) FROM pg_trigger WHERE NOT tgisinternal")
        (names,) = cursor.fetchone()
    run_sql("SELECT set_config('pgtrigger.ignore', %s, false)", ["{" + ",".join(names) + "}"])
    try:
        write_and_find_entry(source, entries_since)
    finally:
        run_sql("RESET pgtrigger.ignore")


def test_ignoring_triggers_does_not_make_a_passage_changeable(passage):
    with pgtrigger.ignore(), pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.filter(pk=passage.pk).update(quote="The tunnel")


def test_ignoring_triggers_does_not_make_evidence_deletable(evidence):
    with pgtrigger.ignore(), pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk)._raw_delete("default")


@pytest.fixture
def submission(claim, editor) -> Submission:
    """Written and sent for review by the editor, who therefore may not approve it."""
    with acting(editor, action="test"):
        verdict = Verdict.objects.create(claim=claim, number=1, conclusion="So it is.", explanation="See.")
        submission = Submission.objects.create(
            verdict=verdict,
            claim=claim,
            number=1,
            statement=claim.statement,
            conclusion=verdict.conclusion,
            explanation=verdict.explanation,
            content={},
            submitted_by=editor,
        )
        verdict.change(state="in_review")
    return submission


def test_ignoring_triggers_does_not_let_an_author_approve(submission, editor):
    with acting(editor, action="test"), pgtrigger.ignore():
        with pytest.raises(IntegrityError, match="author"), transaction.atomic():
            Review.objects.create(submission=submission, reviewer=editor, decision="approve")
        with pytest.raises(IntegrityError, match="second person"), transaction.atomic():
            Verdict.objects.filter(pk=submission.verdict_id).update(state="approved")


def test_the_list_of_authors_cannot_be_written_by_hand(submission, editor, admin):
    for statement in (
        "DELETE FROM verdicts_author",
        f"INSERT INTO verdicts_author (verdict_id, user_id, since) VALUES ({submission.verdict_id}, {admin.pk}, now())",
        f"UPDATE verdicts_author SET user_id = {admin.pk}",
        "TRUNCATE verdicts_author",
    ):
        with permission_denied():
            run_sql(statement)
    assert [author.user_id for author in Author.objects.all()] == [editor.pk]


# --- names that stand for something else ------------------------------------------------------------------


@pytest.mark.parametrize("table", ["audit_entry", "accounts_user", "verdicts_author"])
def test_a_temporary_table_cannot_be_forged(db, table):
    with permission_denied():
        run_sql(f"CREATE TEMP TABLE {table} (id bigint)")


def test_a_temporary_view_cannot_be_forged(db):
    with permission_denied():
        run_sql("CREATE TEMP VIEW audit_entry AS SELECT 1 AS id")


def test_a_schema_of_ones_own_cannot_be_made(db):
    with permission_denied():
        run_sql("CREATE SCHEMA mine")


def test_nothing_can_be_made_in_the_public_schema(db):
    with permission_denied():
        run_sql("CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql AS 'SELECT ''insert'''")


@pytest.mark.parametrize("path", ["pg_temp, public", "pg_temp, pg_catalog, public", "public"])
def test_another_search_path_does_not_lead_the_entry_astray(source, entries_since, path):
    run_sql(f"SET LOCAL search_path = {path}")
    write_and_find_entry(source, entries_since)


def test_an_empty_search_path_does_not_lead_the_entry_astray(source, entries_since):
    entries_since()
    run_sql("SET LOCAL search_path = ''")
    run_sql("UPDATE public.sources_source SET description = 'unseen' WHERE id = %s", [source.pk])
    run_sql("SET LOCAL search_path = public")
    (entry,) = entries_since()
    assert (entry.table_name, entry.after) == ("sources_source", {"description": "unseen"})


# --- what the session says of itself -------------------------------------------------------------------------


@pytest.mark.parametrize("actor_id", ["abc", "1.5", "9" * 40, "1; DROP TABLE audit_entry"])
def test_a_write_under_an_actor_that_is_no_key_is_refused_as_a_whole(source, entries_since, actor_id):
    entries_since()
    run_sql("SELECT set_config('factcheck.actor_id', %s, true)", [actor_id])
    with pytest.raises(DataError), transaction.atomic():
        run_sql("UPDATE sources_source SET description = 'unseen'")
    source.refresh_from_db()
    assert source.description == ""
    assert entries_since() == []


def test_a_very_long_reason_does_not_stop_the_entry(source, entries_since):
    entries_since()
    run_sql("SELECT set_config('factcheck.reason', repeat('x', 5000000), true)")
    run_sql("SELECT set_config('factcheck.action', repeat('y', 100000), true)")
    try:
        with transaction.atomic():
            run_sql("UPDATE sources_source SET description = 'unseen'")
    except DatabaseError:
        source.refresh_from_db()
        assert source.description == ""
    else:
        assert len(entries_since()[0].reason) == 5_000_000


def test_text_in_a_setting_is_text_and_never_sql(source, entries_since):
    words = "'); DELETE FROM audit_entry; --"
    entries_since()
    with acting(actor=words, action=words, reason=words):
        run_sql("UPDATE sources_source SET description = 'unseen'")
    (entry,) = entries_since()
    assert (entry.actor, entry.action, entry.reason) == (words, words, words)


def test_taking_the_settings_away_leaves_an_entry_under_the_session_user(source, editor, entries_since):
    entries_since()
    with acting(editor, action="sources:edit"):
        run_sql("SELECT set_config('factcheck.actor', '', true), set_config('factcheck.actor_id', '', true)")
        run_sql("UPDATE sources_source SET description = 'unseen'")
    (entry,) = entries_since()
    assert entry.actor == connection.role_name("app")
    assert entry.actor_id is None


def test_prepared_and_anonymous_code_leaves_entries_like_any_other(source, entries_since):
    entries_since()
    run_sql("DO $$ BEGIN UPDATE sources_source SET description = 'one'; END $$")
    run_sql("PREPARE unseen AS UPDATE sources_source SET description = 'two'")
    run_sql("EXECUTE unseen")
    run_sql("DEALLOCATE unseen")
    run_sql("WITH w AS (UPDATE sources_source SET description = 'three' RETURNING 1) SELECT * FROM w")
    assert [entry.after["description"] for entry in entries_since()] == ["one", "two", "three"]


def test_the_cursor_of_a_select_for_update_leaves_an_entry_too(source, entries_since):
    entries_since()
    run_sql("DECLARE here CURSOR FOR SELECT id FROM sources_source FOR UPDATE")
    run_sql("FETCH here")
    run_sql("UPDATE sources_source SET description = 'unseen' WHERE CURRENT OF here")
    (entry,) = entries_since()
    assert entry.after == {"description": "unseen"}


def test_the_role_cannot_give_itself_more_rights(db):
    role, database = connection.role_name("app"), connection.settings_dict["NAME"]
    for statement in (
        f'ALTER ROLE "{role}" SUPERUSER',
        f'GRANT "{connection.role_name("owner")}" TO "{role}"',
        f'ALTER DATABASE "{database}" SET session_replication_role = replica',
        f'ALTER ROLE "{role}" SET session_replication_role = replica',
    ):
        with permission_denied():
            run_sql(statement)


def test_granting_oneself_the_right_to_write_entries_has_no_effect(source):
    # PostgreSQL warns and grants nothing.
    run_sql("GRANT ALL ON audit_entry TO PUBLIC")
    with permission_denied():
        run_sql("UPDATE audit_entry SET actor = 'nobody'")
