from time import process_time

import pytest

from factcheck.evidence.suggesting.reasons import names_in, read, shared
from factcheck.search.words import without_stops, words

CLAIM = "About 30,000 men of the Harbour Guard were in Port Clay in May 1997"


def weights(text: str, language: str = "en") -> dict[str, float]:
    return dict.fromkeys(without_stops(words(text, language), language), 1.0)


def of(quote: str, title: str = "") -> dict[str, tuple[str, ...]]:
    found = shared(read(CLAIM, "en"), quote, "en", weights(CLAIM), words(title, "en"))
    return {reason.kind: reason.words for reason in found.reasons}


def test_shared_words_are_told_apart_by_sort():
    assert of("In May 1997 the guard, 30 000 men, left Port Clay") == {
        "names": ("guard", "Port", "Clay"),
        "numbers": ("30 000",),
        "dates": ("May", "1997"),
        "words": ("men",),
    }


def test_words_of_the_title_that_the_passage_lacks_are_named_by_themselves():
    found = of("The men left", title="A history of Port Clay")
    assert found == {"words": ("men",), "title": ("Port", "Clay")}


def test_marks_are_the_places_of_shared_words_in_order():
    quote = "Two men and 30,000 more men"
    found = shared(read(CLAIM, "en"), quote, "en", weights(CLAIM), [])
    assert [quote[start:end] for start, end in found.marked] == ["men", "30,000", "men"]


def test_a_capital_letter_inside_a_sentence_shows_a_name():
    assert names_in("The mayor of Port Clay left. Nobody knew.", "en") == {"port", "clay"}
    assert names_in("NATO left", "en") == {"nato"}
    assert names_in("Die Stadt und der Hafen", "de") == frozenset()


def test_a_sentence_begins_after_an_abbreviation_of_its_own_and_in_quotation_marks():
    assert names_in("“Grain fell.” Ships left Ada", "en") == {"ada", "ship"}
    assert names_in("  Grain fell? Ships of the U.S. left", "en") == {"us"}


@pytest.mark.parametrize("repeated", ["1,", "Ab-", "解", "U.", "a "])
def test_a_long_statement_is_read_once_and_fast(repeated):
    text = (repeated * 4_000)[:4_000]
    counted = weights(text)
    began = process_time()
    statement = read(text, "en")
    for _passage in range(50):
        shared(statement, "In May 1997 the guard, 30 000 men, left Port Clay", "en", counted, ["1"])
    shared(statement, text, "en", counted, ["1"])
    assert process_time() - began < 0.3
