import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.web.words import MAX_WORDS, Kind, Part, compare, initials, says_enough, says_something


def test_a_changed_word_is_struck_and_the_new_one_added():
    assert compare("no large exercise", "no major exercise") == [
        Part(Kind.SAME, "no "),
        Part(Kind.REMOVED, "large"),
        Part(Kind.ADDED, "major"),
        Part(Kind.SAME, " exercise"),
    ]


def test_a_word_that_stays_is_found_although_words_around_it_change():
    assert compare("No public list has one.", "No list of the army has one.") == [
        Part(Kind.SAME, "No "),
        Part(Kind.REMOVED, "public "),
        Part(Kind.SAME, "list "),
        Part(Kind.ADDED, "of the army "),
        Part(Kind.SAME, "has one."),
    ]


def test_words_written_anew_are_not_torn_apart_by_the_blanks_between_them():
    assert compare("The list has none of it", "The list is the army's own") == [
        Part(Kind.SAME, "The list "),
        Part(Kind.REMOVED, "has none of it"),
        Part(Kind.ADDED, "is the army's own"),
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


#: Letters and signs that are drawn as nothing: fillers, a blank of Braille.
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def test_every_character_is_seen_but_blanks_controls_formats_and_fillers():
    for code in range(0x110000):
        character, category = chr(code), unicodedata.category(chr(code))
        if category[0] in "LNPS" and character not in FILLERS:
            assert says_something(character), hex(code)
        if category[0] == "Z" or category in ("Cc", "Cf", "Co") or character in FILLERS:
            assert not says_something(character), hex(code)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was there.",
        "a closed archive",
        "Archivgeheimhaltungsfrist",
        "档案馆不对公众开放我们没有其他的办法",
        "公文書館は非公開で他に方法がありませんでした",
        "หอจดหมายเหตุปิดไม่ให้ประชาชนเข้าชม",
        "Архив закрыт навсегда",
        "हमें और नहीं मिला",
        "לא מצאנו עוד",
        "3 of them left",
        "Zahlendreher",
        "根据法院的判决予以删除",
        "本报道有误，已更正。",
        "数字の誤りを訂正しました。",
        "ตามคำสั่งศาล",
        "บริษัทขอให้ลบ",
        "بأمر المحكمة",
    ],
)
def test_three_words_or_some_letters_say_enough_in_any_script(text):
    assert says_enough(text)


@pytest.mark.parametrize(
    "text",
    ["", "ok", "x", "fine", "done", "Not needed", "没有问题", "x x x", "Done done DONE", "xxxxxxxxxxxxxxxx",
     "a b c", "asdfasdfasdfasdf", "没没没没没没没", 
     "- 1 2 3 -", "\u200b \u200b \u200b", "\u3164 \u115f \u1160", "no\u200bno\u200bno"],
)  # fmt: skip
def test_a_word_or_two_and_what_only_fills_the_box_says_too_little(text):
    assert not says_enough(text)
