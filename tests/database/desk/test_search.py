"""The search page: documents, passages, claims and earlier checks by their words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.audit.context import because
from factcheck.claims.models import EarlierCheck
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.documents.models import Document, DocumentQuerySet
from factcheck.sources.models import Source
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = pytest.mark.django_db

FERRY = """Night boats

The ferry sailed at night without its lights on. The captain blamed the anti-tank ditch.

Nobody was hurt on the pier when the ferry came in.
"""


def _page(client, **query):
    return client.get("/search/", query)


def _found(response) -> dict[str, list]:
    return {hits.kind: list(hits.rows) for hits in response.context["found"]}


def _documents(response) -> list[str]:
    return [hit.document.public_id for hit in _found(response).get("documents", [])]


def test_documents_passages_claims_and_earlier_checks_are_found_on_one_page(as_viewer, by_reviewer, searchable):
    document, claim = paper(by_reviewer, FERRY), claim_of(by_reviewer, "The ferry sailed at night.")
    EarlierCheck.objects.create(statement="A ferry sailed at night.", rating="False", url="https://desk.example/1")
    searchable()
    response = _page(as_viewer, q="ferry night")
    assert list(_found(response)) == ["claims", "earlier", "documents", "passages"]
    page = response.text
    assert claim.public_id in page
    assert document.public_id in page
    assert 'The <mark class="hit">ferry</mark> sailed at <mark class="hit">night</mark> without' in page
    assert 'href="https://desk.example/1"' in page


def test_a_phrase_stands_together_and_as_typed(as_viewer, by_reviewer, searchable):
    here = paper(by_reviewer, FERRY)
    paper(by_reviewer, "The ferry was repaired. It sailed at noon.")
    paper(by_reviewer, "Ferries sail at night.")
    searchable()
    assert _documents(_page(as_viewer, q='"ferry sailed at night"')) == [here.public_id]


def test_what_must_not_be_there_is_left_out(as_viewer, by_reviewer, searchable):
    paper(by_reviewer, FERRY)
    other = paper(by_reviewer, "The ferry was repaired.")
    searchable()
    found = _found(_page(as_viewer, q="ferry -night -pier", kind="passages"))
    assert [hit.document for hit in found["passages"]] == [other]


def test_a_question_that_cannot_be_read_is_read_as_words_and_says_so(as_viewer, by_reviewer, searchable):
    document = paper(by_reviewer, FERRY)
    searchable()
    response = _page(as_viewer, q='"ferry night')
    assert "not closed" in response.text
    assert _documents(response) == [document.public_id]


def test_where_nothing_has_all_words_some_are_enough_and_it_is_said(as_viewer, by_reviewer, searchable):
    document = paper(by_reviewer, FERRY)
    searchable()
    response = _page(as_viewer, q="ferry submarine")
    assert _documents(response) == [document.public_id]
    assert "None has all of these words" in response.text


@pytest.mark.parametrize("typed", ["C-{:04d}", "c-{}", " C-{:04d} "])
def test_a_public_id_leads_to_its_object(as_viewer, by_reviewer, typed):
    claim = claim_of(by_reviewer)
    response = _page(as_viewer, q=typed.format(claim.pk))
    assert response["Location"] == f"/claims/{claim.public_id}/"


@pytest.mark.parametrize("typed", ["C-9999", "ZZ-1", "U-0001", "C-", "COVID-19"])
def test_what_is_no_object_of_the_desk_is_looked_for_as_words(as_viewer, typed):
    assert _page(as_viewer, q=typed).status_code == 200


def test_documents_are_narrowed_by_source_grade_date_and_language(as_viewer, by_reviewer, searchable):
    with because("first grade"):
        graded = Source.objects.create(name="Harbour Courier", reliability="B")
    right, wrong = paper(by_reviewer, FERRY), paper(by_reviewer, FERRY + "\nMore on the ferry.\n")
    dated = partial_date_columns("published", parse("2020-08-20"))
    Document.objects.filter(pk=right.pk).update(
        source=graded, source_basis="content", published_basis="content", **dated
    )
    Document.objects.filter(pk=wrong.pk).update(language="de")
    searchable()
    for filters in (
        {"source": graded.public_id},
        {"grade": "B"},
        {"since": "2020-08", "until": "2020-08"},
        {"language": "en"},
    ):
        assert _documents(_page(as_viewer, q="ferry", **filters)) == [right.public_id], filters
    assert _documents(_page(as_viewer, q="ferry", grade="-")) == []
    assert _documents(_page(as_viewer, q="ferry", until="2020-07")) == []


def test_what_filters_cannot_judge_is_counted_and_can_be_included(as_viewer, by_reviewer, searchable):
    with because("first grade"):
        graded = Source.objects.create(name="Harbour Courier", reliability="B")
    right, unknown = paper(by_reviewer, FERRY), paper(by_reviewer, "The ferry was repaired.")
    dated = partial_date_columns("published", parse("2020-08-20"))
    Document.objects.filter(pk=right.pk).update(
        source=graded, source_basis="content", published_basis="content", **dated
    )
    searchable()
    for filters, include, said in (
        ({"since": "2020"}, "undated", "One document whose date is not known is left out."),
        ({"grade": "B"}, "unsourced", "One document whose source is not known is left out."),
    ):
        response = _page(as_viewer, q="ferry", **filters)
        assert _documents(response) == [right.public_id]
        assert said in response.text
        assert f"{include}=on" in response.text
        response = _page(as_viewer, q="ferry", **filters, **{include: "on"})
        assert set(_documents(response)) == {right.public_id, unknown.public_id}
        assert said not in response.text
    assert "not known" not in _page(as_viewer, q="ferry", kind="claims", since="2020").text


def test_passages_and_claims_are_narrowed_by_stance_and_claims_by_stage(as_viewer, by_reviewer, searchable):
    document = paper(by_reviewer, FERRY)
    paper(by_reviewer, "The ferry was repaired.")
    claim = claim_of(by_reviewer, "The ferry sailed.")
    claim_of(by_reviewer, "The ferry sank.")
    linked(document, "The ferry sailed at night", claim, by_reviewer, "contradicts")
    searchable()
    response = _page(as_viewer, q="ferry", stance="contradicts")
    assert _documents(response) == [document.public_id]
    assert [hit.row.number for hit in _found(response)["claims"]] == [claim.public_id]
    response = _page(as_viewer, q="ferry", status="researching")
    assert [hit.row.number for hit in _found(response)["claims"]] == [claim.public_id]
    assert list(_found(response)) == ["claims"]
    assert "left out: Documents, Passages, Earlier checks." in " ".join(response.text.split())


def test_what_may_not_be_seen_is_not_found_and_the_page_is_filled_with_what_may(
    as_viewer, by_reviewer, searchable, monkeypatch
):
    texts = [f"The ferry sailed on day {number}. It was day {number}." for number in range(130)]
    documents = [paper(by_reviewer, text) for text in texts]
    searchable()
    seen = [document.pk for document in documents[-12:]]
    monkeypatch.setattr(DocumentQuerySet, "visible_to", lambda self, user: self.filter(pk__in=seen))
    response = _page(as_viewer, q="ferry sailed", kind="passages")
    assert sorted(hit.document.pk for hit in _found(response)["passages"]) == seen
    assert _documents(_page(as_viewer, q="ferry", kind="documents"))


def test_pages_follow_one_another_without_repeating(as_viewer, by_reviewer, searchable):
    for number in range(25):
        paper(by_reviewer, f"Day {number}. The ferry sailed on day {number}.")
    searchable()
    first = _page(as_viewer, q="ferry", kind="documents")
    second = _page(as_viewer, q="ferry", kind="documents", page="2")
    assert (len(_documents(first)), len(_documents(second))) == (20, 5)
    assert not set(_documents(first)) & set(_documents(second))
    assert "page=2" in first.text
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "\x00"},
        {"q": "-"},
        {"q": "ferry", "page": "x", "since": "never", "kind": "x", "grade": "Z"},
    ],
)
def test_whatever_the_address_holds_there_is_a_page(as_viewer, query):
    assert _page(as_viewer, **query).status_code == 200


def _queries(client, **query) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert _page(client, **query).status_code == 200
    return len(queries)


def test_many_hits_cost_as_many_queries_as_few(as_viewer, by_reviewer, searchable):
    def write(word: str, times: int) -> None:
        for number in range(times):
            paper(by_reviewer, f"The {word} sailed on day {number}.\n\nThe {word} came back on day {number}.\n")
            claim_of(by_reviewer, f"The {word} sailed on day {number}.")
            EarlierCheck.objects.create(statement=f"A {word} sailed on day {number}.")

    write("dinghy", 2)
    write("steamer", 12)
    searchable()
    _queries(as_viewer, q="dinghy")
    for filters in ({}, {"kind": "documents"}, {"kind": "passages"}, {"kind": "claims"}):
        few, many = (_queries(as_viewer, q=word, **filters) for word in ("dinghy", "steamer"))
        assert many == few, filters
        assert many <= 32


def test_a_document_with_the_word_anywhere_in_its_text_is_left_out(as_viewer, by_reviewer, searchable):
    paper(by_reviewer, FERRY)
    other = paper(by_reviewer, "The ferry was repaired on the pier.")
    searchable()
    for kind in ({}, {"kind": "documents"}):
        assert _documents(_page(as_viewer, q="ferry -night", **kind)) == [other.public_id]
    assert _documents(_page(as_viewer, q='ferry -"captain blamed"')) == [other.public_id]
    assert _documents(_page(as_viewer, q="ferry -pier")) == []


def test_a_document_named_so_is_left_out_by_a_word_in_its_text(as_viewer, by_reviewer, searchable):
    paper(by_reviewer, FERRY)
    searchable()
    assert len(_documents(_page(as_viewer, q="boats"))) == 1
    assert _documents(_page(as_viewer, q="boats -ferry")) == []


def test_every_document_with_an_excluded_word_is_left_out_however_many_passages_have_it(
    as_viewer, by_reviewer, searchable, monkeypatch
):
    monkeypatch.setattr("factcheck.desk.searching.AT_ONCE", 3)
    for number in range(3):
        paper(by_reviewer, "\n\n".join(f"The ferry left at night on day {number} {day}." for day in range(5)))
    other = paper(by_reviewer, "The ferry was repaired.")
    searchable()
    assert _documents(_page(as_viewer, q="ferry -night")) == [other.public_id]


@pytest.mark.parametrize("typed", ["30 000", "30\u00a0000", "30\u2009000", "30,000"])
def test_a_number_is_found_however_its_digits_are_grouped(as_viewer, by_reviewer, searchable, typed):
    here = {paper(by_reviewer, f"The ferry carried {said} tons.").public_id for said in ("30\u2009000", "30 000")}
    paper(by_reviewer, "The ferry carried 30 tons for 000 days.")
    searchable()
    assert set(_documents(_page(as_viewer, q=typed))) == here


PAGE = b"""<!doctype html><html><head><title>Harbour news</title></head><body>
<nav><ul><li><a href="/">Weather</a></li><li><a href="/t">Timetable</a></li></ul></nav>
<main><article><h1>The harbour</h1><p>The old ferry left the harbour at noon on Monday, and nobody was hurt at all
when it came back to the harbour in the evening, the harbour office wrote in its log.</p></article></main>
</body></html>"""


def test_what_only_page_furniture_has_is_found_last_and_said_to_be_that(as_viewer, by_reviewer, searchable):
    page = paper(by_reviewer, PAGE)
    told = paper(by_reviewer, "The weather was bad. The timetable of the ferry was not kept.")
    searchable()
    response = _page(as_viewer, q="timetable")
    assert _documents(response) == [told.public_id, page.public_id]
    assert [hit.furniture for hit in _found(response)["passages"]] == [False, True]
    assert response.text.count("page furniture") == 2
