"""Threads: who may write, change and resolve; who hears of it; what stays in the audit trail."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.database.objects import StaleVersion
from factcheck.discussion import actions
from factcheck.discussion.models import Comment, Thread
from factcheck.discussion.reading import unresolved_of
from factcheck.evidence.actions import withdraw_evidence
from factcheck.notifications.models import Notification, Topic

pytestmark = pytest.mark.django_db


def told(user):
    return [(row.topic, row.text) for row in Notification.objects.of(user).order_by("pk")]


def test_a_thread_is_about_a_claim_a_card_or_a_passage(case, reviewer, say):
    piece = case.corroborating
    on_claim = say(reviewer, "Which year?", about=case.claim)
    on_card = say(reviewer, "Is it the same list?", about=piece)
    on_passage = say(reviewer, "Is this the whole sentence?", about=piece.passage)
    assert (on_claim.claim, on_card.evidence, on_passage.passage) == (case.claim, piece, piece.passage)
    assert unresolved_of(case.claim) == 3


def test_a_thread_on_a_passage_counts_for_a_claim_only_while_it_rests_on_it(case, reviewer, say):
    say(reviewer, "The whole sentence?", about=case.corroborating.passage)
    assert unresolved_of(case.claim) == 1
    with acting(reviewer, action="test"):
        withdraw_evidence(evidence=case.corroborating, by=reviewer, expected=case.corroborating.version)
    assert unresolved_of(case.claim) == 0


def test_who_is_called_hears_of_it_and_who_calls_does_not(case, reviewer, editor, viewer, say):
    thread = say(reviewer, "@Edda Editor and @vera@desk.example: is that so? @Remy Reviewer asks.", about=case.claim)
    words = f"Remy Reviewer mentions you in {thread.public_id} on {case.claim.public_id}."
    assert told(editor) == told(viewer) == [(Topic.MENTIONED, words)]
    assert told(reviewer) == []
    assert Notification.objects.of(editor).get().url == f"/discussion/{thread.public_id}/"


def test_a_notification_never_holds_what_was_said(case, reviewer, editor, say):
    say(reviewer, "@Edda Editor the informant is a clerk", about=case.corroborating)
    text = Notification.objects.of(editor).get().text
    assert "informant" not in text
    assert "lists no exercise" not in text


def test_those_in_a_thread_hear_of_each_answer_once(case, reviewer, editor, admin, say):
    thread = say(reviewer, "Which year?", about=case.claim)
    say(editor, "2020. @Ada Admin knows.", thread=thread)
    say(admin, "So it is. @Remy Reviewer", thread=thread)
    assert [topic for topic, _text in told(reviewer)] == [Topic.COMMENTED, Topic.MENTIONED]
    assert [topic for topic, _text in told(editor)] == [Topic.COMMENTED]
    assert [topic for topic, _text in told(admin)] == [Topic.MENTIONED]


def test_who_has_left_is_not_called(case, reviewer, editor, say):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    thread = say(reviewer, "@Edda Editor?", about=case.claim)
    assert not thread.comments.get().mentions.exists()
    assert told(editor) == []


def test_a_changed_comment_keeps_its_earlier_words_in_the_audit_trail_and_tells_who_is_newly_called(
    case, reviewer, editor, admin, say
):
    thread = say(reviewer, "@Edda Editor, which yaer?", about=case.claim)
    comment = thread.comments.get()
    with acting(reviewer, action="test"):
        changed = actions.edit_comment(
            comment=comment, expected=1, text="@Edda Editor, @Ada Admin, which year?", by=reviewer
        )
    assert (changed.version, changed.edited_at is not None) == (2, True)
    assert [topic for topic, _text in told(editor)] == [Topic.MENTIONED]
    assert [topic for topic, _text in told(admin)] == [Topic.MENTIONED]
    entries = Entry.objects.about(comment.public_id).filter(table_name="discussion_comment", operation="update")
    assert entries.get().before["text"] == "@Edda Editor, which yaer?"


def test_who_changes_a_comment_from_an_older_version_is_told_so(case, reviewer, say):
    comment = say(reviewer, "One", about=case.claim).comments.get()
    with acting(reviewer, action="test"):
        actions.edit_comment(comment=comment, expected=1, text="Two", by=reviewer)
        with pytest.raises(StaleVersion):
            actions.edit_comment(comment=comment, expected=1, text="Three", by=reviewer)
    assert Comment.objects.get(pk=comment.pk).text == "Two"


def test_nobody_changes_another_s_comment_by_action_or_by_sql(case, reviewer, admin, say):
    comment = say(reviewer, "Mine", about=case.claim).comments.get()
    with acting(admin, action="test"):
        with pytest.raises(actions.NotYourComment):
            actions.edit_comment(comment=comment, expected=1, text="Yours", by=admin)
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(text="Yours")


def test_viewers_read(case, reviewer, viewer, say):
    with pytest.raises(actions.NeedsReviewer):
        say(viewer, "May I?", about=case.claim)
    thread = say(reviewer, "Which year?", about=case.claim)
    with acting(viewer, action="test"):
        for act in (actions.resolve_thread, actions.reopen_thread):
            with pytest.raises(actions.NeedsReviewer):
                act(thread=thread, by=viewer)


def test_a_thread_is_resolved_once_and_can_be_opened_again(case, reviewer, editor, say):
    thread = say(reviewer, "Which year?", about=case.claim)
    with acting(editor, action="test"):
        resolved = actions.resolve_thread(thread=thread, by=editor)
        assert resolved.resolved_by == editor
        assert unresolved_of(case.claim) == 0
        with pytest.raises(actions.ResolvedAlready):
            actions.resolve_thread(thread=thread, by=editor)
        reopened = actions.reopen_thread(thread=thread, by=editor)
        assert (reopened.resolved_by, reopened.resolved_at) == (None, None)
        with pytest.raises(actions.NotResolved):
            actions.reopen_thread(thread=thread, by=editor)
    assert unresolved_of(case.claim) == 1
    assert [topic for topic, _text in told(reviewer)] == [Topic.COMMENTED] * 2


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_comment_says_something(case, reviewer, say, text):
    with pytest.raises(actions.SaysNothing):
        say(reviewer, text, about=case.claim)
    assert not Thread.objects.exists()


def test_the_database_keeps_what_a_thread_is_about(case, reviewer, say):
    thread = say(reviewer, "Which year?", about=case.claim)
    with acting(reviewer, action="test"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Thread.objects.create(opened_by=reviewer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Thread.objects.filter(pk=thread.pk).update(claim=None, evidence=case.corroborating)
        with pytest.raises(IntegrityError), transaction.atomic():
            Thread.objects.filter(pk=thread.pk).update(resolved_at=timezone.now())
