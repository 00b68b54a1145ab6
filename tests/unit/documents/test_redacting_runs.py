"""Runs of words that are taken out wherever they were quoted."""

import unicodedata

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


HINDI = "बन्दरगाह के अधिकारी ने अगस्त में रुपये लिये"
BENGALI = "বন্দরের কর্মকর্তা অগস্ট মাসে টাকা নিয়েছেন"


@pytest.mark.parametrize(
    ("words", "letter"),
    [("बन्दरगाह के", HINDI), ("बन्दरगाह के अधिकारी ने", HINDI), ("বন্দরের কর্মকর্তা", BENGALI)],
)
def test_vowel_signs_are_part_of_their_words(words, letter):
    assert cleaned(f"“{words}”", letter) == f"“{words}”"


@pytest.mark.parametrize(
    ("words", "letter"),
    [("बन्दरगाह के अधिकारी ने अगस्त", HINDI), ("বন্দরের কর্মকর্তা অগস্ট মাসে টাকা", BENGALI)],
)
def test_five_words_with_vowel_signs_are_a_run(words, letter):
    assert cleaned(f"“{words}”", letter) == f"“{GONE}”"


FRENCH = "Le maire a reçu l’argent en été, très tôt."


@pytest.mark.parametrize(
    ("quoted", "letter"),
    [
        (unicodedata.normalize("NFD", "a reçu l’argent en été"), FRENCH),
        ("a reçu l’argent en été", unicodedata.normalize("NFD", FRENCH)),
        ("took the money in August", LETTER.replace("money", "mo\u00adney")),
        ("took the money in August", LETTER.replace("money", "mo\u00ad\nney")),
        ("took the mo\u200bney in August", LETTER),
        ("took ｔｈｅ money in August", LETTER),
        ("took the _money_ in August", LETTER),
        ("took __the money__ in August", LETTER),
        ("ｶﾞｽの料金を八月に受け取った", "港長はガスの料金を八月に受け取ったと言う"),
    ],
)
def test_no_other_way_of_writing_hides_a_quotation(quoted, letter):
    assert cleaned(f"“{quoted}”.", letter) == f"“{GONE}”."


def test_a_reference_within_a_quotation_does_not_hide_it_and_stays():
    text = "He “took the money [E-0001] in [E-0002] August”, they say."
    assert cleaned(text) == f"He “{GONE} [E-0001] [E-0002]”, they say."


def test_addresses_are_nobodys_words():
    letter = "Look at https://harbour.example/office/of/the/harbourmaster/money for more of it."
    text = "It is at https://harbour.example/office/of/the/harbourmaster/money, we read."
    assert cleaned(text, letter) == text
    assert cleaned(f"See www.harbour.example/a/b/c/d/e {LETTER}", f"www.harbour.example/a/b/c/d/e {LETTER}") == (
        f"See www.harbour.example/a/b/c/d/e {GONE}."
    )
