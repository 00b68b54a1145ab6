"""Proposed edits land where they were meant to or not at all; differences rebuild both versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.verdicts.edits import Change, EditDoesNotApply, propose_edit, word_diff


def test_the_words_are_replaced_where_they_stand():
    assert propose_edit("It was closed for weeks.", "for weeks", "for two weeks") == "It was closed for two weeks."


def test_words_may_be_taken_out():
    assert propose_edit("It was very closed.", "very ", "") == "It was closed."


@pytest.mark.parametrize(
    ("text", "before"), [("abc", "x"), ("ab ab", "ab"), ("aaa", "aa"), ("abc", ""), ("", "a"), ("Été", "ÉTÉ")]
)
def test_an_edit_that_fits_nowhere_or_twice_is_refused(text, before):
    with pytest.raises(EditDoesNotApply):
        propose_edit(text, before, "new")


def test_a_difference_is_told_by_whole_words():
    assert word_diff("It was closed in May.", "It was open in May.") == (
        Change("equal", "It was "),
        Change("delete", "closed"),
        Change("insert", "open"),
        Change("equal", " in May."),
    )


def test_a_text_from_nothing_is_all_inserted():
    assert word_diff("", "Ёж 🙂") == (Change("insert", "Ёж 🙂"),)
    assert word_diff("", "") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_versions_can_be_rebuilt_from_the_difference(before, after):
    diff = word_diff(before, after)
    assert "".join(c.text for c in diff if c.kind != "insert") == before
    assert "".join(c.text for c in diff if c.kind != "delete") == after
