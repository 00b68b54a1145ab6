"""What can be done with sources, and what is refused."""

import pytest
from django.db import IntegrityError, connection, transaction

from factcheck.audit.context import because
from factcheck.audit.models import Entry
from factcheck.database.objects import StaleVersion
from factcheck.documents.models import Document
from factcheck.sources.actions import (
    SourceError,
    add_domain,
    change_source,
    create_source,
    ensure_source_for_url,
    merge_sources,
    relate,
    remove_domain,
    source_for_url,
    unmerge_source,
    unrelate,
)
from factcheck.sources.models import Source, SourceDomain

pytestmark = pytest.mark.django_db


def test_a_page_is_found_by_its_domain_and_by_the_domain_above(herald):
    assert source_for_url("https://www.herald.example/a") == herald
    assert source_for_url("https://news.herald.example:443/a") == herald
    assert source_for_url("https://other.example/") is None


def test_the_nearest_domain_wins(herald):
    blogs = create_source(name="Blogs", domains=("blogs.herald.example",))
    assert source_for_url("https://a.blogs.herald.example/") == blogs


def test_an_unknown_domain_makes_a_source_that_is_not_graded():
    source = ensure_source_for_url("https://www.unheard.example/a.html")
    assert (source.name, source.reliability) == ("unheard.example", "")
    assert ensure_source_for_url("https://unheard.example/b.html") == source
    assert Source.objects.count() == 1


def test_an_address_without_a_domain_makes_no_source():
    assert ensure_source_for_url("file:///a.html") is None
    assert not Source.objects.exists()


def test_a_new_grade_needs_a_reason_which_the_history_keeps(herald):
    with pytest.raises(SourceError, match="reason"):
        change_source(source=herald, reliability="B", reason="  ")
    change_source(source=herald, reliability="B", reason="Corrects its errors")
    entry = Entry.objects.about(herald.public_id).newest_first().first()
    assert (entry.reason, entry.before["reliability"], entry.after["reliability"]) == (
        "Corrects its errors",
        "C",
        "B",
    )


def test_the_database_refuses_a_new_grade_without_a_reason(herald):
    with pytest.raises(IntegrityError, match="reason"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sources_source SET reliability = 'A' WHERE id = %s", [herald.pk])
    herald.refresh_from_db()
    assert herald.reliability == "C"


def test_other_changes_need_no_reason_and_none_writes_nothing(herald):
    change_source(source=herald, description="A daily")
    assert herald.version == 2
    change_source(source=herald, description="A daily")
    assert herald.version == 2


def test_a_stale_change_is_refused(herald):
    change_source(source=Source.objects.get(pk=herald.pk), name="The Herald")
    with pytest.raises(StaleVersion):
        change_source(source=herald, expected=1, name="Herald Daily")
    with pytest.raises(StaleVersion):
        change_source(source=Source.objects.get(pk=herald.pk), expected=1)


def test_a_domain_belongs_to_one_source(herald, wire):
    with pytest.raises(SourceError, match="belongs to Herald"):
        add_domain(source=wire, domain="https://www.herald.example/")
    with pytest.raises(SourceError, match="not a domain"):
        add_domain(source=wire, domain="nonsense")
    assert add_domain(source=herald, domain="WWW.herald.example").source == herald
    assert herald.domains.count() == 1


def test_a_removed_domain_no_longer_finds_its_source_and_leaves_an_entry(herald):
    remove_domain(domain=herald.domains.get())
    assert source_for_url("https://herald.example/") is None
    assert Entry.objects.about(herald.public_id).newest_first().first().operation == "delete"


def test_a_relation_is_said_once_and_can_be_taken_back(herald, wire):
    first = relate(source=herald, kind="copies_from", other=wire)
    again = relate(source=herald, kind="copies_from", other=wire, note="Every night")
    assert first == again
    assert again.note == "Every night"
    unrelate(relation=again)
    assert not herald.relations.exists()
    with pytest.raises(SourceError):
        relate(source=herald, kind="owned_by", other=herald)


def test_merging_leaves_documents_and_domains_and_lets_lookups_follow(herald, wire):
    document = Document.objects.create(first_words="Words", source=herald, source_basis="content")
    assert merge_sources(source=herald, into=wire, reason="One newsroom") == wire
    document.refresh_from_db()
    assert document.source == herald
    assert herald.domains.count() == 1
    assert source_for_url("https://news.herald.example/") == wire
    assert ensure_source_for_url("https://herald.example/") == wire


def test_what_was_merged_before_goes_along(herald, wire):
    earlier = create_source(name="Evening Herald")
    merge_sources(source=earlier, into=herald, reason="Closed")
    merge_sources(source=herald, into=wire, reason="One newsroom")
    earlier.refresh_from_db()
    assert earlier.standing == wire
    assert set(Source.objects.family(earlier)) == {earlier, herald, wire}


def test_merges_make_no_circle(herald, wire):
    merge_sources(source=herald, into=wire, reason="One newsroom")
    for into in (wire, herald):
        with pytest.raises(SourceError):
            merge_sources(source=wire, into=into, reason="Again")
    with pytest.raises(SourceError, match="merged already"):
        merge_sources(source=herald, into=wire, reason="Again")
    with pytest.raises(SourceError, match="reason"):
        merge_sources(source=herald, into=wire, reason=" ")


@pytest.mark.parametrize(("source", "into"), [("wire", "herald"), ("third", "herald"), ("wire", "third")])
def test_the_database_refuses_a_merge_of_more_than_one_step(herald, wire, source, into):
    third = create_source(name="Third")
    merge_sources(source=herald, into=wire, reason="One newsroom")
    keys = {"herald": herald.pk, "wire": wire.pk, "third": third.pk}
    with pytest.raises(IntegrityError, match="stands for itself"), because("x"), transaction.atomic():
        Source.objects.filter(pk=keys[source]).update(merged_into=keys[into])


def test_the_database_refuses_a_merge_without_a_reason(herald, wire):
    with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
        Source.objects.filter(pk=herald.pk).update(merged_into=wire)


def test_a_merge_can_be_undone_for_a_reason(herald, wire):
    merge_sources(source=herald, into=wire, reason="One newsroom")
    herald.refresh_from_db()
    with pytest.raises(SourceError):
        unmerge_source(source=herald, reason="")
    assert unmerge_source(source=herald, reason="They split").merged_into is None
    assert source_for_url("https://herald.example/") == herald


def test_a_failed_domain_leaves_no_source_behind(herald):
    with pytest.raises(SourceError):
        create_source(name="New", domains=("new.example", "herald.example"))
    assert not Source.objects.filter(name="New").exists()
    assert not SourceDomain.objects.filter(domain="new.example").exists()


def test_a_domain_that_somebody_else_has_just_added_is_refused_in_words(herald, monkeypatch):
    other = create_source(name="The Rival", domains=("rival.example",))
    # The look finds nothing, as it does while the other one's transaction is under way.
    monkeypatch.setattr(SourceDomain.objects, "select_related", lambda *names: SourceDomain.objects.none())
    with pytest.raises(SourceError, match=r"just added rival\.example"):
        add_domain(source=herald, domain="rival.example")
    assert other.domains.get().domain == "rival.example"
