"""What was approved without comparing references with their words is said before, and kept after."""

import pytest
from django.urls import reverse

from factcheck.accounts.models import Desk
from factcheck.audit.context import acting
from factcheck.reports.reading import report_of
from factcheck.verdicts import remarks
from factcheck.verdicts.checking import unchecked_references
from factcheck.verdicts.models import Review
from tests.database.verdicts.conftest import Case, approve, make_case, send, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_two(reviewer) -> Case:
    """In review; its explanation refers to both pieces."""
    case = make_case(reviewer)
    both = f"None [{case.corroborating.public_id}], but one says so [{case.contradicting.public_id}]."
    write(case, reviewer, explanation=both)
    send(case, reviewer)
    return case


def check(case: Case, by, *pieces) -> None:
    for piece in pieces:
        with acting(by, action="test"):
            remarks.check_reference(submission=case.submission, reference=piece.public_id, by=by)


def page_of(case: Case, client) -> str:
    return client.get(reverse("verdicts:detail", args=[case.verdict.pk])).text


def test_the_page_says_what_is_unchecked_before_it_is_approved(with_two, editor, reviewer, browser):
    page = page_of(with_two, browser(editor))
    assert "Approve, 2 references unchecked" in page
    assert f"{with_two.corroborating.public_id}, {with_two.contradicting.public_id}." in page
    assert "the history and the report then say so" in page
    check(with_two, editor, with_two.corroborating)
    assert "Approve, 1 reference unchecked" in page_of(with_two, browser(editor))
    check(with_two, editor, with_two.contradicting)
    page = page_of(with_two, browser(editor))
    assert "unchecked</span>" not in page
    assert "Each reference was checked by somebody who wrote none of it." in page
    assert "checked by somebody who wrote none" not in page_of(with_two, browser(reviewer))


def test_checking_one_without_a_new_page_says_it_too(with_two, editor, browser):
    sent = {"submission": with_two.submission.pk, "reference": with_two.corroborating.public_id, "checked": "1"}
    address = reverse("verdicts:check_reference", args=[with_two.verdict.pk])
    answer = browser(editor).post(address, sent, headers={"HX-Request": "true"}).text
    assert answer.count("<li") == 1
    assert '<span id="approve-words" hx-swap-oob="true">Approve, 1 reference unchecked</span>' in answer
    assert '<p class="small" id="unchecked" hx-swap-oob="true">' in answer


@pytest.mark.parametrize("checked", [0, 1, 2])
def test_how_many_were_unchecked_is_kept_with_the_approval_and_told(checked, with_two, editor, browser):
    check(with_two, editor, *(with_two.corroborating, with_two.contradicting)[:checked])
    approve(with_two, editor)
    assert Review.objects.get().unchecked == 2 - checked
    words = {0: "without checking 2 references", 1: "without checking 1 reference"}
    page = page_of(with_two, browser(editor))
    assert all((text in page) == (count == checked) for count, text in words.items())
    with_two.verdict.refresh_from_db()
    report = report_of(with_two.verdict, Desk.objects.get_or_create(id=1)[0])
    assert report.unchecked_references == 2 - checked


def test_what_an_author_checked_is_not_checked_by_a_second_person(editor, second_editor):
    case = make_case(editor)
    write(case, editor)
    send(case, editor)
    check(case, editor, case.corroborating)
    assert unchecked_references(case.submission) == (case.corroborating.public_id,)
    approve(case, second_editor)
    assert Review.objects.get().unchecked == 1


def test_the_history_and_the_report_say_it(with_two, editor, browser):
    client = browser(editor)
    approve(with_two, editor)
    history = client.get(reverse("audit:history", args=[with_two.verdict.public_id])).text
    assert "references not checked" in history.casefold()
    report = client.get(reverse("reports:detail", args=[with_two.verdict.pk])).text
    process = report.partition("How this was reached")[2]
    assert "2 of its 2 references were approved without being checked" in process


def test_a_return_says_nothing_of_it(with_two, editor, browser):
    data = {"submission": with_two.submission.pk, "comment": "Shorter, please."}
    browser(editor).post(reverse("verdicts:return", args=[with_two.verdict.pk]), data)
    assert Review.objects.get().unchecked is None
    assert "without checking" not in page_of(with_two, browser(editor))
