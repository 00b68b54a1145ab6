from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from factcheck.audit.context import acting


def acting_user(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Record what a request changes under the person who sent it, the view's name as the action.

    Django opens the request's transaction around the view, inside all middleware: so the context is there first.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        with acting(
            user,
            action=_view_name(request),
            actor="" if user else "visitor, not signed in",
            request=getattr(request, "id", ""),
        ):
            return get_response(request)

    return middleware


def _view_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Http404:
        return "page not found"
