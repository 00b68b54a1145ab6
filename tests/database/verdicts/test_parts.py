"""What the verdicts on its parts mean for a claim: a suggestion in words, and a frozen line in its report."""

import pytest
from django.urls import reverse

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting
from factcheck.claims.parts import add_part, add_reading
from factcheck.reports.reading import report_of
from factcheck.verdicts import actions
from factcheck.verdicts.models import Rating, Verdict
from factcheck.verdicts.parts import parts_of
from tests.database.verdicts.conftest import approve, make_case, send, write

pytestmark = pytest.mark.django_db


def judged(claim, reviewer, editor, label):
    """An approved verdict on a claim without evidence."""
    with acting(reviewer, action="test"):
        verdict = actions.draft_verdict(claim=claim, by=reviewer)
        rating = Rating.objects.get(scale__is_current=True, label=label)
        actions.save_draft(
            verdict=verdict, expected=verdict.version, rating=rating, conclusion=f"It is {label}.", explanation=""
        )
        submission = actions.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    verdict.refresh_from_db()
    with acting(editor, action="test"):
        return actions.approve_verdict(verdict=verdict, submission=submission, by=editor)


@pytest.fixture
def case(reviewer):
    """A claim with two parts and two readings, none of them judged."""
    case = make_case(reviewer)
    with acting(reviewer, action="test"):
        for statement in ("None was listed.", "None took place."):
            add_part(parent=case.claim, by=reviewer, statement=statement)
        for reading in ("of the army", "of anybody"):
            add_reading(parent=case.claim, by=reviewer, reading=reading, statement=case.claim.statement)
    return case


def part(case, number):
    return case.claim.parts.order_by("pk")[number]


def test_only_a_rating_that_a_second_person_agreed_to_counts(case, reviewer, editor):
    with acting(reviewer, action="test"):
        draft = actions.draft_verdict(claim=part(case, 0), by=reviewer)
        rating = Rating.objects.get(scale__is_current=True, label="False")
        actions.save_draft(verdict=draft, expected=1, rating=rating, conclusion="No.", explanation="")
    assert "No part has an approved rating" in parts_of(case.claim).suggested
    judged(part(case, 1), reviewer, editor, "Mostly true")
    assert "At most “Mostly true”" in parts_of(case.claim).suggested


def test_the_lowest_is_suggested_in_words_where_the_verdict_is_written_and_never_set(case, reviewer, editor, browser):
    judged(part(case, 0), reviewer, editor, "True")
    judged(part(case, 1), reviewer, editor, "Mostly false")
    page = browser(reviewer).get(reverse("verdicts:edit", args=[case.verdict.pk])).text
    assert "“Mostly false”, the lowest of its parts" in page
    case.verdict.refresh_from_db()
    assert case.verdict.rating is None


def test_readings_that_differ_suggest_no_rating(case, reviewer, editor):
    judged(part(case, 2), reviewer, editor, "True")
    judged(part(case, 3), reviewer, editor, "False")
    assert "rated differently" in parts_of(case.claim).suggested_by_readings


def test_a_withdrawn_verdict_no_longer_counts(case, reviewer, editor):
    verdict = judged(part(case, 0), reviewer, editor, "True")
    with acting(editor, action="test"):
        actions.withdraw_verdict(verdict=verdict, by=editor, note="The list was another one.")
    assert "No part has an approved rating" in parts_of(case.claim).suggested


def test_the_report_prints_its_parts_as_they_were_when_it_was_submitted(case, reviewer, editor, viewer, browser):
    judged(part(case, 0), reviewer, editor, "True")
    judged(part(case, 2), reviewer, editor, "Half true")
    write(case, reviewer)
    send(case, reviewer)
    case.verdict.refresh_from_db()
    approve(case, editor)
    judged(part(case, 1), reviewer, editor, "False")
    report = report_of(Verdict.objects.get(pk=case.verdict.pk), Desk.objects.get())
    assert [(row.statement, row.rating_label) for row in report.plain_parts] == [
        ("None was listed.", "True"),
        ("None took place.", ""),
    ]
    assert [(row.reading, row.rating_label) for row in report.readings] == [
        ("of the army", "Half true"),
        ("of anybody", ""),
    ]
    page = browser(viewer).get(reverse("reports:detail", args=[case.verdict.pk])).text
    assert "It is True." in page
    assert "not rated when this was written" in page
    assert "It is False." not in page


def test_parts_cost_the_same_number_of_queries_for_two_and_for_twenty(case, reviewer, django_assert_num_queries):
    with django_assert_num_queries(2):
        parts_of(case.claim)
    with acting(reviewer, action="test"):
        for number in range(18):
            add_part(parent=case.claim, by=reviewer, statement=f"Part {number}.")
    with django_assert_num_queries(2):
        parts_of(case.claim)
