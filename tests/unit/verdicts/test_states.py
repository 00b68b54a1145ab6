"""The table of verdict states, walked whole: every pair of states, every role."""

import itertools

import pytest

from factcheck.accounts.moves import ROLES
from factcheck.verdicts.states import STATES, TRANSITIONS, may

ALLOWED = {
    ("draft", "in_review"): {"reviewer", "editor", "admin"},
    ("returned", "in_review"): {"reviewer", "editor", "admin"},
    ("in_review", "returned"): {"editor", "admin"},
    ("in_review", "approved"): {"editor", "admin"},
    ("approved", "published"): {"editor", "admin"},
    ("approved", "returned"): {"editor", "admin"},
    ("approved", "withdrawn"): {"editor", "admin"},
    ("published", "superseded"): {"editor", "admin"},
    ("published", "withdrawn"): {"editor", "admin"},
}


@pytest.mark.parametrize(("from_state", "to_state"), list(itertools.product(STATES, STATES)))
def test_each_pair_of_states_allows_exactly_the_roles_named(from_state, to_state):
    allowed = {role for role in ROLES if may(from_state, to_state, role)}
    assert allowed == ALLOWED.get((from_state, to_state), set())


@pytest.mark.parametrize("state", ["superseded", "withdrawn"])
def test_nothing_leads_out_of_an_end_state(state):
    assert not any(may(state, other, "admin") for other in STATES)


def test_no_verdict_reaches_readers_without_being_approved_first():
    assert [a for a, b in TRANSITIONS if b == "published"] == ["approved"]
    assert [a for a, b in TRANSITIONS if b == "approved"] == ["in_review"]


@pytest.mark.parametrize(
    ("a", "b", "role"),
    [
        ("draft", "in_review", "owner"),
        ("", "in_review", "admin"),
        ("draft", "", "admin"),
        ("draft", "draft", ""),
    ],
)
def test_unknown_words_are_refused(a, b, role):
    assert not may(a, b, role)


def test_the_table_cannot_be_changed_while_running():
    with pytest.raises(TypeError):
        TRANSITIONS["draft", "published"] = "viewer"
