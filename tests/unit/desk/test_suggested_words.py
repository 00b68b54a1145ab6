"""The reasons of a suggested claim as people read them."""

import pytest

from factcheck.claims.detection import score
from factcheck.desk.proposed import _is_address
from factcheck.desk.suggested_words import told


def _told(sentence: str) -> dict[str, str]:
    for_it, against = told(score(sentence).reasons)
    return {one.meaning: one.words for one in [*for_it, *against]}


def test_denial_shows_the_words_that_deny_once():
    assert _told("The harbour has no need of ships, Ada Moss said.")["says it is not so"] == "has no"


def test_a_number_is_shown_whole():
    assert _told("The harbour of Nordby sheltered 30 000 ships.")["quantity"] == "30 000"


def test_a_position_is_shown_without_the_day():
    shown = _told("On Sunday the council of Nordby agreed to the plan.")
    assert "Sunday" not in shown.get("somebody's position", "")


def test_the_country_in_capitals_speaks_not_of_oneself():
    assert "speaks of oneself" not in _told("The US sold 12 ships to Nordby.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("northern.example", True),
        ("https://northern.example/about", True),
        ("desk@northern.example", True),
        ("Ada Moss", False),
        ("J. R. Moss", False),
        ("A.Moss", False),
    ],
)
def test_addresses_are_told_from_names(name, expected):
    assert _is_address(name) is expected
