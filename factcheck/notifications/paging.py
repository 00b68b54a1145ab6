from django.http import QueryDict

from factcheck.notifications.models import Notification, NotificationQuerySet
from factcheck.web.keyset import Page
from factcheck.web.keyset import page_of as keyset_page

PAGE = 30


def page_of(notifications: NotificationQuerySet, query: QueryDict) -> Page[Notification]:
    """A page of one's notifications, the newest first."""
    return keyset_page(
        query,
        newest=lambda before: (notifications if before is None else notifications.filter(pk__lt=before)).order_by(
            "-pk"
        ),
        oldest=lambda after: notifications.filter(pk__gt=after).order_by("pk"),
        size=PAGE,
    )
