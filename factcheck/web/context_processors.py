"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest

from factcheck import __version__
from factcheck.web.theme import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "theme": theme_of(request),
        "version": __version__,
        "request_id": getattr(request, "id", ""),
    }
