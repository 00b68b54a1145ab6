"""The desk at work in a browser: what is due, many claims at once, a claim given up, and a session that ran out."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import set_password
from factcheck.audit.context import acting
from factcheck.claims.actions import change_claim, drop_claim
from factcheck.claims.models import Claim, SavedView
from factcheck.verdicts.actions import draft_verdict
from factcheck.verdicts.models import StaleItem
from tests.browser.conftest import accessibility_problems
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY, DAY = timezone.localdate(), timedelta(days=1)
PASSWORD = "walnut-ferry-cloud"
NARROW = {"width": 375, "height": 800}


def _picture(page: Page, name: str) -> None:
    """For people who want to see what the test saw: FACTCHECK_PICTURES names the folder."""
    if folder := os.environ.get("FACTCHECK_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def claims(by_reviewer, editor) -> list[Claim]:
    late = claim_of(by_reviewer, "The bridge was closed for a week.", assignee=by_reviewer, due_on=TODAY - DAY)
    soon = claim_of(by_reviewer, "A tunnel is being dug beneath the river.", priority=1, assignee=editor, due_on=TODAY)
    free = claim_of(by_reviewer, "There is no ferry on Sundays.", kind="negative", tags=["ferry"])
    linked(paper(by_reviewer), "Nobody was hurt.", late, by_reviewer)
    dropped = claim_of(by_reviewer, "The cat of the ferryman is grey.")
    drop_claim(claim=dropped, by=by_reviewer, reason="Too small to matter.")
    verdict = draft_verdict(claim=claim_of(by_reviewer, "It rained on Friday."), by=by_reviewer)
    StaleItem.objects.create(verdict=verdict, cause="regraded", about="S-0001")
    return [late, soon, free, dropped]


@pytest.mark.parametrize("look", [{}, {"viewport": NARROW, "color_scheme": "dark"}], ids=["wide", "narrow"])
def test_desk_list_and_claim_look_as_meant(sign_in, reviewer, claims, look):
    page = sign_in(reviewer, **look)
    name = "narrow" if look else "wide"
    for address, title in (("/", "desk"), ("/claims/", "list"), (f"/claims/{claims[3].public_id}/", "dropped")):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        _picture(page, f"{title}-{name}")
        assert accessibility_problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_rows_are_ticked_by_key_and_changed_at_once(sign_in, reviewer, claims):
    page = sign_in(reviewer)
    page.goto("/claims/?sort=oldest")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("2 ticked")
    bulk = page.locator("#bulk")
    bulk.get_by_label("Add tags").fill("bridge")
    bulk.get_by_label("Priority").select_option(label="Low")
    _picture(page, "bulk")
    bulk.get_by_role("button", name="Change").click()
    expect(page.get_by_text("2 claims are changed.")).to_be_visible()
    assert page.url.endswith("/claims/?sort=oldest")
    assert [claim.tags for claim in Claim.objects.order_by("pk")[:3]] == [["bridge"], ["bridge"], ["ferry"]]
    # All of the page at once, and none again.
    page.get_by_label("Tick all on this page").check()
    expect(page.locator("[data-ticked]")).to_have_text("5 ticked")


def test_filters_are_saved_as_a_view_after_the_list_was_narrowed_in_place(sign_in, reviewer, claims):
    page = sign_in(reviewer)
    page.goto("/claims/")
    page.get_by_label("Priority").first.select_option(label="High")
    page.get_by_text("Save this view").click()
    page.get_by_label("Name").fill("Urgent")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as “Urgent”.")).to_be_visible()
    _picture(page, "view")
    assert SavedView.objects.get().query == "priority=1"


def test_a_claim_is_dropped_in_a_dialog_and_taken_up_again(sign_in, reviewer, claims):
    page = sign_in(reviewer)
    page.goto(f"/claims/{claims[2].public_id}/")
    page.get_by_role("link", name="Drop…", exact=True).click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Drop the claim").click()
    expect(dialog.get_by_text("Say why it is dropped.").first).to_be_visible()
    dialog.get_by_label("Why it is dropped").fill("Checked by others.")
    _picture(page, "drop")
    dialog.get_by_role("button", name="Drop the claim").click()
    page.get_by_role("button", name="Take it up again").click()
    expect(page.get_by_text("The claim is taken up again.")).to_be_visible()
    assert Claim.objects.get(pk=claims[2].pk).state == "triaged"


def test_what_is_typed_survives_a_session_that_ran_out_and_somebody_elses_edit(sign_in, reviewer, editor, claims):
    set_password(person=reviewer, password=PASSWORD)
    claim = claims[2]
    page = sign_in(reviewer)
    page.goto(f"/claims/{claim.public_id}/edit/")
    page.get_by_label("What we check").fill("No ferry goes on Sundays.")
    Session.objects.all().delete()
    claim.refresh_from_db()
    with acting(editor, action="test"):
        change_claim(claim=claim, expected=claim.version, by=editor, priority=1, statement="There is none on Sundays.")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("E-mail").fill(reviewer.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What you wrote is kept")).to_be_visible()
    expect(page.get_by_text("No ferry goes on Sundays.")).to_be_visible()
    _picture(page, "kept")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("Edda Editor changed this while you were writing.")).to_be_visible()
    _picture(page, "conflict")
    assert accessibility_problems(page) == []
    expect(page.get_by_label("What we check")).to_have_value("No ferry goes on Sundays.")
    expect(page.get_by_label("Priority")).to_have_value("1")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/claims/{claim.public_id}/")
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.statement, stored.priority) == ("No ferry goes on Sundays.", 1)
