"""The table of states against action and database: every state, every move, every role; and what moves by itself."""

import itertools
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from factcheck.accounts.moves import ROLES
from factcheck.audit.context import acting
from factcheck.claims import actions
from factcheck.claims.models import Claim, ClaimState
from factcheck.claims.states import STATES, may
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.evidence.actions import record_enquiry, record_search
from factcheck.notifications.models import Notification
from factcheck.verdicts.actions import draft_verdict
from factcheck.verdicts.dropping import HasVerdict, drop_unjudged
from tests.database.desk.papers import claim_of, linked, paper

pytestmark = pytest.mark.django_db

PAIRS = [(old, new) for old, new in itertools.product(STATES, STATES) if old != new]


@pytest.fixture
def people(viewer, reviewer, editor, admin) -> dict:
    return {"viewer": viewer, "reviewer": reviewer, "editor": editor, "admin": admin}


def claim_in(state: str, by) -> Claim:
    with acting(by, action="test"):
        claim = claim_of(by)
        if state == "triaged":
            actions.triage_claim(claim=claim, by=by)
        if state == "researching":
            actions.begin_research(claim=claim, by=by)
        if state == "dropped":
            actions.drop_claim(claim=claim, by=by, reason="Too small.")
    assert claim.state == state
    return claim


def refused(work) -> bool:
    """Whether the database or the action says no; nothing stays of what it allowed."""
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    except (DatabaseError, actions.NeedsReviewer, actions.CannotMove):
        return True
    return False


def in_sql(claim: Claim, to: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET state = %s, dropped_reason = 'x' WHERE id = %s", [to, claim.pk])


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_action_and_database_allow_exactly_the_moves_of_the_table(old, new, people):
    claim = claim_in(old, people["reviewer"])
    for role in ROLES:
        person = people[role]
        with acting(person, action="test"):
            by_action = refused(lambda: actions.move_claim(claim=claim, to=ClaimState(new), by=person, **REASON[new]))  # noqa: B023
            by_database = refused(lambda: in_sql(claim, new))
        claim.refresh_from_db()
        assert (by_action, by_database) == (not may(old, new, role),) * 2, (old, new, role)


#: What the state asks for besides, so that only the table can refuse.
REASON = {state: {"dropped_reason": "x"} if state == "dropped" else {} for state in STATES}


def test_a_person_who_was_switched_off_moves_nothing(people):
    claim, person = claim_in("new", people["reviewer"]), people["reviewer"]
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    with acting(person, action="test"):
        assert refused(lambda: in_sql(claim, "triaged"))


def test_a_claim_begins_as_new_in_raw_sql_too(reviewer):
    with pytest.raises(DatabaseError, match="begins as new"), acting(reviewer, action="test"), transaction.atomic():
        claim_of(reviewer, state="researching")


def _searched(claim, by):
    dates = partial_date_columns("searched", parse("2020"))
    record_search(claim=claim, by=by, where="a", query="b", outcome="found", **dates)


def _asked(claim, by):
    record_enquiry(claim=claim, by=by, asked="The mayor", role="claimant", question="Is it?", asked_on=date(2020, 8, 1))


BEGINNINGS = {
    "evidence": lambda claim, by: linked(paper(by), "Nobody was hurt.", claim, by),
    "search": _searched,
    "enquiry": _asked,
    "verdict": lambda claim, by: draft_verdict(claim=claim, by=by),
}


@pytest.mark.parametrize("state", ["new", "triaged"])
@pytest.mark.parametrize("what", BEGINNINGS)
def test_research_begins_with_the_first(what, state, by_reviewer):
    claim = claim_in(state, by_reviewer)
    BEGINNINGS[what](claim, by_reviewer)
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.state, claim.state, claim.version) == ("researching", "researching", stored.version)


def test_what_is_put_on_the_board_of_a_dropped_claim_leaves_it_dropped(by_reviewer):
    claim = claim_in("dropped", by_reviewer)
    BEGINNINGS["evidence"](claim, by_reviewer)
    assert Claim.objects.get(pk=claim.pk).state == "dropped"


def test_no_verdict_is_begun_on_a_dropped_claim(by_reviewer):
    claim = claim_in("new", by_reviewer)
    seen_before = Claim.objects.get(pk=claim.pk)
    actions.drop_claim(claim=claim, by=by_reviewer, reason="Too small.")
    with pytest.raises(actions.Dropped, match="Take it up again"):
        draft_verdict(claim=seen_before, by=by_reviewer)


def test_a_claim_with_a_verdict_is_not_dropped(by_reviewer):
    claim = claim_in("new", by_reviewer)
    draft_verdict(claim=claim, by=by_reviewer)
    with pytest.raises(HasVerdict):
        drop_unjudged(claim=claim, by=by_reviewer, reason="Too small.")


@pytest.mark.parametrize("reason", ["", "  "])
def test_dropping_takes_a_reason(reason, by_reviewer):
    with pytest.raises(actions.DropReasonMissing):
        drop_unjudged(claim=claim_in("new", by_reviewer), by=by_reviewer, reason=reason)


def test_what_is_taken_up_again_has_been_triaged_and_forgets_why_it_was_dropped(by_reviewer):
    claim = claim_in("dropped", by_reviewer)
    actions.take_up_again(claim=claim, by=by_reviewer)
    assert (claim.state, claim.dropped_reason) == ("triaged", "")


def test_who_triages_a_claim_that_was_just_dropped_does_not_take_it_up_again(by_reviewer):
    claim = claim_in("dropped", by_reviewer)
    with pytest.raises(actions.CannotMove, match="dropped"):
        actions.triage_claim(claim=claim, by=by_reviewer)


def test_whoever_is_given_a_claim_is_told_unless_they_took_it(by_reviewer, editor):
    claim = claim_of(by_reviewer, "The bridge is shut.", assignee=by_reviewer)
    actions.change_claim(claim=claim, expected=claim.version, by=by_reviewer, assignee=editor)
    actions.change_claim(claim=claim, expected=claim.version, by=by_reviewer, priority=1)
    told = Notification.objects.get()
    assert (told.user, told.topic, told.about) == (editor, "assigned", claim.public_id)
    assert "The bridge is shut." in told.text
