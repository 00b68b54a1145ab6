"""What is due is told once to whoever has it."""

import datetime as dt

import pytest

from factcheck.audit.context import acting
from factcheck.claims.actions import change_claim, create_claim, drop_claim
from factcheck.desk.reminding import remind
from factcheck.evidence.actions import change_row, record_enquiry
from factcheck.notifications.models import Notification, Topic

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def claim(by_reviewer):
    return create_claim(by=by_reviewer, statement="It was so.", kind="fact", due_on=DAY, assignee=by_reviewer)


@pytest.fixture
def by_reviewer(reviewer):
    with acting(reviewer, action="test"):
        yield reviewer


def told(topic: Topic) -> list[str]:
    return list(Notification.objects.filter(topic=topic).order_by("pk").values_list("text", flat=True))


def test_a_claim_that_is_due_is_told_once_to_who_has_it(claim, reviewer):
    assert remind(DAY - dt.timedelta(days=1)) == 0
    assert remind(DAY) == 1
    assert remind(DAY) == remind(DAY + dt.timedelta(days=1)) == 0
    assert told(Topic.DUE) == [f"{claim.public_id} is due on 2026-03-02."]
    assert Notification.objects.get(topic=Topic.DUE).user == reviewer


def test_another_day_is_told_anew(claim, by_reviewer):
    remind(DAY)
    change_claim(claim=claim, expected=claim.version, due_on=DAY + dt.timedelta(days=7))
    assert remind(DAY) == 0
    assert remind(DAY + dt.timedelta(days=8)) == 1


def test_nobody_hears_of_what_was_dropped(claim, by_reviewer):
    drop_claim(claim=claim, by=by_reviewer, reason="Nobody repeats it.")
    assert remind(DAY) == 0


def test_an_enquiry_without_an_answer_is_told_the_day_after_its_deadline(claim, by_reviewer):
    enquiry = record_enquiry(
        claim=claim,
        by=by_reviewer,
        asked="The road office",
        role="press_office",
        question="Was it closed?",
        asked_on=DAY - dt.timedelta(days=9),
        deadline=DAY - dt.timedelta(days=2),
    )
    assert remind(DAY - dt.timedelta(days=2)) == 0
    assert remind(DAY - dt.timedelta(days=1)) == 1
    assert remind(DAY - dt.timedelta(days=1)) == 0
    assert told(Topic.ENQUIRY) == [f"No answer by the deadline to {enquiry.public_id}."]


def test_an_answer_in_time_is_no_reason_to_remind(claim, by_reviewer):
    enquiry = record_enquiry(
        claim=claim,
        by=by_reviewer,
        asked="The road office",
        role="press_office",
        question="Was it?",
        asked_on=DAY,
        deadline=DAY,
    )
    change_row(row=enquiry, expected=enquiry.version, answer="It was.", answered_on=DAY)
    assert remind(DAY + dt.timedelta(days=1)) == 1
    assert told(Topic.ENQUIRY) == []
