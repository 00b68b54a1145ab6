"""What somebody sent whose session had run out: kept while they sign in again, and then sent at their word.

It lies in the new, still anonymous session, which signing in carries over; a sign-in that ends another person's
session begins an empty one. Files are not kept: they are still where they were chosen from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

KEPT: Final = "kept"
#: Characters; longer than any text of a form may be, short enough that nobody fills the database with them.
MOST: Final = 250_000
#: From this length on, or with a line end, what was typed is shown to be read; the rest are choices and versions.
WORDS: Final = 12
_OURS = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Kept:
    """Where it was going, and each field with its value, in order."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def words(self) -> list[str]:
        """What a person typed, as far as can be told, for reading."""
        return [value for _name, value in self.fields if len(value) >= WORDS and (" " in value.strip())]


def keep(request: HttpRequest) -> bool:
    """Keep what was sent, unless it is too long. Whether it is kept."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != _OURS]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
    return True


def kept_in(session: SessionBase) -> Kept | None:
    held = session.get(KEPT)
    if not held:
        return None
    return Kept(held["path"], [(name, value) for name, value in held["fields"]], held["had_files"])


def forget(session: SessionBase) -> None:
    session.pop(KEPT, None)


class KeepingLoginRequired(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, and keeps what they sent."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        response = super().handle_no_permission(request, view_func)
        if request.method == "POST" and keep(request):
            response["Location"] = f"{resolve_url(self.get_login_url(view_func))}?next={reverse('accounts:kept')}"
        if request.headers.get("HX-Request"):
            # A fragment has no room for the sign-in page: the browser is told to open it.
            return HttpResponseClientRedirect(response["Location"])  # type: ignore[return-value]  # as good as one
        return response
