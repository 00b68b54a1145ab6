"""What is typed into the search box, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.search.parsing import LONGEST, MOST_WORDS, Note, Parsed, parse


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Parsed()),
        ("  \n ", Parsed()),
        ("bridge closed", Parsed(words=("bridge", "closed"))),
        ('"the bridge" closed', Parsed(words=("closed",), phrases=("the bridge",))),
        ("bridge -ferry", Parsed(words=("bridge",), excluded=("ferry",))),
        ('bridge -"night ferry"', Parsed(words=("bridge",), excluded=("night ferry",))),
        ("anti-tank", Parsed(words=("anti-tank",))),
        ("1990-1995", Parsed(words=("1990-1995",))),
        ("bridge - ferry", Parsed(words=("bridge", "ferry"))),
        ('"" bridge', Parsed(words=("bridge",))),
        ('-"" bridge', Parsed(words=("bridge",))),
        ('"  the \n bridge "', Parsed(phrases=("the bridge",))),
        ('say"the bridge"loud', Parsed(words=("say", "loud"), phrases=("the bridge",))),
        ("?! bridge …", Parsed(words=("bridge",))),
        ("a\x00b", Parsed(words=("a", "b"))),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(typed, read):
    assert parse(typed) == read


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_a_space_within_a_number_does_not_part_it(space):
    assert parse(f"30{space}000 men") == Parsed(words=("30000", "men"))
    assert parse(f"men -1{space}234{space}567") == Parsed(words=("men",), excluded=("1234567",))
    assert parse(f'"30{space}000 men" 2') == Parsed(words=("2",), phrases=("30 000 men",))
    assert parse(f'"30{space}000') == Parsed(words=("30000",), note=Note.UNCLOSED)


@pytest.mark.parametrize("typed", ["1990 100", "12 34", "3 0000", "1.5 000", "B1 000"])
def test_numbers_that_only_stand_side_by_side_stay_apart(typed):
    assert parse(typed).words == tuple(typed.split())


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "””", '""'])
def test_quotation_marks_of_other_languages_are_quotation_marks(marks):
    assert parse(f"{marks[0]}der Fluss{marks[1]} stieg") == Parsed(words=("stieg",), phrases=("der Fluss",))


def test_an_open_quotation_mark_makes_it_plain_words_and_says_so():
    assert parse('"the bridge -closed') == Parsed(words=("the", "bridge", "closed"), note=Note.UNCLOSED)


def test_only_exclusions_are_read_as_words_and_said_so():
    assert parse('-ferry -"night boat"') == Parsed(words=("ferry", "night", "boat"), note=Note.ONLY_EXCLUDED)


@given(st.text(max_size=2 * LONGEST))
def test_nothing_that_can_be_typed_is_too_much(typed):
    parsed = parse(typed)
    assert len(parsed.words) <= MOST_WORDS
    assert all(said.strip() for said in (*parsed.wanted, *parsed.excluded))
    assert "\x00" not in "".join((*parsed.wanted, *parsed.excluded))


@given(st.text(alphabet='ab -"“”', max_size=40))
def test_a_question_with_a_word_in_it_is_never_empty(typed):
    assert parse(typed).is_empty == ("a" not in typed and "b" not in typed)
