"""The table of states against actions and database: every state, every move, every role, author or not.

A desk with one verdict in each state is made once; whatever is tried on it is taken back. The people in hand are as
they were when the verdicts were written: what counts is the role that they have now.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from django.db import DatabaseError, transaction

from factcheck.accounts.models import User
from factcheck.database.errors import Refused
from factcheck.verdicts import actions
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.states import STATES, TRANSITIONS, may
from tests.database.verdicts.conftest import sql
from tests.database.verdicts.every_state import Desk, Person, as_, make_desk, revise

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _desk(django_db_setup: None, django_db_blocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_desk()
        transaction.set_rollback(True)


@pytest.fixture
def desk(_desk, db) -> Desk:
    """With verdicts that no test before has changed."""
    again = {state: Verdict.objects.select_related("claim").get(pk=old.pk) for state, old in _desk.verdicts.items()}
    return replace(_desk, verdicts=again, revision=Verdict.objects.get(pk=_desk.revision.pk))


@dataclass(frozen=True)
class Action:
    """What it does, from which states, and the state that it leads to; "" for one that begins another verdict."""

    do: Callable[[Verdict, User], object]
    states: tuple[str, ...]
    to: str = ""
    wants_another: bool = False  # somebody who wrote none of it

    def is_for(self, person: Person, state: str) -> bool:
        if state not in self.states or (self.wants_another and person.wrote):
            return False
        return person.has(TRANSITIONS[state, self.to] if self.to else "reviewer")


def _submit(verdict: Verdict, by: User) -> object:
    return actions.submit_verdict(verdict=verdict, expected=verdict.version, by=by)


def _return(verdict: Verdict, by: User) -> object:
    submission = actions.latest_submission(verdict)
    return actions.return_verdict(verdict=verdict, submission=submission, by=by, comment="Shorter.")


def _approve(verdict: Verdict, by: User) -> object:
    return actions.approve_verdict(verdict=verdict, submission=actions.latest_submission(verdict), by=by)


ACTIONS = {
    "submit": Action(_submit, ("draft", "returned"), "in_review"),
    "return": Action(_return, ("in_review",), "returned"),
    "approve": Action(_approve, ("in_review",), "approved", wants_another=True),
    "give back": Action(lambda verdict, by: actions.reopen_approved(verdict=verdict, by=by), ("approved",), "returned"),
    "publish": Action(lambda verdict, by: actions.mark_published(verdict=verdict, by=by), ("approved",), "published"),
    "withdraw": Action(
        lambda verdict, by: actions.withdraw_verdict(verdict=verdict, by=by, note="It is taken back."),
        ("approved", "published"),
        "withdrawn",
    ),
    "revise": Action(revise, ("published",)),
    # What is superseded has a successor, which readers have.
    "begin": Action(lambda verdict, by: actions.draft_verdict(claim=verdict.claim, by=by), ("withdrawn",)),
}


def test_each_move_of_the_table_is_made_by_an_action():
    by_actions = {(state, action.to) for action in ACTIONS.values() if action.to for state in action.states}
    assert by_actions | {("published", "superseded")} == set(TRANSITIONS)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_does_what_the_table_allows_and_refuses_all_else_in_words(name, state, desk):
    action, wrong = ACTIONS[name], []
    for who, person in desk.people.items():
        if person.user is None:
            continue
        verdict = Verdict.objects.select_related("claim", "revises").get(pk=desk.verdicts[state].pk)
        done = succeeds(lambda: action.do(verdict, person.user), person.user, Refused)  # noqa: B023
        if done != action.is_for(person, state):
            wrong.append(f"{who}: {'done' if done else 'refused'}")
        if done and action.to:
            assert verdict.state == action.to
    assert not wrong


def succeeds(work: Callable[[], object], by: User | None, *refusals: type[Exception]) -> bool:
    """Whether it is done rather than refused; nothing of it stays."""
    try:
        with as_(by), transaction.atomic():
            work()
            transaction.set_rollback(True)
    except refusals:
        return False
    return True


def publish_and_look(revision: Verdict, by: User) -> None:
    actions.mark_published(verdict=revision, by=by)
    states = Verdict.objects.filter(claim=revision.claim_id).order_by("number").values_list("state", flat=True)
    assert [*states] == ["superseded", "published"]


def test_an_editor_who_publishes_a_revision_supersedes_what_it_revises(desk):
    wrong = []
    for who, person in desk.people.items():
        if person.user is None:
            continue
        revision = Verdict.objects.get(pk=desk.revision.pk)
        done = succeeds(lambda: publish_and_look(revision, person.user), person.user, Refused)  # noqa: B023
        if done != person.has("editor"):
            wrong.append(who)
    assert not wrong


SUBMIT = (
    "INSERT INTO verdicts_submission (verdict_id, claim_id, number, statement, rating_label, rating_value, conclusion,"
    " explanation, missing_context, content, submitted_by_id, submitted_at) SELECT v.id, v.claim_id, 9, 'x', r.label,"
    " r.value, v.conclusion, v.explanation, v.missing_context, '{}', %s, now()"
    " FROM verdicts_verdict v JOIN verdicts_rating r ON r.id = v.rating_id WHERE v.id = %s"
)
REVIEW = (
    "INSERT INTO verdicts_review (submission_id, reviewer_id, decision, comment, decided_at)"
    " SELECT max(id), %s, '{}', 'Read.', now() FROM verdicts_submission WHERE verdict_id = %s"
)
#: What a move needs beside the new state, of the person who moves.
BESIDE = {
    ("draft", "in_review"): SUBMIT,
    ("returned", "in_review"): SUBMIT,
    ("in_review", "returned"): REVIEW.format("return"),
    ("in_review", "approved"): REVIEW.format("approve"),
}


def moved_by_hand(verdict: Verdict, to: str, by: User | None, beside: str = "") -> None:
    if beside:
        sql(beside, by.pk if by else None, verdict.pk)
    note = ", withdrawn_note = 'Taken back.'" if to == "withdrawn" else ""
    sql(f"UPDATE verdicts_verdict SET state = '{to}'{note} WHERE id = %s", verdict.pk)


@pytest.mark.parametrize("state", STATES)
def test_the_database_moves_a_verdict_as_the_table_says_and_refuses_all_else(state, desk):
    wrong = []
    for to in STATES:
        if to == state:
            continue
        verdict = desk.revision.revises if (state, to) == ("published", "superseded") else desk.verdicts[state]
        for who, person in desk.people.items():
            beside = BESIDE.get((state, to), "")
            done = succeeds(lambda: moved_by_hand(verdict, to, person.user, beside), person.user, DatabaseError)  # noqa: B023
            allowed = may(state, to, person.role) and not (to == "approved" and person.wrote)
            if done != allowed:
                wrong.append(f"to {to}, {who}: {'done' if done else 'refused'}")
    assert not wrong


#: Bare of what the table's moves need beside them.
BARE = [*BESIDE, ("published", "superseded")]


@pytest.mark.parametrize(("state", "to"), BARE)
def test_no_role_moves_a_verdict_without_what_the_move_rests_on(state, to, desk):
    for who, person in desk.people.items():
        work = lambda: moved_by_hand(desk.verdicts[state], to, person.user)  # noqa: B023, E731
        assert not succeeds(work, person.user, DatabaseError), who


@pytest.mark.parametrize("state", STATES)
def test_the_database_lets_reviewers_alone_write_and_only_what_is_theirs_to_write(state, desk):
    other = "UPDATE verdicts_verdict SET conclusion = 'Otherwise.' WHERE id = %s"
    wrong = []
    for who, person in desk.people.items():
        done = succeeds(lambda: sql(other, desk.verdicts[state].pk), person.user, DatabaseError)
        if done != (state in ("draft", "returned") and person.has("reviewer")):
            wrong.append(who)
    assert not wrong


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("revises", [True, False], ids=["a revision", "a beginning"])
def test_the_database_lets_reviewers_alone_begin_and_only_where_the_action_would(state, revises, desk):
    verdict, wrong = desk.verdicts[state], []
    begin = ACTIONS["revise" if revises else "begin"]
    for who, person in desk.people.items():
        values = {"revises": verdict, "kind_of_change": "update", "public_note": "A new list."} if revises else {}
        work = lambda: Verdict.objects.create(claim=verdict.claim, number=99, **values)  # noqa: B023, E731
        if succeeds(work, person.user, DatabaseError) != begin.is_for(person, state):
            wrong.append(who)
    assert not wrong


def test_a_revision_is_of_the_same_claim_and_stays_one(desk):
    published, of_another = desk.verdicts["published"], desk.verdicts["withdrawn"].claim
    by = desk.people["editor"].user

    def begin_elsewhere() -> None:
        values = {"kind_of_change": "update", "public_note": "A new list."}
        Verdict.objects.create(claim=of_another, number=99, revises=published, **values)

    def cut_off() -> None:
        Verdict.objects.filter(pk=revise(published, by).pk).update(revises=None)

    assert not succeeds(begin_elsewhere, by, DatabaseError)
    assert not succeeds(cut_off, by, DatabaseError)
