"""Whether a text answers what was asked in the search box."""

import pytest

from factcheck.search.matching import Question
from factcheck.search.parsing import parse
from factcheck.search.words import words

TEXT = "The bridges were closed on Monday; the night ferry sailed. Cafés stayed open."


def _question(typed: str, *languages: str) -> Question:
    return Question(parse(typed), languages or ("en",))


def _tokens(text: str, language: str = "en") -> list[str]:
    return words(text, language)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bridge", True),
        ("BRIDGE monday", True),
        ("cafe", True),
        ("bridge tunnel", False),
        ('"night ferry"', True),
        ('"ferry night"', False),
        ("the bridge", True),
        ("bridge of the", True),
    ],
)
def test_a_text_has_all_the_words_or_is_not_meant(typed, found):
    assert _question(typed).has_all(_tokens(TEXT)) is found


def test_a_question_of_frequent_words_alone_asks_for_them():
    assert _question("to be").needs
    assert not _question("to be").has_all(_tokens("Ships sail."))


@pytest.mark.parametrize(
    ("typed", "excluded"), [("bridge -ferry", True), ("bridge -tunnel", False), ('bridge -"ferry night"', False)]
)
def test_what_must_not_be_there_is_looked_for(typed, excluded):
    assert _question(typed).is_excluded(_tokens(TEXT)) is excluded


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"closed on Monday"', True),
        ('"CAFES stayed"', True),
        ('"bridge were closed"', False),
        ('"Monday the night"', True),
        ("bridge", True),
    ],
)
def test_a_phrase_stands_there_as_typed_but_for_case_accents_and_punctuation(typed, found):
    assert _question(typed).has_phrases(TEXT) is found


def test_a_word_is_found_in_each_language_of_the_desk():
    question = _question("Brücken", "en", "de")
    assert question.has_all(_tokens("Die Brücke ist zu.", "de"))
    assert question.has_all(_tokens("The Brücken are shut.", "en"))


def test_words_asked_for_are_marked_where_they_stand():
    marked = [TEXT[start:end] for start, end in _question('bridge "night ferry" -tunnel').marks(TEXT, "en")]
    assert marked == ["bridges", "night", "ferry"]


def test_a_hyphenated_name_is_found_by_its_whole_and_its_parts():
    tokens = _tokens("The anti-tank line held.")
    assert all(_question(typed).has_all(tokens) for typed in ("anti-tank", "tank", "antitank", '"anti-tank line"'))
