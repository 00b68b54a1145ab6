from factcheck.evidence.suggesting.choosing import only_its_words
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
