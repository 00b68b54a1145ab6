"""The number in the bell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from factcheck.notifications.models import Notification

#: From here on the bell says "99+": nobody needs the number, and counting it would cost.
MANY = 100


def bell(request: HttpRequest) -> dict[str, Any]:
    """`unread`: how many wait, at most 100. Counted when the bar is rendered, so never for a fragment."""
    return {"unread": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    # Counted here: a statement that counts takes Django longer to write than these rows to fetch.
    return len(Notification.objects.of(user).unread().filter(in_app=True).order_by().values_list("pk")[:MANY])
