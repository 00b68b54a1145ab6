"""What moves a verdict beside the table of states: revisions, and approvals taken back."""

import pytest
from django.db import DatabaseError, transaction

from factcheck.audit.context import acting
from factcheck.verdicts import actions
from factcheck.verdicts.errors import NeedsEditor, NotNow, PublishedAlready
from factcheck.verdicts.models import Review
from tests.database.verdicts.conftest import Case, approve, send, sql

pytestmark = pytest.mark.django_db


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
        revision = actions.revise_verdict(
            verdict=published.verdict, kind="correction", note="One more was listed.", by=reviewer
        )
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
    for note in ("One more was listed.", "And one more line."):
        with acting(reviewer, action="test"):
            revision = actions.revise_verdict(verdict=published.verdict, kind="update", note=note, by=reviewer)
        case = Case(published.claim, published.corroborating, published.contradicting, revision)
        send(case, reviewer)
        approve(case, second_editor)
        with acting(second_editor, action="test"):
            actions.withdraw_verdict(verdict=revision, by=second_editor, note="It is not ready.")
    assert published.claim.verdicts.filter(revises=published.verdict).count() == 2


def test_an_approval_taken_back_needs_a_new_submission_and_a_new_review(approved, reviewer, editor, second_editor):
    with acting(editor, action="test"):
        actions.reopen_approved(verdict=approved.verdict, by=editor)
    with pytest.raises(DatabaseError), acting(reviewer, action="test"), transaction.atomic():
        sql("UPDATE verdicts_verdict SET state = 'in_review' WHERE id = %s", approved.verdict.pk)
    send(approved, reviewer)
    approve(approved, second_editor)
    assert Review.objects.filter(submission__verdict=approved.verdict).count() == 2
