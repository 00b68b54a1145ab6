"""Audit entries in words: what changed, and nothing that did not."""

import pytest

from factcheck.audit.summary import Change, changes, readable

LABELS = {"statement": "What we checked", "central": "Central point", "made_on": "Made on"}


def test_only_what_differs_is_told_in_the_order_of_the_labels():
    before = {"made_on": None, "statement": "Old words", "central": True, "id": 4}
    after = {"made_on": "[2020-08-31,2020-09-01)", "statement": "New words", "central": True, "id": 4}
    assert changes(before, after, LABELS) == (
        Change("What we checked", "Old words", "New words"),
        Change("Made on", "not stated", "2020-08-31"),
    )


def test_a_new_row_tells_what_was_stated_and_leaves_out_the_rest():
    assert changes(None, {"statement": "Words", "made_on": None, "central": False}, LABELS) == (
        Change("What we checked", "", "Words"),
        Change("Central point", "", "no"),
    )


def test_a_removed_row_tells_what_is_gone():
    assert changes({"statement": "Words"}, None, LABELS) == (Change("What we checked", "Words", ""),)


def test_a_column_without_a_label_is_named_after_itself_and_comes_last():
    found = changes({"as_of_date": 1, "central": 1}, {"as_of_date": 2, "central": 2}, LABELS)
    assert [change.label for change in found] == ["Central point", "As of date"]


def test_what_was_redacted_is_told_as_such_and_stays_a_change():
    gone = {"redacted": True}
    assert changes({"title": gone}, {"title": ""}, {}) == (Change("Title", "redacted", "empty"),)
    assert changes({"title": gone}, {"title": gone}, {}) == (Change("Title", "redacted", "changed, redacted"),)
    assert changes(None, {"title": gone}, {}) == (Change("Title", "", "redacted"),)


def test_a_withheld_column_is_told_as_changed_without_its_content():
    secret = {"withheld": True}
    assert changes({"password": secret}, {"password": secret}, {"password": "Password"}) == (
        Change("Password", "not recorded", "changed, not recorded"),
    )
    assert changes(None, {"password": secret}, {}) == (Change("Password", "", "not recorded"),)


def test_a_digest_is_told_by_length_and_first_digits():
    value = {"sha256": "ab12cd34ef567890" * 4, "length": 12034}
    assert readable(value) == "12,034 characters, SHA-256 ab12cd34…"


def test_two_digests_of_one_length_are_still_a_change():
    before, after = {"sha256": "a" * 64, "length": 5}, {"sha256": "b" * 64, "length": 5}
    (change,) = changes({"text": before}, {"text": after}, {})
    assert change.before != change.after


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (None, "not stated"),
        (0, "0"),
        ("", "empty"),
        ([], "none"),
        (["a", None], "a, not stated"),
        ("[2020-08-01,2020-09-01)", "2020-08-01 to 2020-08-31"),
        ("[2020-08-01,)", "[2020-08-01,)"),
        ("2026-11-21T23:31:21.5+02:00", "2026-11-21 21:31:21 UTC"),
        ("2026-99-99T99:99:99", "2026-99-99T99:99:99"),
        ({"b": 1, "a": "ё"}, '{"a": "ё", "b": 1}'),
        ({"sha256": "x"}, '{"sha256": "x"}'),
    ],
)
def test_values_are_made_readable(value, words):
    assert readable(value) == words


def test_an_entry_without_rows_changed_nothing():
    assert changes(None, None, LABELS) == ()
