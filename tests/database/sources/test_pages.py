"""The list, the page of a source, its forms and the import in the browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.models import Claim
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage
from factcheck.reports.models import Export
from factcheck.sources.actions import change_source, create_source, merge_sources, relate
from factcheck.sources.models import Source

pytestmark = pytest.mark.django_db
LIST = "/sources/"


def document_of(source, text="There were none."):
    document = Document.objects.create(first_words=text, source=source, source_basis="content")
    capture = Capture.objects.create(
        document=document, number=1, sha256=f"{document.pk:064x}", size=1, media_type="text/plain", received_how="file"
    )
    Extraction.objects.create(
        capture=capture, extractor="test", extractor_version="1", text=text, blocks=[], line_ends="lf"
    )
    return document


def evidence_of(source, stance="corroborates", statement="There were no exercises"):
    document = document_of(source)
    extraction = Extraction.objects.get(capture__document=document)
    passage = Passage.objects.create(
        document=document, extraction=extraction, start=0, end=16, quote="There were none."
    )
    claim = Claim.objects.create(statement=statement, kind="fact")
    return Evidence.objects.create(claim=claim, passage=passage, stance=stance)


def names(response):
    return re.findall(r'<a href="/sources/S-\d+/"[^>]*>([^<]+)</a>', response.text)


def test_the_list_shows_sources_with_the_number_of_their_documents(as_viewer, herald, wire):
    for _ in range(3):
        document_of(herald)
    response = as_viewer.get(LIST)
    assert names(response) == ["Herald", "Wire"]
    assert re.findall(r'data-label="Documents">(\d+)<', response.text) == ["3", "0"]


def test_documents_of_a_merged_source_are_counted_where_it_went(as_viewer, herald, wire):
    document_of(herald)
    merge_sources(source=herald, into=wire, reason="One newsroom")
    response = as_viewer.get(LIST)
    assert names(response) == ["Wire"]
    assert 'data-label="Documents">1<' in response.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=wire.ex", ["Wire"]),
        ("q=HER", ["Herald"]),
        ("q=nothing", []),
        ("reliability=C", ["Herald"]),
        ("reliability=not-graded", ["Wire"]),
        ("affiliation=owned", ["Wire"]),
        ("affiliation=not-stated", ["Herald"]),
        ("sort=-documents", ["Wire", "Herald"]),
        ("sort=reliability", ["Herald", "Wire"]),
        ("sort=-created_at", ["Wire", "Herald"]),
        ("sort=nonsense&reliability=Z&page=99", ["Herald", "Wire"]),
    ],
)
def test_filters_and_order_stand_in_the_address(as_viewer, herald, wire, query, shown):
    change_source(source=wire, state_affiliation="owned")
    document_of(wire)
    assert names(as_viewer.get(f"{LIST}?{query}")) == shown


def test_the_list_costs_the_same_number_of_queries_for_2_rows_and_for_20(as_viewer, herald, wire):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_viewer.get(LIST).status_code == 200
        return len(queries)

    count()
    for_two = count()
    for number in range(18):
        document_of(create_source(name=f"Source {number}", domains=(f"s{number}.example",)))
    assert count() == for_two


def test_htmx_gets_the_rows_alone(as_viewer, herald):
    response = as_viewer.get(LIST, headers={"HX-Request": "true"})
    assert names(response) == ["Herald"]
    assert "<html" not in response.text
    assert "HX-Request" in response["Vary"]


def test_the_page_shows_documents_grades_relations_and_uses(as_viewer, editor, herald, wire):
    evidence = evidence_of(herald)
    evidence_of(herald, stance="contradicts", statement="There was one exercise")
    relate(source=herald, kind="copies_from", other=wire)
    with acting(editor, action="test"):
        change_source(source=herald, reliability="B", reason="Corrects its errors")
    text = as_viewer.get(reverse("sources:detail", args=[herald.pk])).text
    assert "B, usually reliable" in text
    assert "Corrects its errors" in text
    assert "Edda Editor" in text
    assert "There were no exercises" in text
    assert "There was one exercise" in text
    assert f"#p-{evidence.passage_id}" in text
    assert "copies from" in text
    assert "herald.example" in text


def test_the_page_of_a_merged_source_names_the_one_that_stands(as_viewer, herald, wire):
    document_of(herald, "Old words")
    merge_sources(source=herald, into=wire, reason="One newsroom")
    assert f"/sources/{wire.public_id}/" in as_viewer.get(f"/sources/{herald.public_id}/").text
    standing = as_viewer.get(f"/sources/{wire.public_id}/").text
    assert f"/sources/{herald.public_id}/" in standing
    assert "Old words" in standing


def test_an_unknown_source_is_404(as_viewer):
    assert as_viewer.get("/sources/S-9999/").status_code == 404


def test_a_reviewer_adds_a_source_without_grading_it(as_reviewer):
    response = as_reviewer.post("/sources/new/", {"name": "Wire", "domains": "wire.example", "reliability": "A"})
    source = Source.objects.get()
    assert response.url == f"/sources/{source.public_id}/"
    assert (source.reliability, source.domains.get().domain) == ("", "wire.example")


def test_a_domain_of_another_source_is_named_at_the_form(as_reviewer, herald):
    response = as_reviewer.post("/sources/new/", {"name": "Copy", "domains": "www.herald.example"})
    assert response.status_code == 422
    assert "belongs to Herald" in response.text


def edit(client, source, **values):
    data = {"name": source.name, "reliability": source.reliability, "version": source.version, **values}
    return client.post(f"/sources/{source.public_id}/edit/", data)


def test_an_editor_who_grades_is_asked_why(as_editor, herald):
    response = edit(as_editor, herald, reliability="D")
    assert response.status_code == 422
    assert "changing a grade needs a reason" in response.text
    assert edit(as_editor, herald, reliability="D", reason="Two retractions").status_code == 302
    herald.refresh_from_db()
    assert herald.reliability == "D"


def test_a_reviewer_edits_but_does_not_grade(as_reviewer, herald):
    assert edit(as_reviewer, herald, name="The Herald", reliability="A", reason="x").status_code == 302
    herald.refresh_from_db()
    assert (herald.name, herald.reliability) == ("The Herald", "C")


def test_a_stale_save_shows_both_texts_and_keeps_what_was_typed(as_editor, editor, herald):
    with acting(editor, action="test"):
        change_source(source=Source.objects.get(pk=herald.pk), name="The Herald", reliability="B", reason="Better")
    response = edit(as_editor, herald, name="Herald Daily")
    assert response.status_code == 409
    assert "You, in another window, changed this" in response.text
    assert 'value="Herald Daily"' in response.text
    assert ">The Herald<" in response.text
    assert 'name="version" value="2"' in response.text
    herald.refresh_from_db()
    assert herald.name == "The Herald"


def test_merging_finds_the_other_source_by_number_domain_or_name(as_editor, herald, wire):
    for typed in (wire.public_id, "https://www.wire.example/", "wire"):
        response = as_editor.post(f"/sources/{herald.public_id}/merge/", {"into": typed, "reason": "One newsroom"})
        assert response.url == f"/sources/{wire.public_id}/"
        as_editor.post(f"/sources/{herald.public_id}/unmerge/", {"reason": "Again"})
    herald.refresh_from_db()
    assert herald.merged_into is None
    response = as_editor.post(f"/sources/{herald.public_id}/merge/", {"into": "nobody", "reason": "x"})
    assert response.status_code == 422


def test_domains_and_relations_are_added_and_removed(as_reviewer, herald, wire):
    page = f"/sources/{herald.public_id}/"
    assert as_reviewer.post(f"{page}domains/", {"domain": "wire.example"}).status_code == 422
    as_reviewer.post(f"{page}domains/", {"domain": "h.example"})
    as_reviewer.post(f"{page}relations/", {"kind": "translates", "other": "Wire"})
    assert herald.domains.count() == 2
    domain, relation = herald.domains.get(domain="h.example"), herald.relations.get()
    as_reviewer.post(f"{page}domains/{domain.public_id}/remove/")
    as_reviewer.post(f"{page}relations/{relation.public_id}/remove/")
    assert herald.domains.count() == 1
    assert not herald.relations.exists()


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("viewer", "new/", 403),
        ("viewer", "{id}/edit/", 403),
        ("viewer", "{id}/relations/", 403),
        ("reviewer", "new/", 200),
        ("reviewer", "{id}/edit/", 200),
        ("reviewer", "{id}/merge/", 403),
        ("reviewer", "{id}/unmerge/", 403),
        ("reviewer", "import/", 403),
        ("editor", "{id}/merge/", 200),
        ("editor", "import/", 200),
    ],
)
def test_each_role_sees_what_is_its_own(request, herald, role, path, status):
    client = request.getfixturevalue(f"as_{role}")
    assert client.get(LIST + path.format(id=herald.public_id)).status_code == status


def test_nobody_else_sees_sources(client, herald):
    assert client.get(LIST).status_code == 302


def test_the_export_holds_what_the_list_shows(as_viewer, herald, wire):
    response = as_viewer.post("/sources/export.csv?q=wire")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "wire.example" in response.text
    assert "Herald" not in response.text


def test_a_table_of_sources_taken_out_leaves_an_entry(as_viewer, herald, wire, viewer):
    as_viewer.post("/sources/export.csv?q=wire")
    taken = Export.objects.get()
    assert (taken.exported_by, taken.filters["sources"], taken.holds) == (viewer, [wire.public_id], "1 source")
    entry = Entry.objects.about(taken.public_id).get()
    assert (entry.actor, entry.action) == (viewer.email, "sources:export")


def upload(client, text, reason=""):
    file = SimpleUploadedFile("sources.csv", text.encode(), "text/csv")
    return client.post("/sources/import/", {"file": file, "reason": reason})


def hidden(response):
    inputs = re.findall(r'<input type="hidden" name="(table|reason|digest)" value="([^"]*)"', response.text)
    assert len(inputs) == 3
    return dict(inputs)


def test_a_table_is_shown_first_and_written_when_confirmed(as_editor, herald):
    preview = upload(as_editor, "name,domains,reliability\nHerald Daily,herald.example,Z\nWire,wire.example,B\n")
    assert "not “Z”" in preview.text
    assert Source.objects.count() == 1
    response = as_editor.post("/sources/import/", hidden(preview))
    assert response.url == LIST
    assert Source.objects.get(name="Wire").reliability == "B"
    herald.refresh_from_db()
    assert herald.name == "Herald"


def test_what_changed_after_the_preview_is_shown_again(as_editor, herald):
    preview = upload(as_editor, "name,description\nHerald,A daily\n")
    change_source(source=herald, description="A weekly")
    response = as_editor.post("/sources/import/", hidden(preview))
    assert response.status_code == 409
    herald.refresh_from_db()
    assert herald.description == "A weekly"
    as_editor.post("/sources/import/", hidden(response))
    herald.refresh_from_db()
    assert herald.description == "A daily"


def test_a_file_that_is_no_table_says_so_at_the_form(as_editor):
    response = upload(as_editor, "colour\nred\n")
    assert response.status_code == 422
    assert "no column “name”" in response.text


def test_no_page_holds_inline_styles_or_scripts(as_editor, herald, wire):
    relate(source=herald, kind="copies_from", other=wire)
    evidence_of(herald)
    page = f"/sources/{herald.public_id}/"
    urls = [LIST, page, f"{page}edit/", f"{page}merge/", f"{page}relations/", "/sources/new/", "/sources/import/"]
    for url in urls:
        assert_clean(as_editor.get(url))
    assert_clean(upload(as_editor, "name\nOther\n"))


def assert_clean(response):
    assert response.status_code == 200
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)", response.text)
