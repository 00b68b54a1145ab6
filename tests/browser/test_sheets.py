"""Pages of a PDF and pictures in a real browser: selecting words where they stand, typing what they say."""

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.documents.models import Extraction
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages.models import Passage
from tests.browser.conftest import accessibility_problems
from tests.database.desk.papers import claim_of, linked
from tests.database.desk.scans import scanned, screenshot, two_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 375, "height": 800}


def _words(page: Page) -> list[dict[str, float]]:
    """Where the words of the page stand on the screen, in order."""
    expect(page.locator("#page img")).to_be_visible()
    return page.evaluate(
        "[...document.querySelectorAll('#page .words rect')].map(one => one.getBoundingClientRect().toJSON())"
    )


def _drag(page: Page, first: dict[str, float], last: dict[str, float]) -> None:
    page.mouse.move(first["x"] + 2, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] / 2, steps=5)
    page.mouse.up()


def test_words_selected_on_the_page_image_are_a_passage_whose_address_shows_them_there(sign_in, by_reviewer):
    document = two_pages(by_reviewer)
    page = sign_in(by_reviewer, viewport=WIDE)
    page.goto(f"/documents/{document.public_id}/")
    words = _words(page)
    _drag(page, words[1], words[7])  # "bridge" in the first line to "told" in the second
    expect(page.locator(".chosen-words rect")).to_have_count(7)
    expect(page.locator("#selection-actions")).to_be_visible()
    bar = page.locator("#selection-actions").bounding_box()
    paper = page.locator("#page .paper").bounding_box()
    assert bar["y"] + bar["height"] <= paper["y"]
    page.keyboard.press("k")
    page.locator("dialog[open] form button.main").click()
    expect(page.locator("#page a.on-page")).to_have_count(1)
    passage = Kept.objects.get().passage
    assert passage.quote == "bridge was closed on Monday,\nthe mayor"
    assert (passage.page, len(passage.boxes)) == (1, 2)

    page.goto(f"/documents/{document.public_id}/?capture=1&page=2")
    expect(page.locator("#page")).to_have_attribute("data-page", "2")
    page.goto(f"/documents/{document.public_id}/?capture=1#{passage.public_id.lower()}")
    expect(page.locator("#page a.on-page[data-current]")).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_stays_where_it_is_when_actions_on_its_words_appear(sign_in, by_reviewer, viewport):
    page = sign_in(by_reviewer, viewport=viewport)
    page.goto(f"/documents/{two_pages(by_reviewer).public_id}/?view=page")
    words = _words(page)
    before = page.locator("#page .paper").bounding_box()
    _drag(page, words[0], words[1])
    bar = page.locator("#selection-actions")
    expect(bar).to_be_visible()
    # The picture, once it has come, may be less than a pixel higher or lower than the place kept for it.
    assert page.locator("#page .paper").bounding_box() == pytest.approx(before, abs=1)
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= before["y"]


def test_the_address_of_a_passage_turns_to_its_page(sign_in, by_reviewer):
    document = two_pages(by_reviewer)
    passage = linked(document, "Nobody was hurt", claim_of(by_reviewer), by_reviewer)
    page = sign_in(by_reviewer, viewport=WIDE)
    page.goto(f"/documents/{document.public_id}/?capture=1#{passage.public_id.lower()}")
    expect(page.locator("#page")).to_have_attribute("data-page", "2")
    expect(page.locator("#page a.on-page[data-current]")).to_be_visible()
    page.get_by_role("link", name="Previous page").click()
    expect(page.locator("#page")).to_have_attribute("data-page", "1")
    expect(page.locator("#page a.on-page")).to_have_count(0)


def test_what_is_selected_in_the_text_is_shown_on_the_page(sign_in, by_reviewer):
    page = sign_in(by_reviewer, viewport=WIDE)
    page.goto(f"/documents/{two_pages(by_reviewer).public_id}/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen-words rect")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".chosen-words rect")).to_have_count(0)


def test_on_a_narrow_screen_one_looks_at_text_or_page(sign_in, by_reviewer):
    page = sign_in(by_reviewer, viewport=NARROW)
    page.goto(f"/documents/{two_pages(by_reviewer).public_id}/")
    expect(page.locator("#page .paper")).to_be_hidden()
    page.get_by_role("navigation", name="Ways to look at it").get_by_role("link", name="Page").click()
    expect(page.locator("#page .paper")).to_be_visible()
    expect(page.locator("#text .block").first).to_be_hidden()
    page.reload()
    expect(page.locator("#page .paper")).to_be_visible()
    words = _words(page)
    _drag(page, words[0], words[1])
    expect(page.locator("#selection-actions")).to_be_visible()


def test_without_script_the_page_is_a_link_away(sign_in, by_reviewer):
    document = two_pages(by_reviewer)
    linked(document, "Nobody was hurt", claim_of(by_reviewer), by_reviewer)
    page = sign_in(by_reviewer, java_script_enabled=False, viewport=NARROW)
    page.goto(f"/documents/{document.public_id}/")
    page.locator(".page-begins a").nth(1).click()
    expect(page.locator("#page")).to_have_attribute("data-page", "2")
    expect(page.locator("#page a.on-page rect")).to_be_visible()


def test_words_typed_off_a_picture_are_evidence(sign_in, by_reviewer):
    document, claim = screenshot(by_reviewer), claim_of(by_reviewer, "The ferry sank.")
    page = sign_in(by_reviewer, viewport=WIDE)
    page.goto(f"/documents/{document.public_id}/")
    page.get_by_role("link", name="Type what it says").click()
    paper = page.locator(".paper").bounding_box()
    page.mouse.move(paper["x"] + paper["width"] * 0.1, paper["y"] + paper["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(paper["x"] + paper["width"] * 0.8, paper["y"] + paper["height"] * 0.5, steps=4)
    page.mouse.up()
    expect(page.locator("[name=width]")).to_have_value("70.0")
    assert accessibility_problems(page) == []
    page.locator("[name=text]").fill("The ferry sank at noon.")
    page.get_by_role("button", name="Keep this text").click()
    expect(page.locator("#text")).to_contain_text("Typed by Remy Reviewer")
    [word] = _words(page)
    page.mouse.dblclick(word["x"] + word["width"] / 2, word["y"] + word["height"] / 2)
    page.locator("#selection-actions [data-do=corroborates]").click()
    page.locator("dialog[open] [name=claim_q]").fill(claim.public_id)
    page.locator("dialog[open] button.main").click()
    expect(page.locator("#page a.on-page .yes rect")).to_be_visible()
    assert Evidence.objects.get().passage.quote == "The ferry sank at noon."
    assert Extraction.objects.latest("id").typed_by == by_reviewer
    assert Passage.objects.get().boxes == [[1, 120.0, 160.0, 960.0, 400.0]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_and_scans_have_no_accessibility_problems(sign_in, by_reviewer, scheme, size):
    document, claim = two_pages(by_reviewer), claim_of(by_reviewer)
    linked(document, "The bridge was closed", claim, by_reviewer)
    linked(document, "was closed on", claim_of(by_reviewer, "Another."), by_reviewer, "contradicts")
    page = sign_in(by_reviewer, color_scheme=scheme, viewport=size)
    addresses = [f"/documents/{document.public_id}/?view={view}" for view in ("text", "page")]
    scan = scanned(by_reviewer)
    addresses += [f"/documents/{scan.public_id}/", f"/documents/{scan.public_id}/type/"]
    for address in addresses:
        page.goto(address)
        assert accessibility_problems(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert Claim.objects.count() == 2
