"""Cells that are quoted from a table, with what stands over and beside them, wherever their evidence is shown."""

import pytest
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import Document
from factcheck.evidence.actions import keep_passage, link_evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.heads import heads_by_passage
from factcheck.passages.models import Passage
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.models import Rating, Verdict

pytestmark = pytest.mark.django_db
TRIPS = "Country,2019,2020\nNorway,14,25\nPeru,36,47\n"
ROW = '<span>Row: <strong dir="auto">Norway</strong></span>'
COLUMN = '<span>Column: <strong dir="auto">2020</strong></span>'


def brought_in(text: str, name: str, by: User) -> Document:
    return import_document(data=text.encode(), receipt=Receipt(filename=name), by=by).document


def passage_of(document: Document, words: str, by: User) -> Passage:
    extraction = document.captures.get().extractions.get()
    start = extraction.text.index(words)
    return mark_passage(extraction=extraction, start=start, end=start + len(words), by=by)


@pytest.fixture
def cited(reviewer) -> Evidence:
    with acting(reviewer, action="test"):
        passage = passage_of(brought_in(TRIPS, "trips.csv", reviewer), "25", reviewer)
        claim = create_claim(by=reviewer, statement="Norwegians made 25 trips.", kind="fact")
        return link_evidence(claim=claim, passage=passage, stance="corroborates", by=reviewer, rationale="Counted.")


@pytest.fixture
def approved(cited, reviewer, editor) -> Verdict:
    with acting(reviewer, action="test"):
        verdict = verdicts.draft_verdict(claim=cited.claim, by=reviewer)
        verdicts.save_draft(
            verdict=verdict,
            expected=verdict.version,
            rating=Rating.objects.filter(scale__is_current=True).first(),
            conclusion="They did.",
            explanation=f"A table says so [{cited.public_id}].",
        )
        submission = verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    verdict.refresh_from_db()
    with acting(editor, action="test"):
        verdicts.approve_verdict(verdict=verdict, submission=submission, by=editor)
    return verdict


def shown(client, user: User, name: str, key: int) -> str:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(name, args=[key])).content.decode()


def test_a_cited_cell_has_the_head_of_its_column_and_the_name_of_its_row_on_the_claim(client, viewer, cited):
    page = shown(client, viewer, "claims:detail", cited.claim_id)
    assert ROW in page
    assert COLUMN in page


def test_the_report_and_the_verdict_show_them_too(client, viewer, approved):
    for name in ("reports:detail", "verdicts:detail"):
        page = shown(client, viewer, name, approved.pk)
        assert ROW in page, name
        assert COLUMN in page, name


def test_a_kept_row_has_the_head_of_each_of_its_cells(client, reviewer, cited):
    with acting(reviewer, action="test"):
        passage = passage_of(cited.passage.document, "Peru\t36\t47", reviewer)
        keep_passage(passage=passage, claim=cited.claim, by=reviewer)
    page = shown(client, reviewer, "claims:detail", cited.claim_id)
    for head, words in (("Country", "Peru"), ("2019", "36"), ("2020", "47")):
        assert f'<span dir="auto">{head}</span>: <strong dir="auto">{words}</strong>' in page


def test_selected_cells_have_them_while_they_are_judged(client, reviewer, cited):
    start = cited.passage.extraction.text.index("36")
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("documents:select", args=[cited.passage.document_id])
    page = client.get(address, {"start": start, "end": start + 2, "do": "keep"}).content.decode()
    assert '<span>Row: <strong dir="auto">Peru</strong></span>' in page


def test_words_of_prose_have_none_and_their_text_is_not_read(reviewer, cited, django_assert_num_queries):
    with acting(reviewer, action="test"):
        prose = passage_of(brought_in("It rained in 2020.", "rain.txt", reviewer), "rained", reviewer)
    assert prose.heads is None
    with django_assert_num_queries(1):
        assert heads_by_passage([prose.pk]) == {}
    with django_assert_num_queries(2):
        assert list(heads_by_passage([prose.pk, cited.passage_id])) == [cited.passage_id]
