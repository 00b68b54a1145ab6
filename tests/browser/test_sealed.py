"""A document from a protected source: sealed in one browser, met nowhere in another."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from factcheck.documents.models import Document
from tests.browser.conftest import accessibility_problems
from tests.database.verdicts.conftest import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "4,000 soldiers"


def test_what_one_person_seals_another_meets_nowhere(sign_in, reviewer, viewer, editor, tmp_path: Path):
    case = make_case(reviewer)
    document = Document.objects.get()
    seals, looks = sign_in(reviewer), sign_in(viewer)
    looks.goto(f"/claims/{case.claim.public_id}/")
    expect(looks.locator("#board")).to_contain_text(WORDS)

    seals.goto(f"/documents/{document.public_id}/")
    seals.get_by_role("link", name="Seal…").click()
    seals.get_by_label("What others are told").fill("A letter from a protected source")
    seals.get_by_label("Edda Editor").check()
    assert accessibility_problems(seals) == []
    seals.screenshot(path=tmp_path / "seal.png", full_page=True)
    seals.get_by_role("button", name="Seal it").click()
    expect(seals.get_by_role("heading", name="Sealed")).to_be_visible()
    assert accessibility_problems(seals) == []
    seals.screenshot(path=tmp_path / "sealed.png", full_page=True)

    looks.reload()
    expect(looks.locator("#board")).to_contain_text(
        "2 sealed passages stand here too: A letter from a protected source"
    )
    looks.screenshot(path=tmp_path / "claim.png", full_page=True)
    for address in (
        f"/claims/{case.claim.public_id}/",
        "/documents/",
        f"/search/?q={WORDS}",
        "/documents/imports/",
        f"/audit/{case.claim.public_id}/",
        "/audit/",
        "/reports/",
    ):
        looks.goto(address)
        shown = looks.locator("main").inner_text()
        assert "soldiers had come" not in shown, address
        assert "a.txt" not in shown, address
        assert document.public_id not in shown, address
    for address in (f"/documents/{document.public_id}/", f"/audit/{document.public_id}/"):
        assert looks.goto(address).status == 404

    approves = sign_in(editor)
    approves.goto(f"/documents/{document.public_id}/")
    expect(approves.get_by_text("Sealed", exact=True).first).to_be_visible()
