"""Every write to notifications: telling people, and what they make of it."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.database.queue import put_in_queue
from factcheck.notifications.models import Notification, Preference, Topic


@transaction.atomic
def tell(*, users: Iterable[User], topic: Topic, about: str, text: str, url: str, actor: User | None = None) -> None:
    """Tell each of them once, in the way each chose; never people of what they did themselves.

    about: the public id of the object. url: its page, as `reverse` gives it. The text is kept as it is told, and
    may go out by mail: of what not everybody may see it names nothing but the public id.
    """
    people = {user.pk: user for user in users if user.is_active and user != actor}
    if not people:
        return
    chosen = {row.user_id: row for row in Preference.objects.filter(user__in=people, topic=topic)}
    told, mailed = [], set()
    for key in people:
        how = chosen.get(key) or Preference(topic=topic)
        by_mail = how.by_mail and bool(settings.EMAIL_URL)
        if by_mail:
            mailed.add(key)
        if how.in_app or by_mail:
            told.append(
                Notification(user_id=key, topic=topic, about=about, text=text, url=url, actor=actor, in_app=how.in_app)
            )
    for notification in Notification.objects.bulk_create(told):
        if notification.user_id in mailed:
            _put_mail_in_queue(notification)


def _put_mail_in_queue(notification: Notification) -> None:
    from factcheck.notifications.tasks import mail_notification

    put_in_queue(mail_notification, key=notification.pk)


@transaction.atomic
def mark_read(*, notification: Notification) -> None:
    """Note that it was opened, and with it what was told before of the same; the first time counts."""
    same = Notification.objects.unread().filter(user=notification.user_id, topic=notification.topic)
    same.filter(about=notification.about, pk__lte=notification.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, user: User, up_to: int) -> None:
    """Note that all up to that key were seen: what came in since the page was opened stays unread."""
    Notification.objects.of(user).unread().filter(pk__lte=up_to).update(read_at=timezone.now())


@transaction.atomic
def choose_how_to_be_told(*, user: User, choices: Mapping[Topic, tuple[bool, bool]]) -> None:
    """Keep for each topic whether to tell in the app, and whether by mail."""
    held = {row.topic: row for row in Preference.objects.filter(user=user)}
    for topic, (in_app, by_mail) in choices.items():
        row = held.get(topic)
        before = (row.in_app, row.by_mail) if row else (True, False)
        if before == (in_app, by_mail):
            continue
        Preference.objects.update_or_create(user=user, topic=topic, defaults={"in_app": in_app, "by_mail": by_mail})
