from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from factcheck.audit.context import acting, name_action


class ActingUser:
    """Record what a request changes under the person who sent it, the view's name as the action.

    Django opens the request's transaction around the view, inside all middleware: so the context is there first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        actor = "" if user else "visitor, not signed in"
        with acting(user, action="page not found", actor=actor, request=getattr(request, "id", "")):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Django has found the view by now: finding it here too would take as long again."""
        if request.resolver_match:
            name_action(request.resolver_match.view_name)
