"""Documented searches and enquiries: recorded, answered, withdrawn, and never counted."""

import pytest

from factcheck.claims.actions import mark_submitted
from factcheck.evidence.models import DocumentedSearch, Enquiry
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SEARCH = {"where": "The town archive", "query": "bridge", "searched": "2020-08-21", "outcome": "not_found"}
ENQUIRY = {"asked": "The road office", "role": "press_office", "question": "Was it closed?", "asked_on": "2020-08-20"}


@pytest.fixture
def claim(by_reviewer):
    return claim_of(by_reviewer)


def _searched(client, claim, **values):
    return client.post(f"/evidence/for/{claim.public_id}/search/", SEARCH | values, headers=HTMX)


def _asked(client, claim, **values):
    return client.post(f"/evidence/for/{claim.public_id}/enquiry/", ENQUIRY | values, headers=HTMX)


def test_a_search_stands_on_the_board_with_its_outcome_and_counts_nowhere(as_reviewer, claim):
    response = _searched(as_reviewer, claim, period="2020-08", limits="Paper files only")
    page = " ".join(response.content.decode().split())
    assert "<b>not found</b>" in page
    assert "Paper files only" in page
    assert "independent origin" not in page


def test_a_search_of_the_desks_own_documents_says_so(as_reviewer, claim):
    assert "documents alone" not in _searched(as_reviewer, claim).content.decode()
    assert "documents alone" in _searched(as_reviewer, claim, own_documents_only="on").content.decode()


def test_nobody_is_taken_to_have_found_anything_by_default(as_reviewer, claim):
    assert 'value="found" selected' not in as_reviewer.get(f"/evidence/for/{claim.public_id}/search/").content.decode()
    assert _searched(as_reviewer, claim, outcome="").status_code == 422
    assert _asked(as_reviewer, claim, role="").status_code == 422


def test_a_search_without_a_day_is_sent_back_with_what_was_typed(as_reviewer, claim):
    response = _searched(as_reviewer, claim, searched="soon")
    assert response.status_code == 422
    assert "The town archive" in response.content.decode()
    assert not DocumentedSearch.objects.exists()


def test_an_unanswered_enquiry_says_that_the_deadline_is_over(as_reviewer, claim):
    page = _asked(as_reviewer, claim, deadline="2020-08-24").content.decode()
    assert "No answer by the deadline" in page


def test_an_answer_is_recorded_with_its_day(as_reviewer, claim):
    _asked(as_reviewer, claim)
    enquiry = Enquiry.objects.get()
    url = f"/evidence/enquiries/{enquiry.public_id}/edit/"
    fields = ENQUIRY | {"answer": "It was.", "version": enquiry.version}
    assert as_reviewer.post(url, fields).status_code == 422
    assert as_reviewer.post(url, fields | {"answered_on": "2020-08-19"}).status_code == 422
    assert as_reviewer.post(url, fields | {"answered_on": "2020-08-22"}).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.answer == "It was."


def test_a_stale_change_of_a_search_is_told(as_reviewer, claim):
    _searched(as_reviewer, claim)
    search = DocumentedSearch.objects.get()
    search.change(finding="Nothing in August.")
    url = f"/evidence/searches/{search.public_id}/edit/"
    response = as_reviewer.post(url, SEARCH | {"finding": "Nothing at all.", "version": "1"})
    assert response.status_code == 409
    assert "Nothing in August." in response.content.decode()


@pytest.mark.parametrize("kind", ["searches", "enquiries"])
def test_a_row_is_withdrawn_with_a_reason_once_submitted(as_reviewer, claim, kind):
    _searched(as_reviewer, claim)
    _asked(as_reviewer, claim)
    row = getattr(claim, kind).get()
    mark_submitted(claim=claim)
    url = f"/evidence/{kind}/{row.public_id}/withdraw/"
    assert as_reviewer.post(url, {"version": "1"}).status_code == 422
    assert as_reviewer.post(url, {"version": "1", "reason": "Wrong archive"}, headers=HTMX).status_code == 200
    row.refresh_from_db()
    assert row.withdrawn_reason == "Wrong archive"


def test_a_viewer_records_nothing(as_viewer, claim):
    assert _searched(as_viewer, claim).status_code == 403
    assert not DocumentedSearch.objects.exists()
