import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.extraction.values import Block
from factcheck.passages.selectors import (
    Span,
    context,
    find_quote,
    place_in,
    sentence_around,
    sentences,
)

printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Mn", "Me", "Mc", "Cf"]), min_size=1)


def quoted(text, quote):
    return [text[start:end] for start, end in find_quote(text, quote)]


def test_a_quote_is_found_wherever_it_stands():
    assert find_quote("one two one", "one") == [Span(0, 3), Span(8, 11)]


@pytest.mark.parametrize(
    ("stored", "pasted"),
    [
        ("the\n  first\u00a0line", "the first line"),
        ("“No,” she said", '"No," she said'),
        ("«Нет», сказала она", "“Нет”, сказала она"),
        ("isn’t so", "isn't so"),
        ("1939–1945 — six years", "1939-1945 - six years"),
        ("and then… nothing", "and then... nothing"),
        ("and then... nothing", "and then… nothing"),
        ("co\u00adoperate with\u200b us", "cooperate with us"),
        ("shalom \u200fשלום\u200e now", "shalom שלום now"),
        (unicodedata.normalize("NFD", "café crème"), "café crème"),
        ("café crème", unicodedata.normalize("NFD", "café crème")),
        ("plain words", "  plain words\n"),
    ],
)
def test_other_spaces_marks_and_dashes_are_found_and_the_stored_words_given(stored, pasted):
    text = f"😀 Before. {stored} After."
    assert quoted(text, pasted) == [stored]


@pytest.mark.parametrize("quote", ["No such words", "the first", "", "  ", "thefirst line", "e"])
def test_other_words_or_another_case_are_not_found(quote):
    assert find_quote("The First line, cafe\u0301", quote if quote != "e" else "cafe") == []


def test_where_the_exact_words_stand_others_like_them_are_not_offered():
    assert find_quote("it’s so. it's so.", "it's so") == [Span(9, 16)]


def test_a_long_text_and_a_long_quote_take_no_long_time():
    text = "- ‐ " * 100_000
    began = time.process_time()
    find_quote(text, "- - " * 50 + "x")
    find_quote(" \u200b" * 100_000, "a b")
    assert time.process_time() - began < 5


@given(printable, printable, printable)
def test_any_words_are_found_where_they_are_put(before, quote, after):
    text = before + quote + after
    wanted = quote.strip()
    start = len(before) + len(quote) - len(quote.lstrip())
    if wanted:
        spans = find_quote(text, quote)
        assert spans
        assert all(text[a:b] == wanted for a, b in spans)
        assert any(a <= start <= b for a, b in spans)


@given(st.text(), st.text(max_size=20))
def test_whatever_is_found_lies_in_the_text(text, quote):
    assert all(0 <= start < end <= len(text) for start, end in find_quote(text, quote))


def test_context_is_cut_at_the_ends_of_the_text():
    text = "a" * 40 + "QUOTE" + "b" * 3
    assert context(text, 40, 45) == ("a" * 32, "bbb")
    assert context(text, 0, 5, width=2) == ("", "aa")


TEXT = "Title\n\nGen. 😀 Smith left at 5 p.m. yesterday. He came back.  Then he slept!\n\nСегодня г. Минск спит. Да."
END = TEXT.index("\n\nС")
BLOCKS = [Block("heading", 0, 5), Block("paragraph", 7, END), Block("paragraph", END + 2, len(TEXT))]


def test_sentences_keep_their_positions():
    assert [TEXT[a:b] for a, b in sentences(TEXT, 7, END, "en")] == [
        "Gen. 😀 Smith left at 5 p.m. yesterday.",
        "He came back.",
        "Then he slept!",
    ]
    assert [TEXT[a:b] for a, b in sentences(TEXT, END + 2, len(TEXT), "ru")] == ["Сегодня г. Минск спит.", "Да."]


@given(st.text(), st.sampled_from(["en", "ru", "ar", "xx", "", None]))
def test_sentences_of_any_text_are_in_order_and_hold_every_character_but_white_space(text, language):
    spans = sentences(text, 0, len(text), language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_the_sentence_around_a_span_is_whole():
    start = TEXT.index("came")
    assert TEXT[slice(*sentence_around(TEXT, start, start + 4, BLOCKS, "en"))] == "He came back."


def test_a_span_over_two_sentences_gets_both():
    start, end = TEXT.index("came"), TEXT.index("slept")
    assert TEXT[slice(*sentence_around(TEXT, start, end, BLOCKS, "en"))] == "He came back.  Then he slept!"


def test_the_sentence_never_goes_beyond_the_blocks_that_are_touched():
    assert sentence_around(TEXT, 1, 3, BLOCKS, "en") == Span(0, 5)
    start, end = TEXT.index("slept"), TEXT.index("Минск")
    assert TEXT[slice(*sentence_around(TEXT, start, end, BLOCKS, "ru"))] == ("Then he slept!\n\nСегодня г. Минск спит.")


def test_a_span_outside_all_blocks_stays_as_it_is():
    assert sentence_around(TEXT, 5, 7, BLOCKS, "en") == Span(5, 7)


def test_the_second_of_two_like_quotes_in_a_sentence_is_told_from_the_first():
    sentence = "On 30 May came 30 soldiers, 30 of them by train."
    for start in (3, 15, 28):
        assert place_in(sentence, "30", *context(f"One. {sentence} Two.", start + 5, start + 7)) == start
    assert place_in(sentence, "31", "", "") == -1
