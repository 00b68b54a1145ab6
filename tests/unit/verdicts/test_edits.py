"""Proposed edits land where they were meant to or not at all."""

import pytest

from factcheck.verdicts.edits import EditDoesNotApply, propose_edit


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
