"""Who hears of a verdict on its way through the review."""

import pytest

from factcheck.audit.context import acting
from factcheck.notifications.models import Notification, Topic
from factcheck.verdicts import actions
from tests.database.verdicts.conftest import approve, send

pytestmark = pytest.mark.django_db


def told(user):
    return [row.topic for row in Notification.objects.of(user).order_by("pk")]


def test_editors_who_wrote_none_of_it_hear_that_it_waits(draft, reviewer, editor, second_editor, viewer):
    with acting(second_editor, action="test"):
        actions.save_draft(
            verdict=draft.verdict,
            expected=draft.verdict.version,
            rating=draft.verdict.rating,
            conclusion="No list has any.",
            explanation=draft.verdict.explanation,
        )
    send(draft, reviewer)
    assert told(editor) == [Topic.REVIEW]
    assert told(second_editor) == told(reviewer) == told(viewer) == []
    row = Notification.objects.of(editor).get()
    assert row.text == f"Remy Reviewer sent {draft.verdict.public_id} on {draft.claim.public_id} for review."


def test_the_authors_hear_that_it_came_back_and_that_it_was_approved(in_review, reviewer, editor):
    with acting(editor, action="test"):
        actions.return_verdict(
            verdict=in_review.verdict, submission=in_review.submission, by=editor, comment="Name the list."
        )
    assert told(reviewer) == [Topic.RETURNED]
    in_review.verdict.refresh_from_db()
    send(in_review, reviewer)
    approve(in_review, editor)
    assert told(reviewer) == [Topic.RETURNED, Topic.APPROVED]
    assert Notification.objects.of(reviewer).filter(text__contains="Name the list").count() == 0
