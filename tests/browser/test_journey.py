"""The main job of the desk, from files to a published verdict, with two people in two browsers.

Each step is a function below; the story is the test at the end.
"""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pyld import jsonld

from factcheck.accounts.actions import change_desk
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.models import Claim, Kind
from factcheck.evidence.models import Evidence, Stance
from tests.browser.keyboard import choose, go_to_sentence, press, tab_to, type_into
from tests.browser.material import Material, material
from tests.browser.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "https://desk.example/checks/exercises"
CONCLUSION = "No record of such an exercise was found, but the search could not see all."
EXPLANATION = "The archive shows none. The president spoke of movements"
BETTER = "The public archive shows none"
COMMENT = "Say which archive."


def bring_in_files(page: Page, material: Material) -> None:
    page.goto("/documents/")
    page.get_by_role("link", name="Import documents").first.click()
    page.locator("input[type=file]").set_input_files(list(material.files))
    page.get_by_label("Received from").fill("the project's maintainers")
    page.get_by_role("button", name="Import", exact=True).click()
    rows = page.locator("table.table tbody tr")
    # A worker reads them meanwhile.
    expect(page.get_by_text("Done", exact=True).first).to_be_visible(timeout=120_000)
    expect(rows).to_have_count(len(material.files))
    expect(rows.filter(has_text="Imported")).to_have_count(len(material.files))
    row = rows.filter(has=page.get_by_role("rowheader", name=material.article.name, exact=True))
    row.get_by_role("link").first.click()
    expect(page.locator("#text")).to_contain_text(material.claim)


def make_a_negative_claim_by_keyboard(page: Page, material: Material) -> Claim:
    go_to_sentence(page, material.claim)
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowLeft")  # the end goes to the last word, before the full stop
    expect(page.locator("#reader-live")).to_have_text(f"Selected: {material.claim}")
    page.keyboard.press("c")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("[name=statement]")).to_be_focused()
    choose(page, dialog.locator("[name=kind]"), "Neg", "negative")
    press(page, dialog.locator("summary", has_text="Where and when"))
    type_into(page, dialog.locator("[name=scope_place]"), material.scope)
    type_into(page, dialog.locator("[name=scope_time]"), "2020-08")
    type_into(page, dialog.locator("[name=scope_reason]"), "The sentence says currently and near the border.")
    press(page, dialog.get_by_role("button", name="Make the claim"))
    expect(page.locator("mark.said").first).to_be_focused()
    claim = Claim.objects.get()
    assert claim.kind == Kind.NEGATIVE
    assert claim.scope_place == material.scope
    assert claim.appearances.get().passage.quote == material.claim
    return claim


def link_the_president_as_context_by_keyboard(page: Page, material: Material, claim: Claim) -> Evidence:
    page.keyboard.press("Escape")
    go_to_sentence(page, material.president)
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_role("heading", level=1)).to_contain_text("context")
    find = dialog.locator("input[name=claim_q]")
    tab_to(page, find)
    page.keyboard.type(claim.public_id)
    option = dialog.locator(f"input[type=radio][value='{claim.public_id}']")
    expect(option).to_be_visible()
    tab_to(page, option)
    page.keyboard.press("Space")
    type_into(page, dialog.locator("[name=rationale]"), "What the claim answers to.")
    speaker = dialog.locator("[name=speaker]")
    tab_to(page, speaker)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("the president")
    choose(page, dialog.locator("[name=voice]"), "On the", "on_record")
    press(page, dialog.get_by_role("button", name="Put on the board"))
    expect(page.locator("mark.ctx").first).to_be_focused()
    evidence = Evidence.objects.get()
    assert (evidence.claim, evidence.stance, evidence.speaker) == (claim, Stance.CONTEXT, "the president")
    assert material.president in evidence.passage.quote
    return evidence


def record_a_search(page: Page, claim: Claim) -> None:
    page.goto(f"/claims/{claim.public_id}/")
    page.get_by_role("link", name="Search done").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=where]").fill("The archive of exercise announcements")
    dialog.get_by_label("Looked for").fill("exercise August 2020")
    dialog.get_by_label("Period covered").fill("2020-08")
    dialog.get_by_label("Searched on").fill("2025-05-20")
    dialog.get_by_label("Outcome").select_option("not_found")
    dialog.get_by_label("Limits of this search").fill("Exercises that were not announced.")
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("#board")).to_contain_text("The archive of exercise announcements")


def draft_and_submit(page: Page, claim: Claim, evidence: Evidence) -> str:
    """The public id of the verdict."""
    page.get_by_role("button", name="Start a verdict").click()
    page.get_by_label("Unproven").check()
    page.get_by_label("Conclusion").fill(CONCLUSION)
    explanation = page.get_by_label("Explanation")
    explanation.click()
    page.keyboard.type(EXPLANATION)
    page.keyboard.press("Alt+1")
    page.keyboard.type(". [sear")
    expect(page.locator("#picker [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    search = claim.searches.get()
    expect(explanation).to_have_value(f"{EXPLANATION}[{evidence.public_id}]. [{search.public_id}]")
    expect(page.locator("#preview .footnotes li")).to_have_count(2)
    public_id = re.search(r"V-\d+", page.url).group()
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("It waits for an editor").first).to_be_visible()
    return public_id


def return_with_a_proposed_edit(page: Page, verdict: str) -> None:
    page.goto(f"/verdicts/{verdict}/")
    page.locator("#propose > summary").click()
    form = page.locator("#propose form")
    form.get_by_label("These words").fill("The archive shows none")
    form.get_by_label("become").fill(BETTER)
    form.get_by_role("button", name="Propose it").click()
    expect(page.locator("#edits")).to_contain_text("public")
    page.get_by_label("Comment").fill(COMMENT)
    page.get_by_role("button", name="Return with comment").click()
    expect(page.get_by_text("Returned by").first).to_be_visible()


def accept_the_edit_and_resubmit(page: Page, verdict: str, editor: User) -> None:
    page.goto(f"/verdicts/{verdict}/edit/")
    expect(page.get_by_text(COMMENT)).to_be_visible()
    expect(page.locator("#edits")).to_contain_text(editor.name)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_label("Explanation")).to_have_value(re.compile(BETTER))
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("It waits for an editor").first).to_be_visible()


def check_approve_and_publish(page: Page, verdict: str) -> None:
    page.goto(f"/verdicts/{verdict}/")
    expect(page.locator("#changes")).to_contain_text("What changed since submission 1")
    expect(page.locator("#changes ins")).to_have_text(re.compile("public"))
    for note in ("note-1", "note-2"):
        row = page.locator(f"#{note}")
        row.get_by_role("button", name="Mark as checked").click()
        expect(row).to_contain_text("Checked by")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Report", exact=True).last.click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_label("Public address").fill(ADDRESS)
    page.get_by_role("button", name="Record publication").click()
    expect(page.locator(".report")).to_contain_text(ADDRESS)


def claimreview_of_report(page: Page) -> dict:
    """As the report gives it, read by a processor that is not ours; terms of schema.org, asked of no network."""
    with page.expect_download() as download:
        page.get_by_role("link", name="ClaimReview", exact=True).click()
    raw = json.loads(download.value.path().read_text())
    assert raw["@context"].rstrip("/") == "https://schema.org"

    def schema_org(url: str, options: dict) -> dict:
        vocabulary = {"@context": {"@vocab": "http://schema.org/"}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": vocabulary}

    (expanded,) = jsonld.expand(raw, {"documentLoader": schema_org})
    return expanded


def copy_for_an_article(page: Page) -> tuple[str, str]:
    """What lies on the clipboard then: as rich text, as plain text."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy for an article").click()
    expect(page.locator("#live")).to_contain_text("Copied")
    return tuple(
        page.evaluate(
            """async () => {
              const [item] = await navigator.clipboard.read();
              const read = async (type) => (await item.getType(type)).text();
              return [await read("text/html"), await read("text/plain")];
            }"""
        )
    )


def steps_of(page: Page, public_id: str) -> Locator:
    page.goto(f"/audit/{public_id}/")
    return page.locator(".steps > li")


def schema(name: str, node: dict) -> object:
    (value,) = node[f"http://schema.org/{name}"]
    return value.get("@value", value.get("@id", value)) if isinstance(value, dict) else value


def test_a_claim_goes_from_files_to_a_published_verdict(
    sign_in: Callable[..., Page], worker: Worker, reviewer: User, editor: User, admin: User
) -> None:
    given = material()
    with acting(editor, action="test"):
        change_desk(name="Demo desk", url="https://desk.example/", prints_grades=False)
    # Whose proposed words stand in it doesn't approve it.
    page, proposing, desk = sign_in(reviewer), sign_in(editor), sign_in(admin)
    bring_in_files(page, given)
    claim = make_a_negative_claim_by_keyboard(page, given)
    evidence = link_the_president_as_context_by_keyboard(page, given, claim)
    record_a_search(page, claim)
    verdict = draft_and_submit(page, claim, evidence)
    return_with_a_proposed_edit(proposing, verdict)
    accept_the_edit_and_resubmit(page, verdict, editor)
    check_approve_and_publish(desk, verdict)

    report = desk.locator(".report")
    for words in (
        given.claim,
        "Unproven",
        CONCLUSION,
        BETTER,
        "exercise announcements",
        *(one.name for one in (reviewer, editor, admin)),
    ):
        expect(report).to_contain_text(words)

    review = claimreview_of_report(desk)
    assert review["@type"] == ["http://schema.org/ClaimReview"]
    assert schema("url", review) == ADDRESS
    rating = schema("reviewRating", review)
    assert schema("alternateName", rating) == "Unproven"
    assert "http://schema.org/ratingValue" not in rating

    rich, plain = copy_for_an_article(desk)
    assert CONCLUSION in plain
    assert CONCLUSION in rich
    assert "<" not in plain.split(CONCLUSION)[0]

    steps = steps_of(desk, verdict)
    for person, words in ((reviewer, "Unproven"), (editor, COMMENT), (admin, ADDRESS)):
        expect(steps.filter(has_text=person.name).filter(has_text=words).first).to_be_attached()
    expect(steps.filter(has_text="outside the application")).to_have_count(0)
