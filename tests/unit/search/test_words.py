import sys
import unicodedata
from time import process_time

import pytest

from factcheck.search.words import fold, placed_words, stops, without_stops, words


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Exercises, exercise", "en", ["exercis", "exercis"]),
        ("военные военных", "ru", ["воен", "воен"]),
        ("die Soldaten", "de", ["die", "soldat"]),
        ("le présidents", "fr", ["le", "president"]),
        ("las fuerzas", "es", ["las", "fuerz"]),
        ("en-GB Exercises", "en-GB", ["en", "gb", "engb", "exercis"]),
        ("unbekannte Wörter", "xx", ["unbekannte", "worter"]),
    ],
)
def test_a_word_is_reduced_by_the_language_of_its_text(text, language, expected):
    assert words(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("30,000 men", "en", ["30000", "men"]),
        ("30.000", "de", ["30000"]),
        ("30 000", "ru", ["30000"]),
        ("30\u202f000", "fr", ["30000"]),
        ("30\u00a0000 men", "en", ["30000", "men"]),
        ("1\u2009234\u2009567", "en", ["1234567"]),
        ("1,5", "de", ["1.5"]),
        ("3.125", "en", ["3.125"]),
        ("1,234,567.89", "en", ["1234567.89"]),
        ("1.234.567,89", "es", ["1234567.89"]),
        ("12.03.2020", "de", ["12", "03", "2020"]),
        ("2020", "", ["2020"]),
    ],
)
def test_a_number_is_one_word_whatever_marks_its_thousands(text, language, expected):
    assert words(text, language) == expected


@pytest.mark.parametrize("written", ["U.S.", "U.S", "US", "us"])
def test_an_abbreviation_with_points_is_the_one_without(written):
    assert words(f"in the {written} and", "en")[2] == "us"


def test_a_word_with_a_hyphen_is_found_by_its_parts_and_as_a_whole():
    assert words("anti-tank", "en") == ["anti", "tank", "antitank"]


def test_a_possessive_is_the_name_itself():
    assert words("Minsk's Lukas’ O'Neil", "en") == ["minsk", "luka", "oneil"]


def test_an_apostrophe_stands_between_words_in_french():
    assert words("l’homme", "fr") == ["l", "homm"]


def test_accents_and_case_do_not_tell_words_apart():
    assert words("ZÜRICH Łódź", "en") == words("Zurich Lodz", "en")
    assert words("cafe\u0301") == words("café")


def test_a_latin_name_is_one_word_in_texts_of_every_alphabet():
    assert words("NATO exercises", "ru") == words("NATO exercises", "en") == words("NATO exercises", "")


def test_text_without_spaces_gives_pairs_of_characters():
    assert words("解放军 A", "zh") == ["解放", "放军", "a"]


def test_each_word_says_where_it_stands():
    text = "Of 30,000 anti-tank U.S. men"
    assert [(text[word.start : word.end], word.token) for word in placed_words(text, "en")] == [
        ("Of", "of"),
        ("30,000", "30000"),
        *[("anti-tank", part) for part in ("anti", "tank", "antitank")],
        ("U.S.", "us"),
        ("men", "men"),
    ]


def test_places_count_code_points_of_the_text_as_it_is():
    text = "𝄞 cafe\u0301 über"
    assert [text[word.start : word.end] for word in placed_words(text, "de")] == ["cafe\u0301", "über"]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u00ad\u200b"])
def test_what_nobody_sees_does_not_split_a_word(unseen):
    assert words(f"the com{unseen}mander's 30{unseen},000 men", "en") == words("the commander's 30,000 men", "en")
    assert words(f"解{unseen}放军", "zh") == ["解放", "放军"]


def test_every_character_that_nobody_sees_is_left_out():
    unseen = [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) == "Cf"]
    assert len(unseen) > 100
    assert [sign for sign in unseen if words(f"har{sign}bour") != ["harbour"]] == []
    assert [sign for sign in unseen if fold(f"har{sign}bour") != "harbour"] == []


def test_places_stay_right_among_characters_that_nobody_sees():
    text = "\ufeff𝄞 Har\u00adbour\u00ad, anti\u200b-tank \u200bmen\u00ad"
    found = [(text[word.start : word.end], word.token) for word in placed_words(text, "en")]
    assert found == [
        ("Har\u00adbour", "harbour"),
        *[("anti\u200b-tank", part) for part in ("anti", "tank", "antitank")],
        ("men", "men"),
    ]


def test_frequent_words_are_left_out_of_a_question_but_not_of_an_index():
    assert words("The force is in the U.S.", "en") == ["the", "forc", "is", "in", "the", "us"]
    assert without_stops(words("The force is in the U.S.", "en"), "en") == ["forc", "us"]


def test_a_question_of_frequent_words_alone_keeps_them():
    assert without_stops(["to", "be"], "en") == ["to", "be"]


@pytest.mark.parametrize("language", ["en", "ru", "de", "fr", "es"])
def test_each_of_the_main_languages_has_its_stop_words(language):
    assert len(stops(language)) > 80


def test_a_hundred_thousand_words_take_under_a_second_once_their_stems_are_known():
    text = "The commander of the armed forces told reporters that 30,000 men had crossed the anti-tank line. " * 6000
    words(text[:1000], "en")
    began = process_time()
    assert len(words(text, "en")) > 100_000
    assert process_time() - began < 1
