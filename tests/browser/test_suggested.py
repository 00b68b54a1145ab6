"""Suggested claims by keyboard: shown, stepped through, accepted and dismissed with one key each."""

import pytest
from playwright.sync_api import expect

from factcheck.claims.models import Claim, ClaimSuggestion
from tests.browser.conftest import accessibility_problems
from tests.database.desk.papers import paper
from tests.database.desk.test_suggested import MONEY, TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAINTED = "() => [...CSS.highlights.keys()].filter(name => name.startsWith('suggested')).length"


def test_suggestions_are_answered_by_one_key_each(sign_in, by_reviewer):
    page = sign_in(by_reviewer)
    page.goto(f"/documents/{paper(by_reviewer, TEXT).public_id}/")
    page.keyboard.press("s")
    first = page.locator("#suggested [data-suggestion]").first
    expect(first).to_have_attribute("aria-current", "true")
    assert page.evaluate(PAINTED) > 0
    page.keyboard.press("y")
    expect(page.locator("#reader .notice.ok")).to_contain_text("New claim")
    assert Claim.objects.get().statement == MONEY
    second = page.locator("#suggested [data-suggestion]").first
    expect(second).to_have_attribute("aria-current", "true")
    page.keyboard.press("n")
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(0)
    assert set(ClaimSuggestion.objects.values_list("decision", flat=True)) == {"accepted", "dismissed"}


def test_an_answer_sets_no_style_that_the_policy_forbids(sign_in, by_reviewer):
    page = sign_in(by_reviewer)
    page.goto(f"/documents/{paper(by_reviewer, TEXT).public_id}/?suggested=1")
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(2)
    # As a browser does when somebody resizes a field; htmx would write it out as an attribute again.
    page.evaluate("document.querySelectorAll('#reader [id]').forEach(one => { one.style.outlineOffset = '1px'; })")
    page.locator("#suggested").get_by_role("button", name="Dismiss").first.click()
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(1)


def test_going_by_sentence_shows_why_it_is_suggested_and_edits_it_first(sign_in, by_reviewer):
    page = sign_in(by_reviewer)
    page.goto(f"/documents/{paper(by_reviewer, TEXT).public_id}/?suggested=1")
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(2)
    for _ in range(8):
        if page.locator("#suggested [aria-current]").count():
            break
        page.keyboard.press("j")
    expect(page.locator("#suggested [aria-current]")).to_contain_text("quantity")
    page.keyboard.press("e")
    expect(page.locator("dialog[open] textarea[name=statement]")).to_have_value(MONEY)
    page.locator("dialog[open] form button.main").click()
    expect(page.locator("#reader .notice.ok")).to_contain_text("New claim")
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(1)
    assert ClaimSuggestion.objects.get().claim == Claim.objects.get()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_suggestions_can_be_read_by_everybody(sign_in, by_reviewer, scheme, width):
    page = sign_in(by_reviewer, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"/documents/{paper(by_reviewer, TEXT).public_id}/?suggested=1")
    expect(page.locator("#suggested [data-suggestion]")).to_have_count(2)
    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_they_are_two_links_away(sign_in, by_reviewer):
    page = sign_in(by_reviewer, java_script_enabled=False)
    page.goto(f"/documents/{paper(by_reviewer, TEXT).public_id}/")
    page.locator("#suggested a", has_text="Show").click()
    expect(page.locator("#text mark.worth").first).to_be_visible()
    expect(page.locator("#text mark.worth").first).to_have_css("display", "inline")
    page.locator("#suggested button", has_text="Accept").first.click()
    expect(page.locator("#reader .notice.ok")).to_contain_text("New claim")
