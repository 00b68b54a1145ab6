"""Threads in which somebody calls a person by name, until that person answers or the thread is resolved."""

from collections.abc import Iterable

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.desk.task_lists import SHOWN, Row, Tasks
from factcheck.discussion.models import Comment, Mention, Thread
from factcheck.notifications.models import Notification, Topic

#: So many calls are looked at, of which several may stand in one thread.
MOST = 100


def asked(user: User) -> Tasks:
    """One row for each thread, the one that waits longest first; what the person may not see any more is left out.

    To have looked is not to have answered: reading the notification takes nothing away.
    """
    calls = list(_unanswered(user)[:MOST])
    # What is asked last is what stands there; it waits since it was asked first.
    latest = {call.comment.thread: call.comment for call in calls}
    first = {call.comment.thread: call.comment for call in reversed(calls)}
    unread = _unread(latest, user)
    rows = [
        Row(
            _claim_of(thread),
            unread.get(thread.public_id) or reverse("discussion:detail", args=[thread.pk]),
            None,
            comment.author,
            first[thread].written_at,
            text=comment.text,
            number=thread.public_id,
        )
        for thread, comment in latest.items()
    ]
    rows.sort(key=lambda row: row.since)
    url = reverse("notifications:list")
    return Tasks("asked", _("You were asked"), rows[:SHOWN], len(rows), "", url, is_apart=True)


def _unanswered(user: User) -> QuerySet[Mention]:
    """Calls of the person by others in open threads after which the person has said nothing there, as they came."""
    own = Comment.objects.filter(author=user, thread=OuterRef("comment__thread")).order_by().values("thread")
    answer = Coalesce(Subquery(own.annotate(last=Max("pk")).values("last")), 0)
    calls = Mention.objects.filter(user=user, comment__thread__in=Thread.objects.visible_to(user).unresolved())
    calls = calls.exclude(comment__author=user).alias(answer=answer).filter(comment__gt=F("answer"))
    return calls.select_related(
        "comment__author", "comment__thread__claim", "comment__thread__evidence__claim"
    ).order_by("comment")


def _unread(threads: Iterable[Thread], user: User) -> dict[str, str]:
    """By thread, where the latest unread notification leads there: with it what was told before is read."""
    numbers = [thread.public_id for thread in threads]
    if not numbers:
        return {}
    told = Notification.objects.of(user).unread().filter(topic=Topic.MENTIONED, in_app=True, about__in=numbers)
    found = told.order_by("pk").values_list("about", "pk")
    return {about: reverse("notifications:open", args=[key]) for about, key in found}


def _claim_of(thread: Thread) -> Claim | None:
    """What it is about, directly or by a piece of evidence; None for a passage, which may bear on many."""
    return thread.evidence.claim if thread.evidence else thread.claim
