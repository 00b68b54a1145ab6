"""Who hears of what is said in a thread. Only its public id and what it is about are told, never its words."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.discussion.models import Thread
from factcheck.discussion.subjects import subject_id
from factcheck.documents.models import Document
from factcheck.documents.sealing import who_see
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.passages.models import Passage


def may_see(thread: Thread, people: Iterable[User]) -> list[User]:
    """Those of them who may open the thread. The same few queries, however many they are."""
    passages = Passage.objects.filter(Q(threads=thread) | Q(evidence__threads=thread))
    return who_see(Document.objects.filter(pk__in=passages.values("document")), people)


def tell_called(thread: Thread, called: Iterable[User], by: User) -> None:
    """Tell people who may see the thread that somebody calls them in it."""
    _tell(thread, called, Topic.MENTIONED, _("%(who)s mentions you in %(thread)s on %(about)s."), by)


def tell_those_in(thread: Thread, by: User, words: str, besides: Iterable[User] = ()) -> None:
    """Tell whoever opened it, wrote in it or was called in it; `besides` have been told otherwise."""
    told = {user.pk for user in besides} | {by.pk}
    people = (
        User.objects.get_queryset()
        .active()
        .filter(
            Q(pk=thread.opened_by_id)
            | Q(pk__in=thread.comments.values("author"))
            | Q(pk__in=thread.comments.values("mentions__user"))
        )
        .exclude(pk__in=told)
    )
    _tell(thread, may_see(thread, people), Topic.COMMENTED, words, by)


def _tell(thread: Thread, users: Iterable[User], topic: Topic, words: str, by: User) -> None:
    details = {"who": str(by), "thread": thread.public_id, "about": subject_id(thread)}
    url = reverse("discussion:detail", args=[thread.pk])
    tell(users=users, topic=topic, about=thread.public_id, text=words % details, url=url, actor=by)
