"""The reader's page: the text, its provenance, and everything that rests on its words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.documents.actions import declare_same_work
from factcheck.evidence.actions import keep_passage, withdraw_evidence
from tests.database.desk.papers import TEXT, claim_of, linked, paper, said

pytestmark = pytest.mark.django_db


def _page(client, document, query=""):
    return client.get(f"/documents/{document.public_id}/{query}")


def test_a_passage_that_is_said_evidence_and_kept_shows_every_use(as_viewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    other = claim_of(by_reviewer, "The bridge stayed open.", kind="negative")
    passage = said(document, "The bridge was closed", claim, by_reviewer)
    linked(document, "The bridge was closed", other, by_reviewer, "contradicts")
    keep_passage(passage=passage, claim=None, by=by_reviewer, note="compare")
    page = _page(as_viewer, document).content.decode()
    assert f'id="{passage.public_id.lower()}"' in page
    assert "Contradicts: there was one" in page
    assert "The bridge stayed open." in page
    assert "Kept, to judge later" in page
    assert page.count('<mark class="no"') >= 1


def test_overlapping_passages_each_have_their_words_and_their_entry(as_viewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    first = said(document, "bridge was closed on Monday. The mayor", claim, by_reviewer)
    second = linked(document, "closed on Monday. The mayor said", claim, by_reviewer, "context")
    page = _page(as_viewer, document).content.decode()
    for passage in (first, second):
        assert page.count(f'id="{passage.public_id.lower()}"') == 1
        assert f'href="?capture=1#{passage.public_id.lower()}"' in page


def test_withdrawn_evidence_is_not_marked(as_viewer, by_reviewer):
    document, claim = paper(by_reviewer), claim_of(by_reviewer)
    linked(document, "Nobody was hurt.", claim, by_reviewer)
    evidence = claim.evidence.get()
    withdraw_evidence(evidence=evidence, by=by_reviewer, expected=evidence.version)
    assert b"<mark" not in _page(as_viewer, document).content


def test_the_number_of_queries_does_not_grow_with_the_marks(as_viewer, by_reviewer):
    few, many = paper(by_reviewer, TEXT), paper(by_reviewer, "\n\n".join(f"Sentence number {n}." for n in range(40)))
    for words in ("Nobody was hurt.", "The mayor said"):
        linked(few, words, claim_of(by_reviewer), by_reviewer)
    for number in range(40):
        linked(many, f"Sentence number {number}.", claim_of(by_reviewer, f"Claim {number}."), by_reviewer)
    counts = []
    for document in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            _page(as_viewer, document)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_a_document_that_became_part_of_another_leads_there(as_viewer, by_reviewer):
    document, copy = paper(by_reviewer), paper(by_reviewer, TEXT + "\nAnother footer.\n")
    passage = said(copy, "Another footer.", claim_of(by_reviewer), by_reviewer)
    declare_same_work(document=copy, into=document)
    response = _page(as_viewer, copy)
    assert response.status_code == 302
    assert response["Location"] == f"/documents/{document.public_id}/"
    page = _page(as_viewer, document, "?capture=1").content.decode()
    assert "In other captures" in page
    assert f'data-elsewhere="?capture=2#{passage.public_id.lower()}"' in page
    assert (
        f'<mark class="said" data-passage="{passage.public_id}"'
        in _page(as_viewer, document, "?capture=2").content.decode()
    )


@pytest.mark.parametrize("query", ["?capture=9", "?capture=x", "?capture=-1"])
def test_a_capture_that_is_not_there_is_not_found(as_viewer, by_reviewer, query):
    assert _page(as_viewer, paper(by_reviewer), query).status_code == 404


def test_a_viewer_is_offered_no_actions(as_viewer, as_reviewer, by_reviewer):
    document = paper(by_reviewer)
    assert b"selection-actions" not in _page(as_viewer, document).content
    assert b"selection-actions" in _page(as_reviewer, document).content


def test_markup_in_a_document_is_shown_and_never_run(as_viewer, by_reviewer):
    document = paper(
        by_reviewer, "<script>alert(1)</script> is what the page said, <b>in bold</b>.\n\nNothing more was said."
    )
    page = _page(as_viewer, document).content.decode()
    assert "<script>alert" not in page


def test_a_title_that_stands_in_the_text_is_shown_once(as_viewer, by_reviewer):
    document = paper(by_reviewer, "# The bridge story\n\nNobody was hurt in it.\n")
    page = _page(as_viewer, document).content.decode()
    assert page.count("<h1") == 1
