import pytest
from django.db import IntegrityError, connection, transaction

from factcheck.audit.context import acting
from factcheck.documents.actions import (
    AlreadyMerged,
    ReasonIsMissing,
    RelatedAlready,
    SameBytesTwice,
    SameDocument,
    declare_same_work,
    relate_documents,
    withdraw_relation,
)
from factcheck.documents.models import DocumentRelation
from factcheck.passages.actions import mark_passage

from .cast import bring_in, document

COPY = DocumentRelation.Kind.COPY


@pytest.fixture
def old(reviewer):
    return document("The bridge was closed on Monday. It opened again on Friday.", reviewer, url="https://a.example/b")


@pytest.fixture
def new(reviewer):
    return document("The bridge was closed on Monday. It opened again on Friday!", reviewer)


@pytest.fixture(autouse=True)
def _as_the_reviewer(reviewer):
    with acting(reviewer, action="test"):
        yield


def test_captures_move_behind_those_that_are_there_and_passages_along(old, new, reviewer):
    passage = mark_passage(extraction=old.captures.get().extractions.get(), start=4, end=10, by=reviewer)
    assert declare_same_work(document=old, into=new) == new
    passage.refresh_from_db()
    old.refresh_from_db()
    assert [capture.number for capture in new.captures.order_by("number")] == [1, 2]
    assert (passage.document, passage.quote) == (new, "bridge")
    assert (old.merged_into, old.standing_document) == (new, new)


def test_facts_are_lent_with_their_basis_and_where_they_come_from(old, new):
    into = declare_same_work(document=old, into=new)
    assert (into.url, into.url_basis) == ("https://a.example/b", "desk")
    assert into.url_how == f"given at import ({old.public_id})"
    assert into.source == old.source


def test_facts_that_are_there_are_not_overwritten(old, reviewer):
    other = document("Another text of the same work.", reviewer, url="https://c.example/d")
    into = declare_same_work(document=old, into=other)
    assert into.url == "https://c.example/d"


def test_a_merge_stays_one_step_deep(old, new, reviewer):
    last = document("A third receipt of the same work.", reviewer)
    declare_same_work(document=old, into=new)
    new.refresh_from_db()
    declare_same_work(document=new, into=last)
    old.refresh_from_db()
    assert old.standing_document == last
    assert last.captures.count() == 3


def test_the_very_same_bytes_cannot_be_two_captures_of_one_work(reviewer):
    one = bring_in("The very same words.", reviewer, url="https://one.example/a").document
    two = bring_in("The very same words.", reviewer, url="https://two.example/a").document
    with pytest.raises(SameBytesTwice, match="copy of the other"):
        declare_same_work(document=one, into=two)
    assert one.captures.count() == 1


def test_what_was_merged_is_not_merged_again(old, new, reviewer):
    declare_same_work(document=old, into=new)
    with pytest.raises(AlreadyMerged, match=old.public_id):
        declare_same_work(document=old, into=document("Something else altogether.", reviewer))


def test_a_document_is_not_its_own_further_capture(old):
    with pytest.raises(SameDocument):
        declare_same_work(document=old, into=old)


def test_relations_follow_the_work(old, new, reviewer):
    origin = document("The original of it all.", reviewer)
    relation = relate_documents(document=old, kind=COPY, other=origin, by=reviewer)
    declare_same_work(document=old, into=new)
    relation.refresh_from_db()
    assert (relation.document, relation.other, relation.withdrawn_at) == (new, origin, None)


def test_a_relation_between_what_became_one_is_taken_back_with_the_reason(old, new, reviewer):
    relation = relate_documents(document=old, kind=COPY, other=new, by=reviewer)
    declare_same_work(document=old, into=new)
    relation.refresh_from_db()
    assert relation.withdrawn_at
    assert "same work" in relation.withdrawn_reason


def test_two_documents_are_related_once_whichever_way_round(old, new, reviewer):
    relate_documents(document=old, kind=COPY, other=new, by=reviewer)
    with pytest.raises(RelatedAlready):
        relate_documents(document=new, kind=DocumentRelation.Kind.EXCERPT, other=old, by=reviewer)


def test_a_document_is_no_copy_of_itself(old, reviewer):
    with pytest.raises(SameDocument):
        relate_documents(document=old, kind=COPY, other=old, by=reviewer)


def test_a_relation_is_taken_back_for_a_reason_only(old, new, reviewer):
    relation = relate_documents(document=old, kind=COPY, other=new, by=reviewer)
    with pytest.raises(ReasonIsMissing):
        withdraw_relation(relation=relation, reason=" ")
    withdraw_relation(relation=relation, reason="the bylines differ")
    relation.refresh_from_db()
    assert relation.withdrawn_reason == "the bylines differ"
    relate_documents(document=old, kind=COPY, other=new, by=reviewer)


def refuse(sql: str, match: str) -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_database_holds_relations_to_their_rules(old, new, reviewer):
    relation = relate_documents(document=old, kind=COPY, other=new, by=reviewer)
    table = "documents_documentrelation"
    refuse(f"UPDATE {table} SET other_id = document_id", "documents_relation_is_between_two")
    refuse(f"UPDATE {table} SET withdrawn_at = now()", "needs a reason")
    refuse(f"DELETE FROM {table} WHERE id = {relation.pk}", "delete")
    refuse(
        f"INSERT INTO {table} (document_id, kind, other_id, note, declared_at, withdrawn_reason)"
        f" SELECT document_id, 'excerpt', other_id, '', now(), '' FROM {table}",
        "documents_relation_stands_once",
    )
