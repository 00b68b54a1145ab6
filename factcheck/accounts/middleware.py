from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

#: Seconds: the list of one's sessions says when each was last used no more exactly than this.
EXACTNESS = 300
#: Sessions that a process remembers; beyond them the oldest are noted once more, which costs a write and no more.
REMEMBERED = 10_000

_noted: OrderedDict[str, float] = OrderedDict()


def session_activity(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note when and from where a session was last used, every few minutes.

    The sign-in library's own middleware notes it with every request, which took a third of a page's queries.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and _is_due(f"{key} {request.META.get('REMOTE_ADDR')}"):
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def _is_due(session: str) -> bool:
    now = monotonic()
    if now - _noted.get(session, float("-inf")) < EXACTNESS:
        return False
    _noted[session] = now
    _noted.move_to_end(session)
    if len(_noted) > REMEMBERED:
        _noted.popitem(last=False)
    return True
