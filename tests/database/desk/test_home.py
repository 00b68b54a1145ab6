"""The desk: each person finds there what needs them."""

import pytest
from django.test import Client

from factcheck.audit.context import acting
from factcheck.verdicts.actions import draft_verdict, latest_submission, return_verdict, save_draft, submit_verdict
from factcheck.verdicts.models import Rating
from tests.database.desk.papers import claim_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(editor) -> Client:
    client = Client()
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _lists(client) -> dict[str, list[str]]:
    columns = client.get("/").context["columns"]
    return {tasks.name: [row.claim.statement for row in tasks.rows] for column in columns for tasks in column}


def _submitted(by):
    verdict = draft_verdict(claim=claim_of(by, "The bridge is shut."), by=by)
    rating = Rating.objects.filter(scale__is_current=True).first()
    save_draft(verdict=verdict, expected=verdict.version, rating=rating, conclusion="It is.", explanation="")
    submit_verdict(verdict=verdict, expected=verdict.version, by=by)
    verdict.refresh_from_db()
    return verdict


def test_claims_wait_with_whom_they_are_assigned_to_or_with_all(as_reviewer, by_reviewer):
    claim_of(by_reviewer, "Mine.", assignee=by_reviewer)
    claim_of(by_reviewer, "Nobody's.")
    lists = _lists(as_reviewer)
    assert (lists["assigned"], lists["unassigned"]) == (["Mine."], ["Nobody's."])


def test_an_editor_finds_what_somebody_else_sent_for_review(as_reviewer, as_editor, by_reviewer):
    _submitted(by_reviewer)
    assert _lists(as_editor)["review"] == ["The bridge is shut."]
    assert "review" not in _lists(as_reviewer)


def test_what_was_returned_waits_with_its_author(as_reviewer, as_editor, by_reviewer, editor):
    verdict = _submitted(by_reviewer)
    with acting(editor, action="test"):
        return_verdict(verdict=verdict, submission=latest_submission(verdict), by=editor, comment="Say when.")
    assert _lists(as_reviewer)["returned"] == ["The bridge is shut."]
    assert _lists(as_editor)["review"] == []


def test_an_empty_desk_says_so_to_everybody(as_viewer, as_reviewer):
    assert "Nothing is assigned to you." in as_reviewer.get("/").content.decode()
    assert set(_lists(as_viewer)) == {"unassigned", "published"}
    assert as_viewer.get("/desk/").status_code == 200


def test_a_claim_whose_verdict_is_written_is_not_said_to_wait_for_somebody(as_editor, by_reviewer):
    _submitted(by_reviewer)
    claim_of(by_reviewer, "Nobody's.")
    assert _lists(as_editor)["unassigned"] == ["Nobody's."]
