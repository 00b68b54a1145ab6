"""Selecting words in a real browser, and what is stored of them."""

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.evidence.models import Kept
from factcheck.passages.models import Passage
from tests.browser.conftest import accessibility_problems
from tests.database.desk.papers import claim_of, linked, paper, said, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """# A quiet night 🌉 on the bridge

The 👩‍🚒 crew said: “We saw nothing.” Cafe\u0301 owners agree. The bridge was closed on Monday.

قال العمدة إن الجسر مغلق. لم يصب أحد.

Nobody was hurt. 🚧 Traffic flowed by noon.
"""

#: Selects the words as a mouse would: from text node to text node, in UTF-16 units. They must stand in one run.
SELECT = """words => {
  for (const holder of document.querySelectorAll("#text [data-start]")) {
    const at = holder.firstChild.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(holder.firstChild, at, holder.firstChild, at + words.length);
    return true;
  }
  return false;
}"""


def _open(page: Page, document) -> Page:
    page.goto(f"/documents/{document.public_id}/")
    return page


def _keep(page: Page) -> None:
    page.keyboard.press("k")
    page.locator("dialog[open] form button.main").click()
    expect(page.locator("mark[data-focus]")).to_be_focused()


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    "words",
    [
        "A quiet night 🌉 on the bridge",
        "👩‍🚒 crew",
        "“We saw nothing.”",
        "Cafe\u0301 owners",
        "العمدة إن الجسر",
        "🚧 Traffic",
    ],
    ids=["emoji in the title", "joined emoji", "quotation", "combining mark", "right to left", "after an emoji"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_stored_quote_is_what_was_selected(sign_in, by_reviewer, words, line_end):
    document = paper(by_reviewer, TEXT.replace("\n", line_end))
    page = _open(sign_in(by_reviewer), document)
    assert page.evaluate(SELECT, words)
    expect(page.locator("#selection-actions")).to_be_visible()
    _keep(page)
    assert Kept.objects.get().passage.quote == words


def test_words_are_selected_across_blocks_and_existing_marks(sign_in, by_reviewer):
    document = paper(by_reviewer, TEXT)
    said(document, "bridge was closed", claim_of(by_reviewer), by_reviewer)
    page = _open(sign_in(by_reviewer), document)
    page.evaluate(
        """() => {
          const runs = [...document.querySelectorAll("#text [data-start]")].map(one => one.firstChild);
          const first = runs.find(run => run.data.endsWith("bridge was closed"));
          const last = runs.find(run => run.data.includes("Nobody"));
          getSelection().setBaseAndExtent(first, 7, last, 6);
        }"""
    )
    _keep(page)
    passage = Kept.objects.get().passage
    assert passage.quote.startswith("was closed on Monday.\n")
    assert passage.quote.endswith("Nobody")
    assert passage.quote == text_of(document).text[passage.start : passage.end]


def test_by_keyboard_alone_a_sentence_without_its_full_stop_becomes_a_claim(sign_in, by_reviewer):
    document = paper(by_reviewer, TEXT)
    page = _open(sign_in(by_reviewer), document)
    for _ in range(12):
        _press(page, "j")
        if page.locator("#reader-live").inner_text() == "The bridge was closed on Monday.":
            break
    _press(page, "Enter", "Shift+ArrowLeft", "Alt+Shift+ArrowRight")
    expect(page.locator("#reader-live")).to_have_text("Selected: bridge was closed on Monday")
    _press(page, "c")
    statement = page.locator("dialog[open] textarea[name=statement]")
    expect(statement).to_have_value("bridge was closed on Monday")
    page.get_by_role("link", name="Take the whole sentence").click()
    expect(statement).to_have_value("The bridge was closed on Monday.")
    expect(statement).to_be_focused()
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    _press(page, "Alt+Shift+ArrowLeft", "c")
    expect(page.locator("dialog[open] textarea[name=statement]")).to_be_focused()
    _press(page, "Tab", "n")
    expect(page.locator("dialog[open] select[name=kind]")).to_have_value("negative")
    _press(page, "Tab", "Tab", "Enter")
    expect(page.locator("mark.said")).to_be_focused()
    claim = Claim.objects.get()
    assert claim.appearances.get().passage.quote == "The bridge was closed on Monday"
    assert (claim.kind, claim.statement) == ("negative", "The bridge was closed on Monday")
    expect(page.locator("#live")).to_have_text(f"New claim {claim.public_id}.")
    expect(page.locator(".marks")).to_contain_text("The bridge was closed on Monday")


def test_escape_lets_go_and_keys_never_take_from_a_field(sign_in, by_reviewer):
    page = _open(sign_in(by_reviewer), paper(by_reviewer, TEXT))
    _press(page, "j", "Enter")
    expect(page.locator("#selection-actions")).to_be_visible()
    _press(page, "Escape")
    expect(page.locator("#selection-actions")).to_be_hidden()
    _press(page, "j", "Enter")
    page.locator(".by-words summary").click()
    page.locator("#find-quote").fill("")
    page.locator("#find-quote").press_sequentially("jack")
    expect(page.locator("#find-quote")).to_have_value("jack")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_by_mouse_the_actions_appear_under_the_block_and_cover_no_word(sign_in, by_reviewer):
    page = _open(sign_in(by_reviewer), paper(by_reviewer, TEXT))
    page.get_by_text("Nobody was hurt.").dblclick(position={"x": 20, "y": 10})
    bar = page.locator("#selection-actions")
    expect(bar).to_be_visible()
    boxes = page.evaluate(
        "[...document.querySelectorAll('#text .block')].map(one => one.getBoundingClientRect().toJSON())"
    )
    place = bar.bounding_box()
    assert all(box["bottom"] <= place["y"] or box["top"] >= place["y"] + place["height"] for box in boxes)
    page.locator("#text h1").click()
    expect(bar).to_be_hidden()


def test_evidence_is_put_on_a_board_found_by_typing_and_taken_back(sign_in, by_reviewer):
    document, claim = paper(by_reviewer, TEXT), claim_of(by_reviewer, "The ferry sank.", kind="negative")
    page = _open(sign_in(by_reviewer), document)
    whence = page.locator("#provenance").inner_html()
    page.evaluate(SELECT, "Nobody was hurt.")
    page.locator("#selection-actions [data-do=contradicts]").click()
    page.locator("dialog[open] [name=claim_q]").press_sequentially("ferry")
    page.locator(f"dialog[open] input[value='{claim.public_id}']").check()
    page.locator("dialog[open] button.main").click()
    expect(page.locator("mark.no")).to_be_focused()
    assert claim.evidence.standing().count() == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("mark.no")).to_have_count(0)
    assert claim.evidence.standing().count() == 0
    # Neither answer brings it: it stays as it stood.
    assert page.locator("#provenance").inner_html() == whence


def test_a_refusal_stays_in_the_dialog_with_what_was_typed(sign_in, by_reviewer):
    document, claim = paper(by_reviewer, TEXT), claim_of(by_reviewer)
    linked(document, "Nobody was hurt.", claim, by_reviewer)
    page = _open(sign_in(by_reviewer), document)
    page.evaluate(SELECT, "Nobody was hurt.")
    page.locator("#selection-actions [data-do=context]").click()
    page.locator("dialog[open] [name=claim_q]").fill(claim.public_id)
    page.locator("dialog[open] [name=rationale]").fill("typed with care")
    page.locator("dialog[open] button.main").click()
    expect(page.locator("dialog[open] .error-summary")).to_contain_text("already")
    expect(page.locator("dialog[open] [name=rationale]")).to_have_value("typed with care")


def test_the_address_of_a_passage_shows_its_exact_words(sign_in, by_reviewer):
    long = "\n\n".join(f"Paragraph {number} says little." for number in range(80))
    document = paper(by_reviewer, f"{long}\n\nHere it is said at last.")
    passage = said(document, "it is said", claim_of(by_reviewer), by_reviewer)
    page = sign_in(by_reviewer)
    page.goto(f"/documents/{document.public_id}/?capture=1#{passage.public_id.lower()}")
    mark = page.locator(f"#{passage.public_id.lower()}")
    expect(mark).to_be_in_viewport()
    assert mark.locator("[data-start]").inner_text() == "it is said"
    assert page.evaluate("document.querySelector(':target').id") == passage.public_id.lower()


def test_without_script_words_are_found_and_kept(sign_in, by_reviewer):
    document = paper(by_reviewer, TEXT)
    page = _open(sign_in(by_reviewer, java_script_enabled=False), document)
    page.locator(".by-words summary").click()
    page.locator("#find-quote").fill("Nobody  was hurt.")
    page.locator("#find-do").select_option("keep")
    page.get_by_role("button", name="Find the words").click()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("mark.kept [data-start]")).to_have_text("Nobody was hurt.")
    assert Passage.objects.get().quote == "Nobody was hurt."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_reader_and_dialogs_have_no_accessibility_problems(sign_in, by_reviewer, scheme, width):
    document, claim = paper(by_reviewer, TEXT), claim_of(by_reviewer)
    said(document, "The bridge was closed", claim, by_reviewer)
    linked(document, "bridge was closed on", claim_of(by_reviewer, "Another."), by_reviewer, "contradicts")
    linked(document, "was closed on Monday", claim, by_reviewer, "context")
    page = sign_in(by_reviewer, color_scheme=scheme, viewport={"width": width, "height": 800})
    _open(page, document)
    page.evaluate(SELECT, "Nobody was hurt.")
    expect(page.locator("#selection-actions")).to_be_visible()
    assert accessibility_problems(page) == []
    for key in ("c", "1", "a", "k"):
        _press(page, key)
        expect(page.locator("dialog[open] form")).to_be_visible()
        assert accessibility_problems(page) == [], key
        _press(page, "Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        # What the closed form had still asked for, such as claims like it.
        expect(page.locator(".htmx-request")).to_have_count(0)


#: Where everything stands that a bar could push away: blocks, marks beside the text, and how far the page is scrolled.
PLACES = """() => [
  scrollY, document.documentElement.scrollHeight,
  ...[...document.querySelectorAll("#text .block, #text .cell, .rail, .outline, .foot, .paper")].map(one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
  }),
]"""


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("words", ["A quiet night", "We saw nothing", "Nobody was hurt", "العمدة"])
def test_nothing_moves_when_the_actions_come_and_go(sign_in, by_reviewer, words, width):
    page = _open(sign_in(by_reviewer, viewport={"width": width, "height": 900}), paper(by_reviewer, TEXT))
    before = page.evaluate(PLACES)
    assert page.evaluate(SELECT, words)
    bar = page.locator("#selection-actions")
    expect(bar).to_be_visible()
    assert page.evaluate(PLACES) == before
    place, chosen = bar.bounding_box(), page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
    assert place["y"] >= chosen["bottom"] or place["y"] + place["height"] <= chosen["top"]
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    assert page.evaluate(PLACES) == before


def test_in_a_table_nothing_moves_either_and_the_actions_are_not_cut_off(sign_in, by_reviewer):
    document = paper(by_reviewer, b"Country,2019,2020\nNorway,14,25\nPeru,36,47\n", filename="trips.csv")
    page = _open(sign_in(by_reviewer), document)
    before = page.evaluate(PLACES)
    assert page.evaluate(SELECT, "36")
    bar = page.locator("#selection-actions")
    expect(bar).to_be_visible()
    assert page.evaluate(PLACES) == before
    inside = "one => { const { x, y, width, height } = one.getBoundingClientRect();"
    inside += " return one.contains(document.elementFromPoint(x + width / 2, y + height - 6)); }"
    assert bar.evaluate(inside)
