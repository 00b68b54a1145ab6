"""A thread from the question to the answer, by two people at once, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from factcheck.audit.context import acting
from factcheck.discussion.actions import open_thread, write_comment
from factcheck.discussion.models import Thread
from tests.browser.conftest import accessibility_problems
from tests.database.verdicts.conftest import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(transactional_db, reviewer):
    return make_case(reviewer)


def bell(page: Page):
    return page.locator(".bar .bell")


def test_a_thread_on_a_card_from_opening_to_resolved_and_the_mention_in_the_other_s_bell(
    sign_in, reviewer, editor, case
):
    asks, answers = sign_in(reviewer), sign_in(editor)
    piece = case.corroborating.public_id
    asks.goto(f"/claims/{case.claim.public_id}/")
    asks.locator(f"#{piece}").get_by_role("link", name="Discuss").click()
    talk = asks.locator(f"#talk-{piece.lower()}")
    talk.get_by_label("Comment").fill("@Edda Editor: is this the whole list?")
    talk.get_by_role("button", name="Open the thread").click()
    expect(asks.locator("#live")).to_have_text("The thread is open.")
    expect(talk.locator(".called")).to_have_text("@Edda Editor")
    # Told without the page being loaded again.
    expect(asks.locator("#unresolved")).to_have_text("one thread open")

    answers.goto("/claims/")
    expect(bell(answers)).to_have_accessible_name("Notifications, one unread")
    bell(answers).click()
    answers.get_by_role("link", name="Remy Reviewer mentions you").click()
    thread = Thread.objects.get()
    expect(answers).to_have_url(re.compile(f"/discussion/{thread.public_id}/$"))
    expect(bell(answers)).to_have_accessible_name("Notifications")
    answers.get_by_label("Comment").fill("It is: see C-0001.\nAll of August.")
    answers.locator("form").get_by_role("button", name="Answer").click()
    expect(answers.locator(".said")).to_have_count(2)
    answers.get_by_role("button", name="Resolve").click()
    expect(answers.locator(".thread.resolved")).to_be_focused()
    assert accessibility_problems(answers) == []

    asks.reload()
    expect(bell(asks)).to_have_accessible_name("Notifications, 2 unread")
    expect(asks.locator("#unresolved")).to_have_text("all resolved")
    assert accessibility_problems(asks) == []


def test_what_is_typed_beneath_a_card_outlives_a_change_of_the_board(sign_in, reviewer, case):
    page = sign_in(reviewer)
    page.goto(f"/claims/{case.claim.public_id}/")
    kept, other = case.corroborating.public_id, case.contradicting.public_id
    page.locator(f"#{kept}").get_by_role("link", name="Discuss").click()
    page.locator(f"#talk-{kept.lower()}").get_by_label("Comment").fill("Is this")
    page.locator(f"#{other}").get_by_role("button", name="Remove").click()
    expect(page.locator(f"#{other}")).to_have_count(0)
    talk = page.locator(f"#{kept} #talk-{kept.lower()}")
    expect(talk.get_by_label("Comment")).to_have_value("Is this")
    talk.get_by_label("Comment").fill("Is this all?")
    talk.get_by_role("button", name="Open the thread").click()
    expect(talk.locator(".said")).to_have_text("Is this all?")


def test_a_comment_is_changed_in_place_and_a_thread_works_without_script(sign_in, reviewer, case):
    page = sign_in(reviewer, java_script_enabled=False, viewport={"width": 375, "height": 800}, color_scheme="dark")
    page.goto(f"/discussion/on/{case.claim.public_id}/")
    page.get_by_label("Comment").fill("Wich year?")
    page.get_by_role("button", name="Open the thread").click()
    page.get_by_role("link", name="Change your comment").click()
    page.get_by_label("Comment").fill("Which year?")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".said")).to_have_text("Which year?")
    expect(page.get_by_role("link", name="edited")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator(".thread.resolved")).to_be_visible()

    scripted = sign_in(reviewer)
    scripted.goto(f"/discussion/{Thread.objects.get().public_id}/")
    scripted.get_by_role("link", name="Change your comment").click()
    scripted.locator("#dialog").get_by_label("Comment").fill("Which year was it?")
    scripted.locator("#dialog").get_by_role("button", name="Save").click()
    expect(scripted.locator(".said")).to_have_text("Which year was it?")
    expect(scripted.locator("#dialog")).to_be_hidden()


def test_the_pages_look_as_they_should(sign_in, reviewer, editor, case, tmp_path: Path):
    """Wide and narrow, light and dark: no accessibility problem, nothing wider than the window."""
    with acting(reviewer, action="test"):
        for about in (case.claim, case.corroborating, case.corroborating.passage):
            thread = open_thread(about=about, text="@Edda Editor https://a.example/" + "x" * 200, by=reviewer)
            write_comment(thread=thread, text="And so on.", by=reviewer)
    claim, document = case.claim.public_id, case.corroborating.passage.document.public_id
    addresses = {
        "claim": f"/claims/{claim}/",
        "thread": f"/discussion/{thread.public_id}/",
        "about": f"/discussion/on/{claim}/",
        "reader": f"/documents/{document}/",
        "notifications": "/notifications/",
        "preferences": "/notifications/preferences/",
    }
    for scheme, width in (("light", 1280), ("dark", 375)):
        page = sign_in(editor, color_scheme=scheme, viewport={"width": width, "height": 900})
        for name, address in addresses.items():
            page.goto(address)
            page.screenshot(path=tmp_path / f"{name}-{scheme}.png", full_page=True)
            assert accessibility_problems(page) == [], (name, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, scheme)
