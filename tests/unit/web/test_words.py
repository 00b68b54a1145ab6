import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.web.words import MAX_WORDS, Kind, Part, compare, initials, says_something


def test_a_changed_word_is_struck_and_the_new_one_added():
    assert compare("no large exercise", "no major exercise") == [
        Part(Kind.SAME, "no "),
        Part(Kind.REMOVED, "large"),
        Part(Kind.ADDED, "major"),
        Part(Kind.SAME, " exercise"),
    ]


@given(st.text(), st.text())
def test_each_side_of_a_comparison_can_be_read_back(before, after):
    parts = compare(before, after)
    assert "".join(part.text for part in parts if part.kind != Kind.ADDED) == before
    assert "".join(part.text for part in parts if part.kind != Kind.REMOVED) == after


def test_very_long_texts_are_shown_whole():
    long = "word " * MAX_WORDS
    assert [part.kind for part in compare(long, long + "end")] == [Kind.REMOVED, Kind.ADDED]


def test_initials_are_first_and_last_name_or_the_start_of_an_address():
    assert initials("Ada Maria Byron") == "AB"
    assert initials("cd@desk.example") == "CD"
    assert initials("ann.lee@desk.example") == "AL"
    assert initials("Юлия Орлова") == "ЮО"
    assert initials("") == ""


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u00a0\u2060\ufeff", "\u00ad", "\x00\x07", "\u2028"])
def test_what_nobody_can_read_says_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize("text", ["so", "–", " \u200bя ", "…", "7", "👍"])
def test_a_single_character_that_is_seen_says_something(text):
    assert says_something(text)
