"""Beginning a verdict: who then has the claim, and what the editor sees of an enquiry that it rests on."""

import datetime as dt

import pytest
from django.urls import reverse

from factcheck.audit.context import acting
from factcheck.claims.actions import change_claim, create_claim
from factcheck.evidence.actions import record_enquiry
from factcheck.verdicts.actions import draft_verdict

from .conftest import make_case, send, write

pytestmark = pytest.mark.django_db


def begun(claim, by, browser):
    browser(by).post(reverse("verdicts:start", args=[claim.pk]))
    claim.refresh_from_db()
    return claim


def test_a_claim_that_is_nobodys_goes_to_whoever_begins_its_verdict(reviewer, browser):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="The bridge is closed.", kind="fact")
    assert begun(claim, reviewer, browser).assignee == reviewer


def test_a_claim_that_somebody_has_stays_theirs(reviewer, editor, browser):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="The bridge is closed.", kind="fact", assignee=editor)
    assert begun(claim, reviewer, browser).assignee == editor


def test_the_claim_can_be_changed_at_once_by_who_holds_it(reviewer):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="The bridge is closed.", kind="fact")
        draft_verdict(claim=claim, by=reviewer)
        seen = claim.version
        assert change_claim(claim=claim, expected=seen, statement="The bridge was closed.").version == seen + 1


def test_the_review_page_shows_by_when_an_answer_was_asked_for(reviewer, editor, browser):
    case = make_case(reviewer)
    with acting(reviewer, action="test"):
        record_enquiry(
            claim=case.claim,
            by=reviewer,
            asked="The road office",
            role="press_office",
            question="Was it closed?",
            asked_on=dt.date(2020, 8, 20),
            deadline=dt.date(2020, 8, 24),
        )
        write(case, reviewer)
        send(case, reviewer)
    page = browser(editor).get(reverse("verdicts:detail", args=[case.verdict.pk])).content.decode()
    assert "Deadline 2020-08-24" in page
