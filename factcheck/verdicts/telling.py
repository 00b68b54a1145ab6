"""Who hears of a verdict on its way: the editors who can decide on it, then those who wrote it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User, UserQuerySet
from factcheck.accounts.roles import Role
from factcheck.notifications.actions import tell
from factcheck.notifications.models import Topic
from factcheck.verdicts.models import Verdict


def tell_reviewers(verdict: Verdict, by: User) -> None:
    """Tell every editor who wrote none of it that it waits for a review."""
    editors = User.objects.get_queryset().active().at_least(Role.EDITOR)
    others = editors.exclude(pk__in=verdict.authors.values("user"))
    _tell(verdict, others, Topic.REVIEW, _("%(who)s sent %(verdict)s on %(claim)s for review."), by)


def tell_authors(verdict: Verdict, topic: Topic, words: str, by: User) -> None:
    """Tell those who wrote it. `words` may name %(who)s, %(verdict)s and %(claim)s."""
    authors = User.objects.get_queryset().active().filter(pk__in=verdict.authors.values("user"))
    _tell(verdict, authors, topic, words, by)


def _tell(verdict: Verdict, users: UserQuerySet, topic: Topic, words: str, by: User) -> None:
    details = {"who": str(by), "verdict": verdict.public_id, "claim": verdict.claim.public_id}
    url = reverse("verdicts:detail", args=[verdict.pk])
    tell(users=users, topic=topic, about=verdict.public_id, text=words % details, url=url, actor=by)
