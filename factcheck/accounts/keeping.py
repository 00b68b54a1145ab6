"""The layer around every request that asks for signing in, and keeps what was sent by whom the browser last knew."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.kept import forget_arrived, keep, note_waiting
from factcheck.accounts.whose_page import remember_pages, whose_page

#: Names who was signed in last. It opens nothing: it only says for whom something is kept.
COOKIE: Final = "last_person"
#: Seconds: longer than a session lasts unused, and how often the cookie is set anew.
LASTS: Final = 30 * 24 * 3600
RENEWED: Final = 24 * 3600
_SALT = "factcheck.accounts.keeping"


class KeepingLoginRequired(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, and keeps the texts of somebody whom the browser knows."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = request.user.pk
        response: HttpResponse = super().__call__(request)  # type: ignore[assignment]
        if request.user.is_authenticated:
            if request.user.pk != before:
                note_waiting(request.session, request.user.pk)
            if request.method == "POST" and response.status_code < 400:
                forget_arrived(request.session, request.user.pk, request.get_full_path())
            _name(request, response)
            remember_pages(request, response)
        elif before is not None or _is_sign_out(request):
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def handle_no_permission(  # type: ignore[override]  # a fragment is answered without a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return signed_out()
        response: HttpResponseRedirect = super().handle_no_permission(request, view_func)
        person = (whose_page(request) or named_in(request)) if request.method == "POST" else None
        if person is not None and keep(request, person):
            response["Location"] = f"{resolve_url(self.get_login_url(view_func))}?next={reverse('accounts:kept')}"
        return response


def named_in(request: HttpRequest, *, within: int = LASTS) -> int | None:
    """The key of the person whom the browser's cookie names; None without one that we signed `within` seconds."""
    value = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=within)
    return int(value) if value else None


def _name(request: HttpRequest, response: HttpResponse) -> None:
    """Say in the cookie who is signed in, unless it says so already."""
    person = request.user.pk
    if named_in(request, within=RENEWED) == person:
        return
    response.set_signed_cookie(
        COOKIE, str(person), salt=_SALT, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def _is_sign_out(request: HttpRequest) -> bool:
    """Whether somebody signs out whose session had run out by then."""
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name == "account_logout"


def signed_out() -> HttpResponse:
    """What the page says (`signed-out.js`): a fragment has no room for the sign-in page, and the page must not go."""
    text = _("You are signed out. What you typed is still here: sign in in another tab, then save.")
    return HttpResponse(text, status=401, content_type="text/plain", headers={"Cache-Control": "no-store"})
