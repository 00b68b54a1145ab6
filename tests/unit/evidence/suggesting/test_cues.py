from datetime import date

import pytest

from factcheck.evidence.suggesting.cues import between, denies, later, numbers_in


def kinds(statement: str, quote: str, *, language: str = "en", period: tuple[int, int] | None = None) -> set[str]:
    return {cue.kind for cue in between(statement, language, quote, language, period)}


def test_other_numbers_are_a_cue_with_both():
    [cue] = between("30,000 men were there", "en", "They had 3,000 men", "en", None)
    assert (cue.kind, cue.asked, cue.here) == ("numbers", "30,000", "3,000")


def test_one_number_in_common_is_enough():
    assert kinds("30,000 men in 2 towns", "30,000 men, 5 ships") == set()


def test_a_number_in_words_of_scale_is_the_number_itself():
    assert numbers_in("4.5 million and 3 тысячи", "en").values.keys() == {4_500_000.0, 3_000.0}
    assert kinds("4,500,000 were counted", "about 4.5 million were counted") == set()


def test_days_and_years_are_no_quantities():
    found = numbers_in("On 3 May 1997 and July 4", "en")
    assert not found.values
    assert found.years == {1997}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It did not sink", "en", True),
        ("It didn’t sink", "en", True),
        ("It sank", "en", False),
        ("It was not without danger", "en", False),
        ("Он не тонул", "ru", True),
        ("Es sank nicht", "de", True),
        ("Il n'a pas coulé", "fr", True),
        ("No se hundió", "es", True),
    ],
)
def test_denial_is_known_in_the_main_languages(text, language, expected):
    assert denies(text, language) is expected


def test_denial_on_one_side_alone_is_a_cue():
    assert kinds("The ferry sank", "The ferry did not sink") == {"negation"}
    assert kinds("The ferry did not sink", "It never sank") == set()


def test_another_year_than_the_claims_is_a_cue():
    assert kinds("It was signed in 1997", "It was signed in 1999") == {"dates"}
    assert kinds("It was signed", "It was signed in 1999", period=(1996, 1998)) == {"dates"}
    assert kinds("It was signed", "It was signed in 1997", period=(1996, 1998)) == set()


def test_what_came_out_after_the_claim_is_later():
    day = date(2024, 5, 2)
    assert [cue.kind for cue in later(day, date(2024, 5, 2))] == ["later"]
    assert later(day, date(2024, 5, 3)) == later(None, day) == later(day, None) == []
