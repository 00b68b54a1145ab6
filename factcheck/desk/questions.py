"""Threads in which somebody calls a person by name, until that person has looked."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.desk.task_lists import SHOWN, Row, Tasks
from factcheck.discussion.models import Mention, Thread
from factcheck.notifications.models import Notification, Topic

#: So many calls are looked at, of which several may stand in one thread.
MOST = 100


def asked(user: User) -> Tasks:
    """One row for each thread, the one that waits longest first; what the person may not see any more is left out.

    Told once is told: whoever has opened the notification, or marked it as read, has it here no longer.
    """
    told = Notification.objects.of(user).unread().filter(topic=Topic.MENTIONED, in_app=True).select_related("actor")
    unread = list(told.order_by("pk")[:MOST])
    # The latest leads there: with it what was told before of the same thread is read.
    latest = {notification.about: notification for notification in unread}
    first = {notification.about: notification for notification in reversed(unread)}
    threads = _threads(latest, user)
    said = _said(threads.values(), user)
    rows = [
        Row(
            _claim_of(thread),
            reverse("notifications:open", args=[latest[number].pk]),
            None,
            latest[number].actor or "",
            first[number].created_at,
            text=said.get(thread.pk, ""),
            number=number,
        )
        for number, thread in threads.items()
    ]
    rows.sort(key=lambda row: row.since)
    url = reverse("notifications:list")
    return Tasks("asked", _("You were asked"), rows[:SHOWN], len(rows), "", url, is_apart=True)


def _threads(numbers: Iterable[str], user: User) -> dict[str, Thread]:
    """The threads of these public ids that the person may see."""
    keys = {key for number in numbers if (key := key_of(number, Thread.KIND)) is not None}
    threads = Thread.objects.visible_to(user).filter(pk__in=keys).select_related("claim", "evidence__claim")
    return {thread.public_id: thread for thread in threads}


def _said(threads: Iterable[Thread], user: User) -> dict[int, str]:
    """The last comment of each that calls the person."""
    mentions = Mention.objects.filter(user=user, comment__thread__in=list(threads)).order_by("pk")
    return dict(mentions.values_list("comment__thread", "comment__text"))


def _claim_of(thread: Thread) -> Claim | None:
    """What it is about, directly or by a piece of evidence; None for a passage, which may bear on many."""
    return thread.evidence.claim if thread.evidence else thread.claim
