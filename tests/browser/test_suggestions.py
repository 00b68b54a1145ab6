"""Suggested words on the page of a claim, in a real browser and by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from tests.browser.conftest import accessibility_problems
from tests.database.desk.papers import claim_of, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOG = """From the harbour log

On Monday the old ferry sank beside the pier, the harbour office recorded. Its crew of 12 swam ashore.
"""
LETTER = """A letter to the editor

The ferry never sank on Monday, wrote Tom Reed, a fisherman of the town. It was towed away by night.
"""
NOTICE = """Notice to seafarers

No ferry sails before Friday. Since Monday a wreck lies beside the pier where the ferry sank.
"""


@pytest.fixture
def claim(by_reviewer, searchable) -> Claim:
    for text in (LOG, LETTER, NOTICE):
        paper(by_reviewer, text)
    claim = claim_of(by_reviewer, "The ferry sank on Monday.")
    searchable()
    return claim


def _open(page: Page, claim: Claim) -> Page:
    page.goto(f"/claims/{claim.public_id}/")
    expect(page.locator("[data-suggestion]").first).to_be_visible()
    return page


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_one_key_each_and_the_next_one_has_the_focus(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    offers = page.locator("[data-suggestion]")
    names = [offer.get_attribute("id") for offer in offers.all()]
    assert len(names) >= 3
    _press(page, "s")
    expect(page.locator(f"#{names[0]}")).to_be_focused()
    _press(page, "1")
    expect(page.locator("#live")).to_have_text("On the board: corroborates.")
    expect(page.locator("#board article.ev.yes")).to_have_count(1)
    expect(page.locator(f"#{names[1]}")).to_be_focused()
    _press(page, "2")
    expect(page.locator("#board article.ev.no")).to_have_count(1)
    expect(page.locator(f"#{names[2]}")).to_be_focused()
    _press(page, "k")
    expect(page.locator("#kept")).to_be_visible()
    assert claim.evidence.standing().count() == 2
    assert claim.kept.filter(settled_at=None).count() == 1


def test_the_last_answer_is_undone_by_a_key_and_its_words_have_the_focus_again(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    first = page.locator("[data-suggestion]").first.get_attribute("id")
    _press(page, "s", "0")
    expect(page.locator(f"#{first}[data-answered]")).to_be_visible()
    _press(page, "u")
    expect(page.locator(f"#{first}[data-suggestion]")).to_be_focused()
    assert not claim.answered_suggestions.standing().exists()


def test_words_are_made_fewer_by_arrows_before_they_are_linked(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    _press(page, "s", "w")
    expect(page.locator("[data-step]").first).to_be_visible()
    first = page.locator("[data-suggestion]").first
    expect(first).to_be_focused()
    end = first.locator("input[name=end]")
    before = end.get_attribute("value")
    _press(page, "Shift+ArrowLeft")
    expect(end).not_to_have_value(before)
    expect(first).to_be_focused()
    _press(page, "3")
    expect(page.locator("#board .lane article.ev.ctx")).to_have_count(1)
    given = claim.answered_suggestions.get()
    assert claim.evidence.get().passage.end < given.end


def test_said_here_stands_at_the_top_of_the_page_at_once(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    _press(page, "s", "a")
    expect(page.locator("#said li")).to_have_count(1)
    expect(page.locator("#facts")).to_contain_text("said in 1 document")
    expect(page.locator("#in-their-words mark, #in-their-words")).not_to_contain_text("No document is marked yet")


def test_j_goes_on_and_shift_k_goes_back(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    names = [offer.get_attribute("id") for offer in page.locator("[data-suggestion]").all()]
    _press(page, "s", "j")
    expect(page.locator(f"#{names[1]}")).to_be_focused()
    _press(page, "Shift+K")
    expect(page.locator(f"#{names[0]}")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_that_keys_act_on_is_seen(sign_in, by_reviewer, claim, scheme):
    page = _open(sign_in(by_reviewer, color_scheme=scheme), claim)
    _press(page, "s", "j")
    looks = "card => { const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(card);"
    looks += " return [outlineStyle, outlineWidth, backgroundColor]; }"
    first, second = (page.locator("[data-suggestion]").nth(at).evaluate(looks) for at in (0, 1))
    assert second[:2] == ["solid", "2px"]
    assert first[0] == "none"
    assert second[2] != first[2]


def test_what_keys_do_is_told_where_there_is_room_and_likely_a_keyboard(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer), claim)
    hints = page.locator(".key-hints")
    for width, told in ((1280, ["previous", "keep"]), (900, ["keep"]), (375, [])):
        page.set_viewport_size({"width": width, "height": 800})
        seen = hints.inner_text() if hints.is_visible() else ""
        assert [word for word in ("previous", "keep") if word in seen] == told


def test_on_a_telephone_steps_stand_in_two_columns_and_the_bar_fades(sign_in, by_reviewer, claim):
    page = _open(sign_in(by_reviewer, viewport={"width": 375, "height": 800}), claim)
    page.get_by_role("link", name="More or fewer words").first.click()
    expect(page.locator("[data-step]")).not_to_have_count(0)
    left = page.locator("[data-step]").evaluate_all("all => new Set(all.map(one => one.offsetLeft)).size")
    assert left == 2
    assert "gradient" in page.locator(".bar nav").evaluate("nav => getComputedStyle(nav).maskImage")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_they_are_answered_on_a_page_of_their_own(sign_in, by_reviewer, claim):
    page = sign_in(by_reviewer, java_script_enabled=False)
    page.goto(f"/claims/{claim.public_id}/")
    page.locator("#suggestions a").first.click()
    page.get_by_role("button", name="Contradicts").first.click()
    expect(page.locator("[data-answered]")).to_contain_text("On the board: contradicts.")
    assert claim.evidence.get().stance == "contradicts"
    page.get_by_role("button", name="Undo").click()
    assert not claim.evidence.standing().exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_suggestions_have_no_accessibility_problems(sign_in, by_reviewer, claim, scheme, width):
    page = sign_in(by_reviewer, color_scheme=scheme, viewport={"width": width, "height": 900})
    _open(page, claim)
    _press(page, "s", "3")
    expect(page.locator("[data-answered]")).to_be_visible()
    expect(page.locator("[data-suggestion]").first).to_be_focused()
    _press(page, "w")
    expect(page.locator("[data-step]").first).to_be_visible()
    # What lies half beneath the bar is too small a target, and no fault of the page.
    page.evaluate("scrollTo(0, 0)")
    assert accessibility_problems(page) == []
    page.goto(f"/claims/{claim.public_id}/suggestions/")
    assert accessibility_problems(page) == []
    page.goto("/search/?q=ferry+-%22old+ferry%22")
    expect(page.locator(".hits li").first).to_be_visible()
    assert accessibility_problems(page) == []
