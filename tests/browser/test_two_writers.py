"""Two people write one verdict at once, and a third returns it: three browsers, and no word of anybody's is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.verdicts.models import Verdict
from tests.browser.looks import look
from tests.database.verdicts.conftest import make_case, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RITAS, REMYS, BOTH = "No public list has one.", "No list of the army has one.", "No public list of the army has one."
CONTEXT = "The year before there were two."
COMMENT = "Say whose list it is."


@pytest.fixture
def rita(transactional_db) -> User:
    return create_user(email="rita@desk.example", name="Rita Reviewer", role="reviewer")


def meet_the_conflict_and_merge(remys: Page, ritas: Page, verdict: Verdict) -> None:
    for page in (remys, ritas):
        page.goto(f"/verdicts/{verdict.public_id}/edit/")
    ritas.get_by_label("Conclusion").fill(RITAS)
    ritas.get_by_label("What it leaves out").fill(CONTEXT)
    ritas.get_by_role("button", name="Save draft").last.click()
    expect(ritas.get_by_text("Saved.")).to_be_visible()

    remys.get_by_label("Conclusion").fill(REMYS)
    remys.get_by_role("button", name="Send for review").click()
    alert = remys.get_by_role("alert").filter(has_text="Rita Reviewer changed this while you were writing.")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("What was changed only there is below as it was left: What it leaves out.")
    for title, words in (("as it now stands", RITAS), ("what you wrote", "of the army")):
        expect(remys.locator(".panel", has_text=f"Conclusion, {title}")).to_contain_text(words)
    expect(remys.get_by_label("Conclusion")).to_have_value(REMYS)
    expect(remys.get_by_label("What it leaves out")).to_have_value(CONTEXT)
    look(remys, "conflict")
    verdict.refresh_from_db()
    assert (verdict.state, verdict.conclusion) == ("draft", RITAS)

    remys.get_by_label("Conclusion").fill(BOTH)
    remys.get_by_role("button", name="Send for review").click()
    expect(remys.get_by_text("Sent for review.")).to_be_visible()


def return_with_a_comment(page: Page, verdict: Verdict) -> None:
    page.goto(f"/verdicts/{verdict.public_id}/")
    expect(page.get_by_text("Written by Remy Reviewer, Rita Reviewer")).to_be_visible()
    look(page, "review")
    page.get_by_role("button", name="Return with comment").click()
    expect(page.get_by_text("Say what should be changed.").first).to_be_visible()
    look(page, "return-without-comment")
    page.get_by_label("Comment").fill(COMMENT)
    page.get_by_role("button", name="Return with comment").click()
    expect(page.get_by_text("Returned by").first).to_be_visible()
    look(page, "returned")


def answer_it(page: Page) -> None:
    """From the bell of whoever wrote it."""
    page.goto("/notifications/")
    page.get_by_role("link", name="Edda Editor returned").first.click()
    expect(page.get_by_text(COMMENT).first).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).first.click()
    expect(page.get_by_text(COMMENT)).to_be_visible()
    look(page, "edit-returned")
    page.get_by_label("Explanation").fill("The list is the army's own.")
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Sent for review.")).to_be_visible()


def approve(page: Page, verdict: Verdict) -> None:
    page.goto(f"/verdicts/{verdict.public_id}/")
    expect(page.locator("#changes ins").filter(has_text="army's own").first).to_be_visible()
    look(page, "review-again")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved. It can be published now.")).to_be_visible()
    look(page, "approved")


def test_two_who_write_at_once_merge_and_answer_the_editor_who_returned_it(
    sign_in: Callable[..., Page], reviewer: User, editor: User, rita: User
) -> None:
    case = make_case(reviewer)
    write(case, reviewer)
    remys, ritas, eddas = sign_in(reviewer), sign_in(rita), sign_in(editor)
    meet_the_conflict_and_merge(remys, ritas, case.verdict)
    return_with_a_comment(eddas, case.verdict)
    answer_it(remys)
    approve(eddas, case.verdict)
    case.verdict.refresh_from_db()
    assert (case.verdict.state, case.verdict.conclusion, case.verdict.missing_context) == ("approved", BOTH, CONTEXT)
