"""Documented searches and enquiries: recorded, answered, withdrawn, and never counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from factcheck.claims.actions import mark_submitted
from factcheck.evidence.models import DocumentedSearch, Enquiry, EnquiryTemplate
from tests.database.desk.papers import claim_of, paper

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SEARCH = {"where": "The town archive", "query": "bridge", "searched": "2020-08-21", "outcome": "not_found"}
ENQUIRY = {"asked": "The road office", "role": "press_office", "question": "Was it closed?", "asked_on": "2020-08-20"}


@pytest.fixture
def claim(by_reviewer):
    return claim_of(by_reviewer)


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


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


def test_an_enquiry_is_the_desks_own_until_somebody_chooses_to_print_it(as_reviewer, claim):
    assert "not printed" in _asked(as_reviewer, claim).content.decode()
    assert not Enquiry.objects.get().is_public
    enquiry = Enquiry.objects.get()
    url = f"/evidence/enquiries/{enquiry.public_id}/edit/"
    page = as_reviewer.post(url, ENQUIRY | {"is_public": "on", "version": enquiry.version}, headers=HTMX)
    assert "not printed" not in page.content.decode()
    enquiry.refresh_from_db()
    assert enquiry.is_public


def test_an_answer_as_received_is_led_to(as_reviewer, claim, by_reviewer):
    letter = paper(by_reviewer, "Dear desk, the road was open. The road office")
    page = _asked(as_reviewer, claim, answer_document=letter.public_id).content.decode()
    assert Enquiry.objects.get().answer_document == letter
    assert f"/documents/{letter.public_id}/" in page


def test_the_page_of_results_is_kept_by_its_latest_capture(as_reviewer, claim, by_reviewer):
    results = paper(by_reviewer, "No hits for bridge.")
    page = _searched(as_reviewer, claim, page=results.public_id).content.decode()
    assert DocumentedSearch.objects.get().capture == results.captures.get()
    assert f"/documents/{results.public_id}/" in page


def test_an_enquiry_begins_in_the_words_of_a_template(as_reviewer, claim):
    template = EnquiryTemplate.objects.create(name="Is it so", text="Is it so that “{claim}”? By {day}?")
    page = as_reviewer.get(f"/evidence/for/{claim.public_id}/enquiry/?template={template.public_id}").content.decode()
    assert f"Is it so that “{claim.statement}”? By {{day}}?" in page


def test_a_deadline_that_a_template_names_is_set_in_the_form_too(as_reviewer, claim):
    template = EnquiryTemplate.objects.create(name="Is it so", text="Answer us by {deadline}.")
    page = as_reviewer.get(f"/evidence/for/{claim.public_id}/enquiry/?template={template.public_id}")
    deadline = timezone.localdate() + timedelta(days=7)
    assert f"Answer us by {date_format(deadline, 'j F Y')}." in page.text
    assert page.context["form"].initial["deadline"] == deadline
    plain = EnquiryTemplate.objects.create(name="Plain", text="Is it so?")
    page = as_reviewer.get(f"/evidence/for/{claim.public_id}/enquiry/?template={plain.public_id}")
    assert "deadline" not in page.context["form"].initial


def test_a_template_opens_in_the_dialog_only_from_within_it(as_reviewer, claim):
    EnquiryTemplate.objects.create(name="Is it so", text="Is it so?")
    address = f"/evidence/for/{claim.public_id}/enquiry/"
    for headers, opens in ((HTMX, True), ({}, False)):
        page = as_reviewer.get(address, headers=headers).text
        assert ("data-dialog>Is it so</a>" in page) is opens
        assert ">Is it so</a>" in page


def test_two_templates_do_not_share_a_name(as_editor):
    fields = {"name": "Press office", "text": "Is it so?"}
    assert as_editor.post("/evidence/enquiry-templates/new/", fields).status_code == 302
    again = as_editor.post("/evidence/enquiry-templates/new/", fields | {"name": "press  office"})
    assert again.status_code == 422
    assert EnquiryTemplate.objects.count() == 1


def test_a_template_that_somebody_else_changed_is_not_overwritten(as_editor):
    template = EnquiryTemplate.objects.create(name="Press office", text="Is it so?")
    url = f"/evidence/enquiry-templates/{template.public_id}/edit/"
    fields = {"name": "Press office", "text": "Was it so?", "version": 1}
    assert as_editor.post(url, fields).status_code == 302
    late = as_editor.post(url, fields | {"text": "Will it be so?"})
    assert late.status_code == 409
    assert "Will it be so?" in late.content.decode()
    template.refresh_from_db()
    assert template.text == "Was it so?"
