"""A complaint that leads to a correction, with three people in three browsers: who hears, who decides, who mends."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.reports.actions import publish_verdict, record_export
from factcheck.reports.models import Complaint
from factcheck.verdicts.models import Verdict
from tests.browser.looks import look
from tests.database.verdicts.conftest import Anything, Case, approve, make_case, send, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POINT = "The calendar was replaced in February."
NOTE = "The calendar that we cited had been replaced. It changes the rating."
BEFORE, AFTER = "No list has one.", "The new list has one."


@pytest.fixture
def rita(transactional_db) -> User:
    return create_user(email="rita@desk.example", name="Rita Reviewer", role="reviewer")


@pytest.fixture
def case(reviewer: User, editor: User, rita: User) -> Case:
    """Written by Remy, approved and published by Edda, exported by Rita."""
    case = make_case(reviewer)
    write(case, reviewer, conclusion=BEFORE)
    send(case, reviewer)
    approve(case, editor, Anything())
    with acting(editor, action="test"):
        out = {"published_at": datetime(2026, 3, 1, 12, tzinfo=UTC), "address": "https://desk.example/1"}
        publish_verdict(verdict=case.verdict, by=editor, **out)
    with acting(rita, action="test"):
        record_export(format="csv", filters={}, verdicts=[case.verdict.public_id], by=rita)
    return case


def record(page: Page, verdict: Verdict) -> None:
    page.goto(f"/reports/{verdict.public_id}/")
    look(page, "report-before")
    page.get_by_role("link", name="Record a complaint").click()
    look(page, "complain")
    page.get_by_label("The point raised").fill(POINT)
    page.get_by_label("Who complains").fill("Greta Grumbler")
    page.get_by_label("What they wrote").fill("You are wrong, sirs.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("An editor who wrote none of the verdict decides.")).to_be_visible()
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)


def decide(page: Page) -> None:
    """By way of the bell."""
    page.goto("/notifications/")
    page.get_by_role("link", name="a complaint about").click()
    look(page, "complaint-open")
    page.get_by_label("Upheld", exact=True).check()
    page.get_by_label("Why").fill("It was replaced, and we had not looked.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("by Edda Editor")).to_be_visible()


def tell_readers(page: Page) -> None:
    page.get_by_role("link", name="Set a public notice").click()
    look(page, "notice")
    page.get_by_role("button", name="Tell readers").click()
    expect(page.get_by_role("note")).to_contain_text("This check is under review.")
    look(page, "report-under-review")


def revise(page: Page) -> Verdict:
    """From the decision that the author is told of."""
    page.goto("/notifications/")
    page.get_by_role("link", name="was decided").click()
    look(page, "complaint-upheld")
    page.get_by_role("link", name="Open a revision").click()
    look(page, "revise")
    expect(page.get_by_label("Correction")).to_be_checked()
    page.get_by_label("Note for readers").fill(NOTE)
    page.get_by_role("button", name="Open a revision").click()
    expect(page.get_by_label("Conclusion")).to_have_value(BEFORE)
    look(page, "edit-revision")
    page.locator(".scale label", has_text="Half true").click()
    page.get_by_label("Conclusion").fill(AFTER)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Sent for review.")).to_be_visible()
    return Verdict.objects.get(revises__isnull=False)


def approve_and_publish(page: Page, verdict: Verdict) -> None:
    page.goto(f"/verdicts/{verdict.public_id}/")
    look(page, "review-revision")
    expect(page.get_by_text(NOTE)).to_be_visible()
    changed = page.get_by_role("region", name=f"What changed since {verdict.revises.public_id}")
    expect(changed.locator("ins", has_text="The new")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Publish…").click()
    look(page, "publish")
    page.get_by_label("Public address").fill("https://desk.example/1")
    page.get_by_role("button", name="Record publication").click()
    expect(page.get_by_label("Corrections")).to_contain_text(NOTE)
    expect(page.get_by_role("note")).to_have_count(0)
    look(page, "report-corrected")


def see_what_became_of_it(page: Page, first: Verdict, second: Verdict) -> None:
    """Whoever exported the first is told, finds themselves listed, and reads what changed."""
    page.goto("/")
    page.get_by_role("link", name="Notifications, 2 unread").click()
    look(page, "told")
    page.get_by_role("link", name=f"{first.public_id}, which you exported, was changed: correction").click()
    new = page.locator(f"#{second.public_id}")
    for kind, words in (("del", "Mostly"), ("ins", "Half"), ("del", "No"), ("ins", "The new")):
        expect(new.locator(kind, has_text=words).first).to_be_visible()
    expect(new).to_contain_text(NOTE)
    expect(new.get_by_role("listitem").filter(has_text="Rita Reviewer")).to_contain_text("told when it was published")
    look(page, "versions")
    page.locator(f"#{first.public_id}").get_by_role("link", name=first.public_id).click()
    expect(page.locator(".rating")).to_contain_text(BEFORE)
    look(page, "report-superseded")
    page.get_by_text("A later version has taken the place of this one").get_by_role("link").click()
    expect(page.locator(".rating")).to_contain_text(AFTER)


def answer_and_link(page: Page, complaint: Complaint, correction: Verdict) -> None:
    page.goto(f"/reports/complaints/{complaint.public_id}/")
    page.get_by_label("Mended by").select_option(value=str(correction.pk))
    page.get_by_role("button", name="Link it").click()
    expect(page.get_by_text("Mended by").first).to_contain_text(correction.public_id)
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#answered + p")).to_contain_text("Answered on")
    look(page, "complaint-mended")


def test_a_complaint_that_is_upheld_leads_to_a_correction_that_exporters_hear_of(
    sign_in: Callable[..., Page], reviewer: User, editor: User, rita: User, case: Case
) -> None:
    remys, eddas, ritas = sign_in(reviewer), sign_in(editor), sign_in(rita)
    record(ritas, case.verdict)
    decide(eddas)
    tell_readers(eddas)
    correction = revise(remys)
    approve_and_publish(eddas, correction)
    see_what_became_of_it(ritas, case.verdict, correction)
    answer_and_link(remys, Complaint.objects.get(), correction)
    case.verdict.refresh_from_db()
    correction.refresh_from_db()
    assert (case.verdict.state, correction.state) == ("superseded", "published")
