"""Light, dark, or as the system says. Kept in a cookie, so that the first byte of a page already knows."""

from django.http import HttpRequest

COOKIE = "theme"
THEMES = ("light", "dark")
#: Seconds: a year.
MAX_AGE = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """`light`, `dark`, or empty: as the system says. Anything else in the cookie is not believed."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in THEMES else ""
