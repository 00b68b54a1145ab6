import pytest

from factcheck.evidence.suggesting.choosing import is_date_or_address, only_its_words
from factcheck.search.words import words

CLAIM = words("The museum of Lindau sold nine paintings to a bank in 1988", "en")


def says_nothing(text: str) -> bool:
    return only_its_words(CLAIM, words(text, "en"))


def test_the_words_of_a_claim_in_no_order_say_nothing():
    assert says_nothing("Bank 1988 paintings Lindau sold museum nine")
    assert says_nothing("1988 to paintings the in museum nine a sold of bank Lindau. A nine sold bank museum 1988 in.")


def test_a_claim_in_other_words_or_another_order_says_it():
    assert not says_nothing("The museum of Lindau sold nine paintings to a bank in 1988.")
    assert not says_nothing("In 1988 the museum of Lindau sold a bank nine paintings.")
    assert not says_nothing("Nine paintings, which Lindau had in its museum until 1988, were then sold to some bank.")


@pytest.mark.parametrize(
    ("text", "language", "is_one"),
    [
        ("May 19, 2025", "en", True),
        ("Friday, 19 May 2025", "en", True),
        ("19 мая 2025 года", "ru", True),
        ("2025", "", True),
        ("https://gazette.example/2025/05/19/bridge-closed", "en", True),
        ("The bridge closed on May 19, 2025", "en", False),
        ("Read https://gazette.example/2025/05/19/bridge-closed", "en", False),
        ("Closed", "en", False),
        ("2024\t1200\t350", "en", False),
    ],
)
def test_a_date_and_an_address_say_nothing_by_themselves(text, language, is_one):
    assert is_date_or_address(words(text, language)) is is_one
