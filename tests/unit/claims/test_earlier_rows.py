"""What one earlier check may hold, and what is refused with which words."""

import pytest

from factcheck.claims.earlier.rows import LONGEST, Problem, check_of, key_for, plain, row_of


def test_markup_is_taken_out_and_its_words_stay():
    check = check_of({"statement": "<p>The bridge <b>is</b> closed</p>", "title": "Cars &amp; bridges"})
    assert (check.statement, check.title) == ("The bridge is closed", "Cars & bridges")


def test_a_less_than_sign_is_not_markup():
    assert plain("Fewer than 5 < 6 & more") == "Fewer than 5 < 6 & more"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example/x", "https://", "a.example/x", "https://a b/"])
def test_an_address_a_browser_should_not_be_sent_to_is_refused(url):
    with pytest.raises(Problem, match="not a web address"):
        check_of({"statement": "s", "url": url})


def test_without_an_id_a_check_is_known_by_its_address_else_by_its_words():
    assert check_of({"statement": "s", "url": "https://a.example/1"}).key == "https://a.example/1"
    first = check_of({"statement": "The bridge is closed"}).key
    assert first == check_of({"statement": "the bridge is CLOSED"}).key
    assert first != check_of({"statement": "The bridge is closed", "claimant": "The mayor"}).key
    assert key_for({"statement": "s", "claimant": "", "publisher": "", "url": ""}).startswith("sha256:")


def test_a_date_that_cannot_be_read_is_kept_in_its_own_words():
    check = check_of({"statement": "s", "claimed_on": "early in the spring"})
    assert (check.claimed, check.claimed_text) == (None, "early in the spring")


def test_of_a_moment_the_day_is_kept():
    check = check_of({"statement": "s", "claimed_on": "2020-03-06T10:00:00Z"})
    assert (check.claimed.iso, check.claimed_text) == ("2020-03-06", "2020-03-06")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "no “statement”"),
        ({"statement": "  "}, "no “statement”"),
        ({"statement": ["a"]}, "not a text"),
        ({"statement": "a\0b"}, "NUL"),
        ({"statement": "\ud800"}, "half a character"),
        ({"statement": "s", "title": "x" * (LONGEST + 1)}, "2,000 are the most"),
        ({"statement": "s", "language": "english please"}, "not a language code"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(given, said):
    with pytest.raises(Problem, match=said):
        check_of(given)


def test_fields_that_are_not_known_are_named():
    row = row_of(3, {"statement": "s", "author_note": "2020", "mood": ""})
    assert (row.number, row.left_out) == (3, ("author_note",))


def test_a_number_is_taken_as_an_id():
    assert check_of({"id": 17, "statement": "s"}).key == "17"


def test_half_a_character_in_the_name_of_a_field_can_be_told():
    assert row_of(1, {"statement": "s", "mood\ud800": "gay"}).left_out == ("mood?",)
