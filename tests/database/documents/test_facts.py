import pytest
from django.db import IntegrityError, connection, transaction

from factcheck.audit.context import acting
from factcheck.database.objects import StaleVersion
from factcheck.database.partial_dates import parse
from factcheck.documents.actions import HowIsMissing, confirm_facts, establish_facts
from factcheck.documents.models import Document

from .cast import document

TEXT = "The bridge was closed on Monday. It opened again on Friday, two days late."


@pytest.fixture
def bridge(reviewer):
    return document(TEXT, reviewer)


def attack(assignments: str, key: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE documents_document SET {assignments} WHERE id = %s", [key])


def test_what_the_desk_establishes_says_how(bridge):
    changed = establish_facts(
        document=bridge, expected=1, facts={"published": parse("August 2020")}, hows={"published": "the editor's mail"}
    )
    assert (changed.published_on.iso, changed.published_basis) == ("2020-08", "desk")
    assert changed.published_how == "the editor's mail"
    assert changed.version == 2


def test_a_fact_without_how_is_refused_and_nothing_is_kept(bridge):
    with pytest.raises(HowIsMissing, match="author"):
        establish_facts(document=bridge, expected=1, facts={"author": "A. Writer"}, hows={"author": "  "})
    bridge.refresh_from_db()
    assert bridge.author is None


def test_a_fact_that_stays_the_same_keeps_its_basis(reviewer):
    found = document("# The bridge\n\nIt was *closed* on Monday.\n\n- by [rail](https://rail.example)\n", reviewer)
    assert (found.title, found.title_basis) == ("The bridge", "content")
    same = establish_facts(document=found, expected=1, facts={"title": "The bridge"}, hows={"title": "I say so"})
    assert (same.title_basis, same.version) == ("content", 1)


def test_how_the_desk_knows_can_be_put_right(bridge):
    once = establish_facts(document=bridge, expected=1, facts={"author": "A. W."}, hows={"author": "a guess"})
    again = establish_facts(document=once, expected=2, facts={"author": "A. W."}, hows={"author": "the print edition"})
    assert again.author_how == "the print edition"


def test_a_fact_that_nobody_knows_any_more_has_no_basis(bridge):
    known = establish_facts(document=bridge, expected=1, facts={"language": None}, hows={})
    assert (known.language, known.language_basis, known.language_how) == (None, "", "")


def test_who_saves_second_is_told(bridge):
    establish_facts(document=bridge, expected=1, facts={"author": "A. W."}, hows={"author": "byline"})
    with pytest.raises(StaleVersion):
        establish_facts(document=bridge, expected=1, facts={"author": "B. W."}, hows={"author": "byline"})


def test_who_checked_the_facts_is_kept(bridge, reviewer):
    with acting(reviewer, action="test"):
        checked = confirm_facts(document=bridge, expected=1, by=reviewer)
    assert checked.confirmed_by == reviewer
    assert checked.confirmed_at


@pytest.mark.parametrize("fact", ["title", "author", "language", "url"])
def test_the_database_refuses_a_fact_without_a_basis(bridge, fact):
    with pytest.raises(IntegrityError, match=f"documents_{fact}_has_a_basis"):
        attack(f"{fact} = 'x', {fact}_basis = ''", bridge.pk)


def test_the_database_refuses_a_date_and_a_source_without_a_basis(bridge):
    with pytest.raises(IntegrityError, match="documents_published_has_a_basis"):
        attack("published = '[2020-01-01,2021-01-01)'", bridge.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sources_source (name, homepage, description, reliability, reliability_note,"
            " state_affiliation, state_affiliation_note, retracted_reason, created_at, version)"
            " VALUES ('x', '', '', '', '', '', '', '', now(), 1) RETURNING id"
        )
        source = cursor.fetchone()[0]
    with pytest.raises(IntegrityError, match="documents_source_has_a_basis"):
        attack(f"source_id = {source}", bridge.pk)


@pytest.mark.parametrize("fact", Document.FACTS)
def test_the_database_refuses_a_basis_without_a_fact(bridge, fact):
    column = "source_id" if fact == "source" else fact
    with pytest.raises(IntegrityError, match=f"documents_{fact}_has_a_basis"):
        attack(f"{column} = NULL, {fact}_basis = 'content'", bridge.pk)


@pytest.mark.parametrize("fact", Document.FACTS)
def test_the_database_refuses_what_the_desk_established_without_saying_how(bridge, fact):
    with pytest.raises(IntegrityError, match=f"documents_{fact}_"):
        attack(f"{fact}_basis = 'desk', {fact}_how = ''", bridge.pk)


def test_the_database_refuses_facts_checked_by_nobody(bridge):
    with pytest.raises(IntegrityError, match="documents_document_confirmed_by_somebody"):
        attack("confirmed_at = now()", bridge.pk)


def test_the_database_refuses_a_document_merged_into_itself(bridge):
    with pytest.raises(IntegrityError, match="documents_document_not_merged_into_itself"):
        attack("merged_into_id = id", bridge.pk)


def test_a_document_is_never_deleted(bridge):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=bridge.pk).delete()


@pytest.mark.parametrize(
    ("table", "assignment"),
    [
        ("documents_capture", "sha256 = repeat('b', 64)"),
        ("documents_capture", "received_from = 'somebody else'"),
        ("documents_extraction", "text = 'other words'"),
        ("documents_extraction", "blocks = '[]'"),
    ],
)
def test_what_was_received_and_drawn_is_never_rewritten(bridge, table, assignment):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {assignment}")


@pytest.mark.parametrize(
    ("number", "sha256", "constraint"),
    [
        ("number + 1", "sha256", "documents_capture_once_per_bytes"),
        ("number", "repeat('c', 64)", "documents_capture_number_unique"),
        ("number + 1", "'nonsense'", "documents_capture_sha256_is_hex"),
    ],
)
def test_the_database_holds_captures_apart(bridge, number, sha256, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_capture (document_id, number, sha256, size, media_type, encoding, filename,"
            " received_how, received_from, copied_text, captured_at, member, messages)"
            f" SELECT document_id, {number}, {sha256}, size, media_type, encoding, filename, received_how,"
            " received_from, copied_text, captured_at, member, messages FROM documents_capture"
        )
