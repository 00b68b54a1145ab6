"""While a claim is typed: what was answered before comes by itself, and is linked with the claim."""

import pytest
from playwright.sync_api import expect

from factcheck.claims.models import Claim, ClaimLink, EarlierCheck
from tests.browser.conftest import accessibility_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATEMENT = "The old bridge over the Lenna was closed to lorries in March."


def test_an_answer_comes_while_typing_keeps_what_was_chosen_and_is_linked(sign_in, reviewer, by_reviewer, searchable):
    check = EarlierCheck.objects.create(key="bridge", statement=STATEMENT, rating="Half true")
    searchable()
    page = sign_in(reviewer)
    page.goto("/claims/new/")
    field = page.get_by_label("What we check")
    field.press_sequentially("Lenna bridge closed to lorries")
    expect(page.locator("#closest")).to_contain_text("Half true")
    expect(field).to_be_focused()
    page.locator(f"#link-{check.public_id}").select_option("same")
    field.press_sequentially(" since March")
    expect(page.locator("#closest")).to_contain_text("closed, lorries, March")
    expect(page.locator(f"#link-{check.public_id}")).to_have_value("same")
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#answered")).to_contain_text("The same claim")
    link = ClaimLink.objects.get(claim=Claim.objects.get())
    assert (link.earlier, link.kind, link.linked_by) == (check, "same", reviewer)
