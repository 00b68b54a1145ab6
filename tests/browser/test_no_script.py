"""The main job with JavaScript off: every step is a link or a form."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import change_desk
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.models import Claim, Kind
from factcheck.evidence.models import Evidence, Stance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = """The night at the bridge

12 May 2025

There was no fire at the bridge on Monday. The fire chief said: "Our crews stayed at the station all night."

The paper has asked the town for its log.
"""
CLAIM = "There was no fire at the bridge on Monday"
CHIEF = "Our crews stayed at the station all night."
ADDRESS = "https://desk.example/checks/fire"


def paste(page: Page) -> None:
    page.goto("/documents/import/")
    page.get_by_label("Text, pasted by hand").fill(ARTICLE)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="Checked: keep these facts").click()
    page.goto("/documents/D-0001/")
    expect(page.locator("#text")).to_contain_text(CLAIM)


def find_words(page: Page, words: str, meaning: str) -> None:
    page.locator(".by-words summary").click()
    page.locator("#find-quote").fill(words)
    page.locator("#find-do").select_option(meaning)
    page.get_by_role("button", name="Find the words").click()
    expect(page.locator("mark.sel")).to_have_text(words)


def mark_the_claim(page: Page) -> Claim:
    find_words(page, CLAIM, "claim")
    page.locator("[name=kind]").select_option("negative")
    page.get_by_role("button", name="Make the claim").click()
    expect(page.locator("mark.said").first).to_be_visible()
    claim = Claim.objects.get()
    assert claim.kind == Kind.NEGATIVE
    return claim


def link_the_chief(page: Page, claim: Claim) -> Evidence:
    find_words(page, CHIEF, "corroborates")
    page.locator("[name=claim_q]").fill("fire bridge")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator(f"input[type=radio][value='{claim.public_id}']").check()
    page.locator("[name=rationale]").fill("They would have gone out.")
    page.get_by_role("button", name="Put on the board").click()
    expect(page.locator("mark.yes").first).to_be_visible()
    evidence = Evidence.objects.get()
    assert (evidence.stance, evidence.passage.quote) == (Stance.CORROBORATES, CHIEF)
    return evidence


def record_a_search(page: Page, claim: Claim) -> None:
    page.goto(f"/claims/{claim.public_id}/")
    page.get_by_role("link", name="Search done").click()
    page.locator("[name=where]").fill("The log of the fire service")
    page.locator("[name=query]").fill("bridge, Monday")
    page.locator("[name=searched]").fill("2025-05-20")
    page.locator("[name=outcome]").select_option("not_found")
    page.get_by_role("button", name="Record").click()
    expect(page.locator("#board")).to_contain_text("The log of the fire service")


def draft_and_submit(page: Page, evidence: Evidence) -> str:
    page.get_by_role("button", name="Start a verdict").click()
    page.get_by_label("Mostly true").check()
    page.get_by_label("Conclusion").fill("The crews did not go out.")
    page.get_by_label("Explanation").fill(f"The chief said so [{evidence.public_id}].")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator("#preview .footnotes li")).to_have_count(1)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("It waits for an editor").first).to_be_visible()
    return Evidence.objects.get().claim.verdicts.get().public_id


def approve_and_publish(page: Page, verdict: str) -> None:
    page.goto(f"/verdicts/{verdict}/")
    page.get_by_role("button", name="Mark as checked").click()
    expect(page.get_by_text(re.compile("Checked by"))).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Report", exact=True).last.click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_label("Public address").fill(ADDRESS)
    page.get_by_role("button", name="Record publication").click()
    expect(page.locator(".report")).to_contain_text(ADDRESS)


def export(page: Page, file_format: str) -> str:
    page.goto("/reports/export/")
    page.locator(f"[name=format][value={file_format}]").check()
    with page.expect_download() as download:
        page.locator("main form button.main").click()
    return download.value.path().read_text()


def test_a_claim_is_checked_and_published_without_script(
    sign_in: Callable[..., Page], reviewer: User, editor: User
) -> None:
    with acting(editor, action="test"):
        change_desk(name="Demo desk", url="https://desk.example/", prints_grades=False)
    page, desk = sign_in(reviewer, java_script_enabled=False), sign_in(editor, java_script_enabled=False)
    paste(page)
    claim = mark_the_claim(page)
    evidence = link_the_chief(page, claim)
    record_a_search(page, claim)
    verdict = draft_and_submit(page, evidence)
    approve_and_publish(desk, verdict)
    for file_format in ("csv", "jsonl"):
        assert CHIEF in export(desk, file_format)
    assert ADDRESS in json.dumps(json.loads(export(desk, "claimreview")))
