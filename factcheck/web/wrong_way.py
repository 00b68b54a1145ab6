"""A page for an address that is only sent to, opened by hand: after a refusal it stands in the address bar.

Nothing is done. The page leads back to what the address is about.
"""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from factcheck.audit import registry


def wrong_way(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give whoever is signed in our own page instead of the browser's blank one, with the same status and `Allow`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or not request.user.is_authenticated:
            return response
        if request.headers.get("HX-Request"):
            return response
        url, public = way_back(request.path)
        page = render(request, "405.html", {"url": url, "public": public}, status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def way_back(path: str) -> tuple[str, str]:
    """The page of what an address is about, and its public id; else the nearest page above it, and ""."""
    above = list(_above(path))
    for one in above:
        public = registry.normal(one.rstrip("/").rpartition("/")[2])
        if public:
            return (one if _is_page(one) else registry.url_of(public)), public
    return next((one for one in above if _is_page(one)), "/"), ""


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    for count in range(len(parts) - 1, 0, -1):
        yield f"/{'/'.join(parts[:count])}/"


def _is_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
