"""Pages of one's notifications, newest first: each begins where the one before ended."""

from dataclasses import dataclass

from django.http import QueryDict

from factcheck.notifications.models import Notification, NotificationQuerySet

PAGE = 30


@dataclass(frozen=True)
class Page:
    rows: list[Notification]
    #: The rest of the address of the neighbouring pages, empty where there is none.
    newer: str = ""
    older: str = ""


def page_of(notifications: NotificationQuerySet, query: QueryDict, *, size: int = PAGE) -> Page:
    """The page that `?before=<key>` or `?after=<key>` names; without them, the first."""
    before, after = _key(query, "before"), _key(query, "after")
    if after is not None:
        rows = list(notifications.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        older = notifications if before is None else notifications.filter(pk__lt=before)
        rows = list(older.order_by("-pk")[: size + 1])
        has_newer, has_older = before is not None, len(rows) > size
        rows = rows[:size]
    if not rows:
        return Page([])
    return Page(
        rows,
        newer=f"?after={rows[0].pk}" if has_newer else "",
        older=f"?before={rows[-1].pk}" if has_older else "",
    )


def _key(query: QueryDict, name: str) -> int | None:
    value = query.get(name, "")
    # At most 18 digits: what fits a bigint.
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None
