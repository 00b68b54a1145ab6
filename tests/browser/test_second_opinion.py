"""A blind second opinion with three people in three browsers: differing ratings, settled, written, published."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.parts import add_part, add_reading
from factcheck.verdicts.models import OpinionRound, Verdict
from tests.browser.conftest import accessibility_problems
from tests.database.verdicts.conftest import make_case
from tests.database.verdicts.rounds import ask, give, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other(transactional_db) -> User:
    return create_user(email="rita@desk.example", name="Rita Reviewer", role="reviewer")


def answer(page: Page, label: str, why: str) -> None:
    page.get_by_role("link", name="Give your opinion").first.click()
    expect(page.get_by_role("heading", name="Your opinion")).to_be_visible()
    expect(page.locator("#board")).to_contain_text("lists no exercise in August")
    page.locator("label", has_text=label).filter(has=page.get_by_text(label, exact=True)).locator("input").check()
    page.get_by_label("Why").fill(why)
    page.get_by_role("button", name="Give your opinion").click()
    expect(page.get_by_text("Your opinion is in.")).to_be_visible()


def test_two_who_differ_are_settled_by_a_third_and_the_verdict_goes_out(
    sign_in: Callable[..., Page], reviewer: User, other: User, editor: User
) -> None:
    case = make_case(reviewer)
    remy, rita, edda = sign_in(reviewer), sign_in(other), sign_in(editor)

    remy.goto(f"/claims/{case.claim.public_id}/")
    remy.get_by_role("link", name="Ask two people").click()
    remy.get_by_label("The other").select_option(label="Rita Reviewer")
    remy.get_by_role("button", name="Ask both").click()
    expect(remy.get_by_text("Has not answered yet.")).to_have_count(2)
    round = OpinionRound.objects.get()

    answer(remy, "Mostly true", "The archive lists none.")
    for page in (rita, edda):
        page.goto(f"/opinions/{round.public_id}/")
        expect(page.get_by_text("Has answered. It can be read once both are in.")).to_be_visible()
        expect(page.get_by_text("The archive lists none.")).to_have_count(0)
    edda.goto(f"/claims/{case.claim.public_id}/")
    expect(edda.locator("#verdict")).to_contain_text("Waiting for: Rita Reviewer")
    expect(edda.locator("#verdict").get_by_role("link", name="Edit")).to_have_count(0)

    answer(rita, "Half true", "The weekly saw soldiers.")
    expect(rita.get_by_text("The archive lists none.")).to_be_visible()
    expect(rita.get_by_text("It waits for an editor who gave neither of them.")).to_be_visible()

    edda.goto(f"/opinions/{round.public_id}/")
    edda.locator("label", has_text="Mostly true").locator("input").check()
    edda.get_by_label("Why").fill("The weekly is one origin.")
    edda.get_by_role("button", name="Settle it so").click()
    expect(edda.get_by_text("Edda Editor settled it as “Mostly true”")).to_be_visible()

    rita.reload()
    rita.get_by_text("Note your dissent").click()
    rita.get_by_label("What you want said of it").fill("One origin is enough here.")
    rita.get_by_role("button", name="Note it").click()
    expect(rita.get_by_role("heading", name="Dissent of Rita Reviewer")).to_be_visible()
    expect(rita.get_by_text("One origin is enough here.")).to_be_visible()

    remy.goto(f"/verdicts/{case.verdict.public_id}/edit/")
    expect(remy.get_by_text("Edda Editor settled it as")).to_contain_text("Mostly true")
    case.verdict.refresh_from_db()
    assert case.verdict.rating is None
    write_and_publish(case.verdict, remy, edda)
    edda.goto("/desk/agreement/")
    expect(edda.locator("main")).to_contain_text("differently from Rita Reviewer")


def write_and_publish(verdict: Verdict, remy: Page, edda: Page) -> None:
    remy.locator("label", has_text="Mostly true").first.click()
    remy.get_by_label("Conclusion").fill("No list has one.")
    remy.get_by_role("button", name="Send for review").last.click()
    expect(remy.get_by_text("Sent for review.")).to_be_visible()
    edda.goto(f"/verdicts/{verdict.public_id}/")
    for box in edda.locator("form[action$='/approve/'] textarea[name^=reason]").all():
        box.fill("Not needed for this one.")
    edda.get_by_role("button", name="Approve").click()
    edda.get_by_role("link", name="Report", exact=True).last.click()
    edda.get_by_role("link", name="Publish").click()
    edda.get_by_role("button", name="Record publication").click()
    expect(edda.locator(".rating")).to_contain_text("Mostly true")
    verdict.refresh_from_db()
    assert verdict.state == "published"


def test_its_pages_look_as_they_should(
    sign_in: Callable[..., Page], reviewer: User, other: User, editor: User, tmp_path: Path
) -> None:
    case = make_case(reviewer)
    with acting(reviewer, action="test"):
        add_part(parent=case.claim, by=reviewer, statement="None was listed.")
        add_reading(parent=case.claim, by=reviewer, reading="of the army", statement=case.claim.statement)
        add_reading(parent=case.claim, by=reviewer, reading="of anybody", statement=case.claim.statement)
    waiting = ask(reviewer, other, claim=case.claim)
    done = ask(reviewer, other)
    give(done, reviewer, "False", "The register says that it went on.")
    give(done, other, "Half true", "One half of it did.")
    compared = ask(reviewer, other)
    give(compared, reviewer, "False")
    give(compared, other, "Unproven")
    settle(done, editor, "False")
    addresses = {
        "claim": f"/claims/{case.claim.public_id}/",
        "part": f"/claims/{case.claim.public_id}/parts/new/",
        "reading": f"/claims/{case.claim.public_id}/readings/new/",
        "waiting": f"/opinions/{waiting.public_id}/",
        "compared": f"/opinions/{compared.public_id}/",
        "settled": f"/opinions/{done.public_id}/",
        "agreement": "/desk/agreement/",
    }
    pictures = Path(os.environ.get("FACTCHECK_PICTURES", tmp_path))
    for scheme, width in (("light", 1280), ("dark", 375)):
        seen_by_editor = sign_in(editor, color_scheme=scheme, viewport={"width": width, "height": 900})
        seen_by_other = sign_in(other, color_scheme=scheme, viewport={"width": width, "height": 900})
        pages = [(seen_by_editor, name, address) for name, address in addresses.items()]
        pages.append((seen_by_other, "give", f"/opinions/{waiting.public_id}/give/"))
        for page, name, address in pages:
            page.goto(address)
            page.screenshot(path=pictures / f"{name}-{scheme}.png", full_page=True)
            assert accessibility_problems(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
