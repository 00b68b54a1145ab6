from datetime import date
from time import process_time

import pytest

from factcheck.evidence.suggesting.cues import between, later
from factcheck.evidence.suggesting.denial import one_denies
from factcheck.evidence.suggesting.quantities import numbers_in


def kinds(statement: str, quote: str, *, language: str = "en", period: tuple[int, int] | None = None) -> set[str]:
    return {cue.kind for cue in between(statement, language, quote, language, period)}


def test_other_numbers_are_a_cue_with_both():
    [cue] = between("30,000 men were there", "en", "They had 3,000 men", "en", None)
    assert (cue.kind, cue.asked, cue.here) == ("numbers", "30,000", "3,000")


def test_one_number_in_common_is_enough():
    assert kinds("30,000 men in 2 towns", "30,000 men, 5 ships") == set()


def test_a_number_in_words_of_scale_is_the_number_itself():
    found = [one.value for one in numbers_in("4.5 million and 3 тысячи", "en").quantities]
    assert found == [4_500_000, 3_000]
    assert kinds("4,500,000 sheep were counted", "about 4.5 million sheep were counted") == set()


def test_days_and_years_are_no_quantities():
    found = numbers_in("On 3 May 1997 and July 4", "en")
    assert not found.quantities
    assert found.years == {1997}


def test_other_values_of_the_same_thing_are_named():
    [cue] = between("Trade fell by 6.9 percent", "en", "Trade fell by 6.9%, or 7.4% with services.", "en", None)
    assert (cue.kind, cue.here) == ("other numbers", "7.4")
    assert str(cue) == "other numbers here: 7.4"
    [cue] = between("Trade fell by 6.9 percent", "en", "Trade fell by from 6.9 to 7.4 percent.", "en", None)
    assert cue.here == "7.4"


@pytest.mark.parametrize(
    "quote",
    [
        "The 100-years jubilee drew soldiers from 30 kilometres around.",
        "Soldiers came on 12 June 2019.",
        "Soldiers ate 40% of the bread.",
        "The soldiers marched. In the harbour, 16 passengers slept, and 9,000 soldiers of tin were sold.",
    ],
)
def test_numbers_of_other_things_are_no_cue(quote):
    assert not kinds("5,000 soldiers marched through the long valley", quote) & {"numbers", "other numbers"}


def test_a_name_between_a_number_and_what_it_counts_changes_nothing():
    assert kinds("5,000 soldiers marched", "6,000 Norlandic soldiers marched") == {"numbers"}


@pytest.mark.parametrize(
    ("statement", "quote", "language"),
    [
        ("The ferry carried cars", "The ferry did not carry cars.", "en"),
        ("The ferry carried cars", "The ferry didn’t carry cars.", "en"),
        ("The harbour is open to ships", "Since May the harbour is no longer open to ships.", "en"),
        ("There are ships near the harbour", "There are no large grey ships near the harbour.", "en"),
        ("The ferry did not carry cars", "Every summer the ferry carried cars.", "en"),
        ("The ferry carried cars", "The owner denied that the ferry carried cars.", "en"),
        ("Паром перевозил машины", "Паром не перевозил машины.", "ru"),
        ("Die Fähre sank im Hafen", "Die Fähre sank nicht im Hafen.", "de"),
        ("Le ferry a coulé au port", "Le ferry n'a pas coulé au port.", "fr"),
        ("El barco se hundió en el puerto", "El barco no se hundió en el puerto.", "es"),
    ],
)
def test_the_denial_of_what_the_other_says_is_a_cue(statement, quote, language):
    assert "negation" in kinds(statement, quote, language=language)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The ferry did not carry cars", "The ferry did not carry cars, the owner said. Nobody asked why."),
        ("The ferry did not carry cars", "The ferry never carried cars."),
        ("The ferry carried cars", "The ferry carried cars. The owner did not answer."),
        ("The ferry carried cars", "The ferry never carried so many cars."),
        ("The ferry carried cars", "The ferry not only carried cars but people."),
        ("The ferry carried cars", "The ferry, no longer white, carried cars."),
        ("The ferry carried cars", "The ferry carried cars that nobody wanted."),
        ("The ferry carried cars", "Did the ferry not carry cars?"),
        ("The ferry carried cars", "The harbour has no cars."),
        ("The ferry carried cars", "The ferry was denied entry with its cars."),
        ("The ferry carried cars", "It was not without danger that the ferry carried cars."),
    ],
)
def test_other_denials_are_no_cue(statement, quote):
    assert "negation" not in kinds(statement, quote)


def test_texts_in_two_languages_are_not_compared_for_denial():
    assert not one_denies("Die Fähre Aurora Borealis sank", "de", "The Aurora Borealis did not sink", "en")


def test_another_year_than_the_claims_is_a_cue():
    assert kinds("It was signed in 1997", "It was signed in 1999") == {"dates"}
    assert kinds("It was signed", "It was signed in 1999", period=(1996, 1998)) == {"dates"}
    assert kinds("It was signed", "It was signed in 1997", period=(1996, 1998)) == set()


def test_what_came_out_after_the_claim_is_later():
    day = date(2024, 5, 2)
    assert [cue.kind for cue in later(day, date(2024, 5, 2))] == ["later"]
    assert later(day, date(2024, 5, 3)) == later(None, day) == later(day, None) == []


def test_a_long_statement_is_read_once_for_all_its_passages():
    statement = "1," * 2_000
    began = process_time()
    for n in range(200):
        between(statement, "en", f"In May 1997 the guard, {n} men, left Port Clay", "en", None)
    assert process_time() - began < 2
