"""Whose page a form stood on, told by the token in it: to whom this browser was given that token.

Signing in changes the token that every form must send, so a page that stayed open meanwhile sends an old one and is
refused. Only one who was given the page can send its token, so what comes with an old one was sent from that page,
by the person it was made for; what comes with any other token may be anybody's, and is nobody's here.
"""

import hashlib
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH

#: It opens nothing: it says who was given which token here, by the hash of its secret.
COOKIE: Final = "last_pages"
#: Seconds.
LASTS: Final = 30 * 24 * 3600
#: Times of signing in that are remembered.
MOST: Final = 4
_SALT = "factcheck.accounts.whose_page"


def remember_pages(request: HttpRequest, response: HttpResponse) -> None:
    """Say in the cookie that the token in use now is that of whoever is signed in, unless it says so already."""
    secret = request.META.get("CSRF_COOKIE", "")
    held, now = _held(request), f"{request.user.pk}:{_digest(secret)}"
    if not secret or held[-1:] == [now]:
        return
    value = ",".join([*(one for one in held if one != now), now][-MOST:])
    options = {"httponly": True, "samesite": "Lax", "secure": settings.HTTPS}
    response.set_signed_cookie(COOKIE, value, salt=_SALT, max_age=LASTS, **options)


def whose_page(request: HttpRequest) -> int | None:
    """The key of the person for whom the page was made whose token is sent; None if we gave it to nobody here."""
    digest = _digest(_secret_of(request.POST.get("csrfmiddlewaretoken", "")))
    for one in _held(request):
        person, _colon, given = one.partition(":")
        if given == digest:
            return int(person)
    return None


def _held(request: HttpRequest) -> list[str]:
    value = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=LASTS)
    return value.split(",") if value else []


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:20]


def _secret_of(token: str) -> str:
    """A token of a form is a mask and the secret moved along by it, so that no two pages hold the same characters."""
    if len(token) != CSRF_TOKEN_LENGTH or not set(token) <= set(CSRF_ALLOWED_CHARS):
        return ""
    pairs = zip(token[CSRF_SECRET_LENGTH:], token[:CSRF_SECRET_LENGTH], strict=True)
    return "".join(CSRF_ALLOWED_CHARS[CSRF_ALLOWED_CHARS.index(x) - CSRF_ALLOWED_CHARS.index(y)] for x, y in pairs)
