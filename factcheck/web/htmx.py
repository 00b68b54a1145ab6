"""The whole htmx layer: a page, or the part of it that was asked for.

A fragment lives inside its page: `{% partialdef name inline %}`. Its name, the id of the element around it,
the `hx-target` and the name in the test are the same word.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked for a part. Going back in history asks for the whole page, though htmx asks it."""
    return bool(request.headers.get("HX-Request")) and not (
        request.headers.get("HX-Boosted") or request.headers.get("HX-History-Restore-Request")
    )


def render_page_or_fragment(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only its partial `fragment` for htmx. Decide permission before calling this."""
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    response = render(request, name, context, status=status)
    # One address, two answers: a cache must not give the one for the other.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def hx_redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to `url`, whether a form or htmx asked."""
    return HttpResponseClientRedirect(url) if wants_fragment(request) else HttpResponseRedirect(url)


def announce(response: HttpResponse, text: str) -> HttpResponse:
    """Let the page say `text`, on screen and to screen readers, once the fragment has been swapped in."""
    return trigger_client_event(response, "announce", {"text": str(text)}, after="settle")
