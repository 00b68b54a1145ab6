"""Texts are cut into segments that hold every word once, cross no block, and are short enough to be used."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction.values import Block
from factcheck.passages.segments import MOST, USUAL, Span, segments_of, word_count


def cut(*parts: str, kind: str = "paragraph", language: str = "en") -> list[str]:
    """The words of the segments of a text whose blocks are `parts`."""
    text, blocks = _text_of([(kind, part) for part in parts])
    return [text[span.start : span.end] for span in segments_of(text, blocks, language)]


def _text_of(parts):
    text, blocks = "", []
    for kind, words in parts:
        lead = len(words) - len(words.lstrip())
        if words.strip():
            blocks.append(Block(kind, len(text) + lead, len(text) + lead + len(words.strip())))
        text += words + "\n\n"
    return text, blocks


def sentence(words: int, first: str = "Word") -> str:
    return " ".join([first, *(f"w{number}" for number in range(words - 1))]) + "."


def test_a_short_block_is_one_segment():
    assert cut("One two. Three four.") == ["One two. Three four."]


def test_blocks_are_never_joined():
    assert cut("A heading", "A sentence.", kind="heading") == ["A heading", "A sentence."]


def test_sentences_are_put_together_up_to_about_the_usual_length():
    first, second, third, fourth = (sentence(19, name) for name in ("One", "Two", "Three", "Four"))
    assert cut(" ".join((first, second, third, fourth))) == [f"{first} {second}", f"{third} {fourth}"]


def test_a_long_sentence_stands_alone():
    assert cut(f"{sentence(10)} {sentence(70)} {sentence(10)}") == [sentence(10), sentence(70), sentence(10)]


def test_an_abbreviation_ends_no_sentence():
    start, end = sentence(38, "Minister") + " Dr.", "Mr. Orel met Mrs. Lind at 5 p.m. in Brno. " + sentence(38, "Then")
    assert cut(f"{start[:-4]} {end}")[1].startswith("Mr. Orel met Mrs. Lind")


def test_a_sentence_that_is_too_long_is_cut_at_a_clause():
    first, second = sentence(50, "If").removesuffix("."), sentence(50, "then")
    assert cut(f"{first}; {second}") == [f"{first};", second]


def test_a_sentence_without_any_clause_is_cut_between_words():
    parts = cut(sentence(100))
    assert [word_count(part) for part in parts] == [50, 50]


def test_sentences_inside_quotation_marks_are_cut_apart_when_together_they_are_too_long():
    said = " ".join(sentence(30, name) for name in ("One", "Two", "Three", "Four"))
    assert [part.split()[0].strip("“") for part in cut(f"“{said}” she told us.")] == ["One", "Two", "Three", "Four"]


def test_a_row_of_a_table_is_one_segment():
    row = "\t".join(["Name of a place. And more.", sentence(30), sentence(30)])
    assert cut(row, kind="row") == [row]


def test_a_row_that_is_too_long_is_cut_between_cells():
    cells = [sentence(35, name) for name in ("One", "Two", "Three")]
    assert cut("\t".join(cells), kind="row") == cells


def test_text_without_spaces_is_cut_too():
    parts = cut("这是一个没有空格的句子" * 60, language="zh")
    assert len(parts) > 1
    assert all(word_count(part) <= MOST for part in parts)
    assert "".join(parts) == "这是一个没有空格的句子" * 60


def test_boilerplate_is_marked():
    text, blocks = _text_of([("paragraph", "Words of the story."), ("boilerplate", "Support us.")])
    assert [span.boilerplate for span in segments_of(text, blocks, "en")] == [False, True]


def test_a_text_without_blocks_has_no_segments():
    assert segments_of("", [], "") == []


@pytest.mark.parametrize("language", ["", "en", "pt-BR", "ru", "zh", "tlh", "not a language"])
def test_any_language_is_taken(language):
    assert cut("One. Two.", language=language) == ["One. Two."]


def test_offsets_count_code_points():
    words = "😀 é́ first. " + sentence(39)
    text, blocks = _text_of([("paragraph", words + " 😀 end.")])
    spans = segments_of(text, blocks, "en")
    assert spans[0].start == 0
    assert text[spans[-1].start : spans[-1].end].endswith("😀 end.")


def test_most_segments_of_running_prose_are_about_the_usual_length():
    lengths = [7, 22, 15, 31, 12, 18, 9, 26, 14, 20] * 20
    counts = [word_count(part) for part in cut(" ".join(sentence(length) for length in lengths))]
    assert USUAL - 8 < sum(counts) / len(counts) < USUAL + 8


_words = st.text(
    alphabet=st.sampled_from(list("abcXYZ019 \t\n.,;:!?“”«»\"'()—。，你好é́😀\u00a0\u2028\x1c\x85")), max_size=400
)
_kinds = st.sampled_from(["heading", "paragraph", "list_item", "quote", "boilerplate", "row", "cue"])
_long = st.builds(lambda words, times: words * times, _words, st.integers(1, 6))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(_kinds, _long), max_size=5), st.sampled_from(["en", "", "ru", "zh", "de"]))
def test_any_text_is_covered_once_in_order_within_its_blocks(parts, language):
    text, blocks = _text_of(parts)
    spans = segments_of(text, blocks, language)
    assert all(isinstance(span, Span) and span.start < span.end for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(any(block.start <= span.start and span.end <= block.end for block in blocks) for span in spans)
    assert all(word_count(text[span.start : span.end]) <= MOST for span in spans)
    without_space = re.compile(r"\s+")
    covered = "".join(without_space.sub("", text[span.start : span.end]) for span in spans)
    assert covered == without_space.sub("", text)
