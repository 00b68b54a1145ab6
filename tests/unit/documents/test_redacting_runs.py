"""Runs of words that are taken out wherever they were quoted."""

import pytest

from factcheck.documents.redacting.runs import GONE, in_values, runs_of, without

LETTER = "The harbourmaster took the money in August, says the clerk. Nobody saw it."


def cleaned(text: str, letter: str = LETTER) -> str:
    return without(text, set(runs_of(letter)))


def test_a_quotation_is_replaced_and_what_stands_around_it_stays():
    assert cleaned("He wrote: “took the money in August, says the clerk”. True?") == f"He wrote: “{GONE}”. True?"


def test_letter_case_spaces_and_punctuation_hide_no_quotation():
    assert cleaned("TOOK the\nmoney - in “August” (says) it") == f"{GONE}) it"


@pytest.mark.parametrize("text", ["took the money in", "the harbourmaster, and the clerk", "", "Nobody saw him."])
def test_four_words_in_a_row_are_nobodys(text):
    assert cleaned(text) == text


def test_two_quotations_with_words_between_are_replaced_one_by_one():
    text = "First “the harbourmaster took the money”, then “says the clerk. Nobody saw”."
    assert cleaned(text) == f"First “{GONE}”, then “{GONE}”."


def test_scripts_without_spaces_are_compared_by_characters():
    letter = "港長は八月にお金を受け取ったと書記は言う"
    assert cleaned("手紙に「八月にお金を受け取ったと」とある", letter) == f"手紙に「{GONE}」とある"
    assert cleaned("港長は八月", letter) == "港長は八月"


def test_values_keep_their_shape_and_what_is_skipped_its_words():
    value = {"said": ["a", {"more": "b"}], "others": "a", "number": 7, "none": None}
    changed = in_values(value, str.upper, frozenset({"others"}))
    assert changed == {"said": ["A", {"more": "B"}], "others": "a", "number": 7, "none": None}
