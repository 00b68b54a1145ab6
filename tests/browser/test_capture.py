"""A page of the web from capture to 404: captured, cited, watched; what became of it is said wherever it matters.

The web server is on this machine, and a real worker goes there; only the passing of days is played.
"""

import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.documents.capturing.watching import visit_watched_pages
from factcheck.documents.models import Document, Fetch, Watch, WatchFinding
from factcheck.evidence.models import Evidence
from tests.browser.conftest import PATIENCE, accessibility_problems
from tests.browser.keyboard import go_to_sentence
from tests.browser.worker import Worker
from tests.database.desk.papers import claim_of
from tests.database.documents.site import CITED, EDITED, Site, site, story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Before the worker starts, which is told that it may go there."""
    with site() as made:
        monkeypatch.setenv("CAPTURE_ALLOWED", f"127.0.0.1:{made.port}")
        monkeypatch.setenv("CAPTURE_HOST_PAUSE", "1")
        made.put(story())
        yield made


def capture(page: Page, pages: Site) -> Document:
    page.goto("/documents/")
    page.get_by_role("link", name="Capture a page").click()
    page.get_by_label("Addresses").fill(pages.url())
    page.get_by_role("button", name="Capture").click()
    link = page.get_by_role("link", name="Read the document")
    expect(link).to_be_visible()
    expect(page.locator("#state")).to_contain_text("127.0.0.1")
    link.click()
    expect(page.locator("#text")).to_contain_text(CITED)
    return Document.objects.get()


def cite(page: Page, claim: Claim) -> Evidence:
    go_to_sentence(page, CITED[:40])
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    dialog = page.locator("dialog[open]")
    dialog.locator("input[name=claim_q]").fill(claim.public_id)
    dialog.locator(f"input[type=radio][value='{claim.public_id}']").check()
    dialog.locator("[name=rationale]").fill("It says so.")
    dialog.get_by_role("button", name="Put on the board").click()
    expect(page.locator("mark.yes").first).to_be_visible()
    return Evidence.objects.get()


def watch(page: Page) -> None:
    page.get_by_role("button", name="Watch the page").click()
    expect(page.get_by_role("button", name="Stop watching")).to_be_visible()


def a_day_later() -> None:
    """The watch asks, and the worker goes there; done when it has come back."""
    Watch.objects.update(due_at=timezone.now())
    before = Fetch.objects.exclude(outcome="").count()
    assert visit_watched_pages() == 1
    ends = time.monotonic() + PATIENCE / 1000
    while Fetch.objects.exclude(outcome="").count() == before:
        assert time.monotonic() < ends, "the worker did not go there"
        time.sleep(0.1)


def sees(page: Page, document: Document, claim: Claim, words: str) -> None:
    page.goto(f"/documents/{document.public_id}/")
    expect(page.locator("#watch")).to_contain_text(words, ignore_case=True)
    page.goto(f"/claims/{claim.public_id}/")
    expect(page.locator("#pages")).to_contain_text(words, ignore_case=True)


def test_a_watched_page_is_unchanged_then_edited_then_gone(
    pages: Site, sign_in: Callable[..., Page], worker: Worker, reviewer: User
) -> None:
    with acting(reviewer, action="test"):
        claim = claim_of(reviewer, "The repairs take three weeks.")
        page = sign_in(reviewer)
        document = capture(page, pages)
        cite(page, claim)
        page.goto(f"/documents/{document.public_id}/")
        watch(page)

        a_day_later()
        sees(page, document, claim, "unchanged")

        pages.put(story(EDITED))
        a_day_later()
        sees(page, document, claim, "a cited passage changed or is gone")
        expect(page.locator("#pages")).to_contain_text("1 passage of this claim")

        page.goto("/")
        page.get_by_role("link", name=document.name).first.click()
        expect(page.locator("ins", has_text="months")).to_be_visible()
        assert accessibility_problems(page) == []
        page.get_by_label("the change matters", exact=False).check()
        page.get_by_label("Why").fill("It now takes five months.")
        page.get_by_role("button", name="Answer").click()
        expect(page.get_by_text("It now takes five months.").first).to_be_visible()
        assert WatchFinding.objects.get().answered_by == reviewer

        pages.take_away()
        a_day_later()
        sees(page, document, claim, "vanished")
