"""The table of states against the database: every state, every move, every role."""

import itertools

import pytest
from django.db import DatabaseError, transaction

from factcheck.accounts.moves import ROLES
from factcheck.audit.context import acting
from factcheck.verdicts import actions
from factcheck.verdicts.errors import NeedsEditor, NotNow, PublishedAlready
from factcheck.verdicts.models import Review
from factcheck.verdicts.states import STATES, may
from tests.database.verdicts.conftest import Case, approve, make_case, send, sql, write

pytestmark = pytest.mark.django_db


def bring_to(state: str, case: Case, people: dict) -> None:
    """Take a draft by the reviewer to that state, with `second_editor` as its second person."""
    reviewer, second = people["author"], people["second"]
    if state == "draft":
        return
    send(case, reviewer)
    if state == "in_review":
        return
    if state == "returned":
        with acting(second, action="test"):
            actions.return_verdict(verdict=case.verdict, submission=case.submission, by=second, comment="Shorter.")
        return
    approve(case, second)
    with acting(second, action="test"):
        if state in {"published", "superseded"}:
            actions.mark_published(verdict=case.verdict, by=second)
        if state == "superseded":
            sql("UPDATE verdicts_verdict SET state = 'superseded' WHERE id = %s", case.verdict.pk)
        if state == "withdrawn":
            actions.withdraw_verdict(verdict=case.verdict, by=second, note="Taken back.")


def prepare(to: str, case: Case, person) -> None:
    """What else the move needs, done by the person who moves: a submission, a review."""
    if to == "in_review":
        sql(
            "INSERT INTO verdicts_submission (verdict_id, claim_id, number, statement, rating_label, rating_value,"
            " conclusion, explanation, missing_context, content, submitted_by_id, submitted_at)"
            " SELECT v.id, v.claim_id, 9, 'x', r.label, r.value, v.conclusion, v.explanation, v.missing_context,"
            " '{}', %s, now()"
            " FROM verdicts_verdict v JOIN verdicts_rating r ON r.id = v.rating_id WHERE v.id = %s",
            person.pk,
            case.verdict.pk,
        )
    if to == "approved":
        sql(
            "INSERT INTO verdicts_review (submission_id, reviewer_id, decision, comment, decided_at)"
            " SELECT max(id), %s, 'approve', '', now() FROM verdicts_submission WHERE verdict_id = %s",
            person.pk,
            case.verdict.pk,
        )


@pytest.fixture
def people(viewer, reviewer, editor, admin, second_editor) -> dict:
    cast = {"viewer": viewer, "editor": editor, "admin": admin, "reviewer": reviewer}
    return cast | {"author": reviewer, "second": second_editor}


@pytest.mark.parametrize("state", STATES)
def test_the_database_allows_exactly_the_moves_of_the_table(state, people):
    case = make_case(people["author"])
    write(case, people["author"])
    bring_to(state, case, people)
    case.verdict.refresh_from_db()
    assert case.verdict.state == state
    for to, role in itertools.product(STATES, ROLES):
        if to == state:
            continue
        assert moves(case, to, people[role]) == may(state, to, role), (state, to, role)


def moves(case: Case, to: str, person) -> bool:
    """Whether raw SQL as that person takes the verdict there; nothing of it stays."""
    note = ", withdrawn_note = 'Taken back.'" if to == "withdrawn" else ""
    try:
        with acting(person, action="test"), transaction.atomic():
            prepare(to, case, person)
            sql(f"UPDATE verdicts_verdict SET state = '{to}'{note} WHERE id = %s", case.verdict.pk)
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def test_a_reviewer_publishes_nothing_through_the_action(approved, reviewer):
    with pytest.raises(NeedsEditor), acting(reviewer, action="test"):
        actions.mark_published(verdict=approved.verdict, by=reviewer)


def test_a_published_verdict_is_not_sent_again(published, reviewer):
    with pytest.raises(NotNow), acting(reviewer, action="test"):
        actions.submit_verdict(verdict=published.verdict, expected=published.verdict.version, by=reviewer)


def test_a_claim_with_a_published_verdict_gets_a_revision_and_no_second_beginning(published, reviewer):
    with pytest.raises(PublishedAlready), acting(reviewer, action="test"):
        actions.draft_verdict(claim=published.claim, by=reviewer)


def test_a_revision_supersedes_what_it_revises_only_when_it_is_published(published, reviewer, editor, second_editor):
    with acting(reviewer, action="test"):
        revision = actions.revise_verdict(verdict=published.verdict, kind="correction", note="One more.", by=reviewer)
    case = Case(published.claim, published.corroborating, published.contradicting, revision)
    send(case, reviewer)
    approve(case, second_editor)
    published.verdict.refresh_from_db()
    assert published.verdict.state == "published"
    with acting(editor, action="test"):
        actions.mark_published(verdict=revision, by=editor)
    published.verdict.refresh_from_db()
    assert published.verdict.state == "superseded"


def test_a_revision_withdrawn_before_it_went_out_leaves_room_for_the_next(published, reviewer, second_editor):
    for note in ("One more.", "And another."):
        with acting(reviewer, action="test"):
            revision = actions.revise_verdict(verdict=published.verdict, kind="update", note=note, by=reviewer)
        case = Case(published.claim, published.corroborating, published.contradicting, revision)
        send(case, reviewer)
        approve(case, second_editor)
        with acting(second_editor, action="test"):
            actions.withdraw_verdict(verdict=revision, by=second_editor, note="Not yet.")
    assert published.claim.verdicts.filter(revises=published.verdict).count() == 2


def test_an_approval_taken_back_needs_a_new_submission_and_a_new_review(approved, reviewer, editor, second_editor):
    with acting(editor, action="test"):
        actions.reopen_approved(verdict=approved.verdict, by=editor)
    with pytest.raises(DatabaseError), acting(reviewer, action="test"), transaction.atomic():
        sql("UPDATE verdicts_verdict SET state = 'in_review' WHERE id = %s", approved.verdict.pk)
    send(approved, reviewer)
    approve(approved, second_editor)
    assert Review.objects.filter(submission__verdict=approved.verdict).count() == 2
