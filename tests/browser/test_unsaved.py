"""Words that were typed and not sent are not lost unasked."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from factcheck.verdicts.actions import draft_verdict
from tests.database.desk.papers import claim_of, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "The bridge was shut all day."


def _refusing(page: Page) -> list[str]:
    """The kinds of questions that the browser asks from now on; each is answered with no."""
    kinds: list[str] = []

    def refuse(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    return kinds


def test_escape_asks_before_it_takes_typed_words_and_cancel_does_not(sign_in, by_reviewer):
    page = sign_in(by_reviewer)
    asked = _refusing(page)
    page.goto(f"/documents/{paper(by_reviewer).public_id}/")
    for key in ("j", "Enter", "c"):
        page.keyboard.press(key)
    statement = page.locator("dialog[open] [name=statement]")
    expect(statement).to_be_focused()
    statement.fill(TYPED)
    page.keyboard.press("Escape")
    expect(statement).to_have_value(TYPED)
    assert asked == ["confirm"]
    page.locator("dialog[open]").get_by_text("Cancel").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert asked == ["confirm"]


def test_leaving_a_verdict_asks_until_it_is_saved(sign_in, by_reviewer):
    verdict = draft_verdict(claim=claim_of(by_reviewer), by=by_reviewer)
    page = sign_in(by_reviewer)
    asked = _refusing(page)
    page.goto(f"/verdicts/{verdict.public_id}/edit/")
    page.locator("[name=explanation]").press_sequentially(TYPED)
    back = page.get_by_role("link", name="Back to the claim")
    back.click(no_wait_after=True)
    expect(page.locator("[name=explanation]")).to_have_value(TYPED)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator("#preview")).to_contain_text(TYPED)
    back.click()
    page.wait_for_url("**/claims/**")
    assert asked == ["beforeunload"]
