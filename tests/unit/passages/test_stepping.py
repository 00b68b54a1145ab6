"""A span, made wider and narrower by word and by sentence."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.passages.spans import Span
from factcheck.passages.stepping import steps

TEXT = "The bridge\n\nIt was closed. Nobody was hurt. It rained.\n\nThe ferry sailed."


@dataclass(frozen=True)
class Extent:
    start: int
    end: int


def _blocks(text: str) -> list[Extent]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Extent(at, at + len(part)))
        at += len(part) + 2
    return blocks


def _from(words: str) -> dict[str, str]:
    start = TEXT.index(words)
    found = steps(TEXT, Span(start, start + len(words)), _blocks(TEXT), "en")
    return {step.name: TEXT[step.span.start : step.span.end] for step in found}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("start-word-wider", "closed. Nobody was hurt."),
        ("start-word-narrower", "was hurt."),
        ("end-word-narrower", "Nobody was"),
        ("end-word-wider", "Nobody was hurt. It"),
        ("start-sentence-wider", "It was closed. Nobody was hurt."),
        ("end-sentence-wider", "Nobody was hurt. It rained."),
    ],
)
def test_each_end_moves_by_word_and_by_sentence(name, words):
    assert _from("Nobody was hurt.")[name] == words


def test_half_a_sentence_is_first_made_whole():
    assert _from("was hurt")["start-sentence-wider"] == "Nobody was hurt"
    assert _from("was hurt")["end-sentence-wider"] == "was hurt."


def test_two_sentences_are_narrowed_to_one():
    found = _from("It was closed. Nobody was hurt.")
    assert found["start-sentence-narrower"] == "Nobody was hurt."
    assert found["end-sentence-narrower"] == "It was closed."


def test_a_sentence_goes_on_in_the_next_paragraph():
    assert _from("It rained.")["end-sentence-wider"] == "It rained.\n\nThe ferry sailed."


def test_nothing_goes_beyond_the_text_and_one_word_is_the_least():
    assert not any(name.endswith("-wider") for name in _from(TEXT))
    assert not any(name.endswith("-narrower") for name in _from("rained."))


@given(st.text(alphabet="ab. \n", min_size=1, max_size=60), st.data())
def test_every_step_changes_one_end_within_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for step in steps(text, Span(start, end), [Extent(0, len(text))], "en"):
        assert 0 <= step.span.start < step.span.end <= len(text)
        assert (step.span.start == start) != (step.span.end == end)
        assert (step.span.end - step.span.start > end - start) is step.wider
