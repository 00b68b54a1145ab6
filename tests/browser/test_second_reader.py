"""From an imported article to three claims with two linked passages each, by keys alone, and how many it takes."""

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from tests.database.desk.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = """What the bridge has cost

The city council spent 40 million crowns on the Harbour Bridge in 2019.

Ferry traffic across the Lorn river fell by 30 percent in the year after the bridge was opened.

More than 500 homes in Eastquay were without electricity for nine days in January, the fire service reported.

Come and see us on the quay. Who would have thought it?
"""
OTHERS = [
    "Accounts of the city\n\nOn the Harbour Bridge the council of the city spent 52 million crowns in 2019, and 40 "
    "million of them were borrowed.\n",
    "Letter of the treasurer\n\nBuilding the Harbour Bridge has cost our city council 40 million crowns up to the end "
    "of 2019, wrote Tom Reed.\n",
    "Harbour figures\n\nOn the Lorn river ferry traffic was 30 percent lower in the year after the bridge opened, the "
    "harbour office found.\n",
    "The ferrymen speak\n\nFerry traffic across the Lorn river rose by 4 percent in the year since the bridge was "
    "opened, says their union.\n",
    "From the power company\n\nIn January 212 homes in Eastquay were without electricity for nine days, and not 500, "
    "says Lornkraft.\n",
    "Log of the fire service\n\nWithout electricity in Eastquay during January: more than 500 homes, nine of them for "
    "days.\n",
]
#: Which of the others bear on each claim, by words of its statement.
BEARING = {"Harbour Bridge": OTHERS[:2], "Ferry traffic": OTHERS[2:4], "Eastquay": OTHERS[4:]}
#: What it took when this was written; a way that takes more is worse.
MOST_KEYS = 28


class Keys:
    """Hands on the keyboard, that count."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def test_three_claims_with_two_passages_each_by_keys_alone(sign_in, by_reviewer, searchable, record_property):
    article = paper(by_reviewer, ARTICLE)
    for text in OTHERS:
        paper(by_reviewer, text)
    searchable()
    page = sign_in(by_reviewer)
    page.goto(f"/documents/{article.public_id}/")
    keys = Keys(page)
    _accept_three(page, keys)
    for number in range(3):
        _link_two(page, keys, number)
    assert Claim.objects.count() == 3
    for words, others in BEARING.items():
        claim = Claim.objects.get(statement__contains=words)
        assert claim.appearances.standing().count() == 1
        linked = [piece.passage for piece in claim.evidence.standing()]
        assert len(linked) == 2
        assert all(any(passage.quote in text for text in others) for passage in linked), words
    record_property("keystrokes", keys.pressed)
    assert keys.pressed <= MOST_KEYS


def _accept_three(page: Page, keys: Keys) -> None:
    keys.press("s")
    expect(page.locator("#suggested [data-suggestion][aria-current]")).to_be_visible()
    for number in range(1, 4):
        keys.press("y")
        expect(page.locator("#text mark.said")).to_have_count(number)
        if number < 3:
            expect(page.locator("#suggested [data-suggestion][aria-current]")).to_be_visible()


def _link_two(page: Page, keys: Keys, number: int) -> None:
    """The claim that is `number` (from 0) in the list of claims, and its two best suggestions."""
    keys.press("g", "c")
    expect(page.locator("table tbody tr")).to_have_count(3)
    keys.press(*["j"] * (number + 1), "Enter")
    expect(page.locator("[data-suggestion]").first).to_be_visible()
    keys.press("s")
    for linked in (1, 2):
        expect(page.locator("[data-suggestion]:focus, #suggestions-title:focus")).to_have_count(1)
        keys.press("1")
        expect(page.locator("#board article.ev.yes")).to_have_count(linked)
