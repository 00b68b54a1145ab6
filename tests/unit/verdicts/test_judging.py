"""Each rule: met, open and not applicable, for each kind of claim it speaks of."""

from dataclasses import replace

import pytest

from factcheck.verdicts.models import PolicyRule
from factcheck.verdicts.policy.catalogue import EVERY, RATED, RULES
from factcheck.verdicts.policy.evaluate import finding_of
from factcheck.verdicts.policy.facts import Facts, Piece, Present

SUPPORT = Piece("E-0001", supports=True, first_hand=True, voice="own_observation", speaker="A. B.")
AGAINST = Piece("E-0002", opposes=True, counted=False)
#: A verdict on which every rule is met.
FULL = Facts(
    kind="fact",
    leaning="one_side",
    pieces=(SUPPORT, replace(SUPPORT, public_id="E-0003", speaker="C. D."), AGAINST),
    independent=2,
    referenced=frozenset({"E-0002"}),
    scope_stated=True,
    searches_made=1,
    has_claimant=True,
    claimant_asked=1,
    now=Present(desk_has_address=True, second_opinion="settled", parts=2, parts_decided=2),
)
BARE = (replace(SUPPORT, first_hand=False, has_rationale=False), AGAINST)
#: What makes each rule open; the rest stays as it is.
OPENED = {
    "independent_origins": replace(FULL, independent=1),
    "record_or_witnesses": replace(FULL, pieces=(SUPPORT,)),
    "first_hand": replace(FULL, pieces=BARE),
    "against_referenced": replace(FULL, referenced=frozenset()),
    "rationales": replace(FULL, pieces=BARE),
    "scope_stated": replace(FULL, scope_stated=False),
    "documented_search": replace(FULL, searches_made=0),
    "looked_for": replace(FULL, leaning="outside", searches_made=0),
    "claimant_asked": replace(FULL, claimant_asked=0),
    "pages_answered": replace(FULL, now=replace(FULL.now, unanswered_pages=("D-0001",))),
    "threads_resolved": replace(FULL, now=replace(FULL.now, unresolved_threads=1)),
    "approver_apart": replace(FULL, now=replace(FULL.now, linked_by_who_looks=2)),
    "public_address": replace(FULL, now=replace(FULL.now, desk_has_address=False)),
    "second_opinion": replace(FULL, now=replace(FULL.now, second_opinion="none")),
    "parts_decided": replace(FULL, now=replace(FULL.now, parts_decided=1)),
}
#: What meets each: one speaks of ratings outside the range alone.
MET = dict.fromkeys(RULES, FULL) | {"looked_for": replace(FULL, leaning="outside")}
EACH = [(key, kind) for key, rule in RULES.items() for kind in rule.kinds]


def found(rule, facts, **row):
    return finding_of(PolicyRule(rule=rule, **row), facts)


def test_every_rule_is_in_the_table():
    assert OPENED.keys() == RULES.keys()


@pytest.mark.parametrize(("rule", "kind"), EACH)
def test_a_rule_is_met_by_what_it_asks_for(rule, kind):
    finding = found(rule, replace(MET[rule], kind=kind))
    assert finding.outcome == "pass"
    assert finding.detail


@pytest.mark.parametrize(("rule", "kind"), EACH)
def test_a_rule_is_open_without_it_and_says_what_is_lacking(rule, kind):
    finding = found(rule, replace(OPENED[rule], kind=kind))
    assert finding.outcome == "open"
    assert finding.detail != found(rule, replace(MET[rule], kind=kind)).detail


@pytest.mark.parametrize(("rule", "kind"), [(key, kind) for key in RULES for kind in EVERY if (key, kind) not in EACH])
def test_a_rule_is_not_asked_of_a_kind_it_cannot_speak_of(rule, kind):
    assert found(rule, replace(OPENED[rule], kind=kind)).outcome == "not_applicable"


@pytest.mark.parametrize(("rule", "kind"), EACH)
def test_a_policy_narrows_a_rule_to_kinds(rule, kind):
    others = [other for other in EVERY if other != kind]
    assert found(rule, replace(OPENED[rule], kind=kind), kinds=others).outcome == "not_applicable"
    assert found(rule, replace(OPENED[rule], kind=kind), kinds=[kind]).outcome == "open"


@pytest.mark.parametrize("rule", ["independent_origins", "record_or_witnesses", "first_hand", "against_referenced"])
@pytest.mark.parametrize("leaning", ["none", "outside", "middle"])
def test_where_the_rating_takes_no_side_nothing_is_counted_for_it(rule, leaning):
    finding = found(rule, replace(OPENED[rule], kind="statement", leaning=leaning))
    assert finding.outcome == "not_applicable"
    assert "rating" in finding.detail


@pytest.mark.parametrize(
    ("rule", "facts", "words"),
    [
        ("independent_origins", replace(FULL, independent=1), "1 of 2 independent origins"),
        ("independent_origins", replace(FULL, independent=1, of_unknown_source=1), "It is from a source that is not"),
        ("independent_origins", replace(FULL, independent=3, of_unknown_source=1), "1 of them is from a source that"),
        ("against_referenced", replace(FULL, referenced=frozenset()), "E-0002"),
        ("rationales", replace(FULL, pieces=BARE), "E-0001"),
        ("pages_answered", OPENED["pages_answered"], "D-0001"),
        ("parts_decided", OPENED["parts_decided"], "1 of 2 sub-claims"),
        ("approver_apart", OPENED["approver_apart"], "2 of 3 pieces"),
    ],
)
def test_what_is_open_is_said_in_numbers_and_ids(rule, facts, words):
    assert words in found(rule, facts).detail


def test_the_minimum_is_the_policys_and_else_the_rules_own():
    assert found("independent_origins", replace(FULL, independent=1), minimum=1).outcome == "pass"
    assert found("independent_origins", replace(FULL, independent=1)).outcome == "open"
    assert found("independent_origins", replace(FULL, independent=2), minimum=3).outcome == "open"


RECORD = replace(SUPPORT, voice="on_record")


@pytest.mark.parametrize(
    ("pieces", "outcome"),
    [
        ((RECORD,), "pass"),
        ((replace(SUPPORT, speaker=""),), "pass"),
        ((replace(RECORD, first_hand=False),), "open"),
        ((replace(RECORD, central=False),), "open"),
        ((replace(RECORD, counted=False),), "open"),
        ((replace(RECORD, supports=False, opposes=True),), "open"),
        ((SUPPORT, replace(SUPPORT, public_id="E-0004")), "open"),
        ((SUPPORT, replace(SUPPORT, public_id="E-0004", speaker="C. D.")), "pass"),
        ((SUPPORT, replace(SUPPORT, public_id="E-0004", speaker="C. D.", voice="quotes")), "open"),
    ],
)
def test_a_statement_rests_on_its_record_or_on_two_who_heard_it(pieces, outcome):
    assert found("record_or_witnesses", replace(FULL, kind="statement", pieces=pieces)).outcome == outcome


@pytest.mark.parametrize(("linked", "outcome"), [(0, "pass"), (1, "pass"), (2, "open"), (3, "open")])
def test_most_of_the_evidence_is_more_than_half_of_it(linked, outcome):
    assert found("approver_apart", replace(FULL, now=Present(linked_by_who_looks=linked))).outcome == outcome


def test_who_cannot_approve_is_not_judged_as_an_approver():
    facts = replace(FULL, now=Present(linked_by_who_looks=3, cannot_approve=True))
    assert found("approver_apart", facts).outcome == "not_applicable"


def test_a_search_that_could_not_be_made_is_none():
    finding = found("documented_search", replace(FULL, kind="negative", searches_made=0, searches_failed=1))
    assert finding.outcome == "open"
    assert "could not be made" in finding.detail


@pytest.mark.parametrize("rule", ["rationales", "pages_answered", "approver_apart"])
def test_with_nothing_on_the_board_there_is_nothing_to_judge(rule):
    assert found(rule, replace(FULL, pieces=())).outcome == "not_applicable"


@pytest.mark.parametrize("leaning", ["one_side", "middle"])
def test_a_rating_in_the_range_with_nothing_on_the_board_is_open(leaning):
    empty = replace(FULL, pieces=(), independent=0, leaning=leaning)
    assert found("independent_origins", empty).outcome == "open"
    assert found("independent_origins", empty, minimum=1).outcome == "open"


@pytest.mark.parametrize("kind", RATED)
@pytest.mark.parametrize("leaning", ["one_side", "middle", "none"])
def test_who_looked_is_asked_of_ratings_outside_the_range_alone(kind, leaning):
    assert found("looked_for", replace(OPENED["looked_for"], kind=kind, leaning=leaning)).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("searches", "enquiries", "minimum", "outcome"),
    [(0, 0, 1, "open"), (1, 0, 1, "pass"), (0, 1, 1, "pass"), (1, 0, 2, "open"), (1, 1, 2, "pass"), (0, 3, 2, "pass")],
)
def test_searches_and_enquiries_count_together(searches, enquiries, minimum, outcome):
    looked = replace(OPENED["looked_for"], searches_made=searches, enquiries_made=enquiries, searches_failed=2)
    assert found("looked_for", looked, minimum=minimum).outcome == outcome


def test_with_no_claimant_nobody_is_to_be_asked():
    assert found("claimant_asked", replace(FULL, claimant_asked=0, has_claimant=False)).outcome == "not_applicable"


def test_a_claim_without_parts_has_none_to_decide():
    assert found("parts_decided", replace(FULL, now=Present())).outcome == "not_applicable"


def test_a_second_opinion_that_is_not_settled_yet_is_open():
    assert found("second_opinion", replace(FULL, now=Present(second_opinion="open"))).outcome == "open"


def test_a_rule_that_this_program_does_not_know_is_left_to_a_person():
    assert found("of_another_version", FULL).outcome == "open"


def test_the_kinds_are_those_of_claims():
    from factcheck.claims.models import Kind

    assert set(EVERY) == set(Kind.values)
    assert set(RATED) == {kind for kind in Kind if kind.takes_rating}
