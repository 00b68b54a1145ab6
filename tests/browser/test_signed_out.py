"""A page that stays open while its reader is signed out loses nothing, and saves once they are back."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import set_password
from factcheck.verdicts.actions import draft_verdict
from tests.database.desk.papers import claim_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "walnut-ferry-cloud"
TYPED = "The bridge was shut all day."


def _sign_in_in_another_tab(page: Page, user) -> None:
    tab = page.context.new_page()
    tab.goto("/accounts/login/")
    tab.locator("[name=login]").fill(user.email)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("[name=password]").press("Enter")
    tab.wait_for_url("**/")
    tab.close()
    page.bring_to_front()
    # Without a window there is no focus to come back.
    page.evaluate("dispatchEvent(new Event('focus'))")


def test_a_page_says_that_its_reader_is_signed_out_and_saves_when_they_are_back(sign_in, by_reviewer):
    verdict = draft_verdict(claim=claim_of(by_reviewer), by=by_reviewer)
    set_password(person=by_reviewer, password=PASSWORD)
    page = sign_in(by_reviewer)
    page.goto(f"/verdicts/{verdict.public_id}/edit/")
    Session.objects.all().delete()
    page.locator("[name=explanation]").press_sequentially(TYPED)
    expect(page.locator("#live")).to_contain_text("You are signed out. What you typed is still here")
    expect(page.locator("[name=explanation]")).to_have_value(TYPED)
    _sign_in_in_another_tab(page, by_reviewer)
    expect(page.locator("#live")).to_contain_text("You are signed in again")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator("#preview")).to_contain_text(TYPED)
    verdict.refresh_from_db()
    assert verdict.explanation == TYPED


def test_a_page_is_not_saved_by_somebody_else_who_signs_in(sign_in, by_reviewer, editor):
    verdict = draft_verdict(claim=claim_of(by_reviewer), by=by_reviewer)
    set_password(person=editor, password=PASSWORD)
    page = sign_in(by_reviewer)
    page.goto(f"/verdicts/{verdict.public_id}/edit/")
    Session.objects.all().delete()
    page.locator("[name=explanation]").press_sequentially(TYPED)
    expect(page.locator("#live")).to_contain_text("You are signed out")
    _sign_in_in_another_tab(page, editor)
    expect(page.locator("#live")).to_contain_text("Somebody else is signed in now")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator("#preview")).to_have_count(0)
    verdict.refresh_from_db()
    assert verdict.explanation == ""
