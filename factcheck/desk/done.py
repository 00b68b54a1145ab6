"""What was done with the words a moment ago, said once on the page that a form sent without script leads to.

In a signed cookie of that page: in the session it took a write, in a transaction of its own, to leave it there and
another to take it away.
"""

import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from factcheck.documents.models import Document

_COOKIE = "marked"
#: Seconds until a message that no page has shown is not news any more.
_NEWS_FOR = 60


@dataclass(frozen=True)
class Done:
    """What was done, in words; `undo` is the public id of what can be taken back at once."""

    text: str
    undo: str = ""
    # Whether the message takes the focus.
    focus: bool = False
    #: Page of the claim that was made.
    claim_url: str = ""


def tell_next_page(response: HttpResponse, document: Document, done: Done) -> HttpResponse:
    """Let the document's page, to which `response` leads, say what was done."""
    response.set_signed_cookie(
        _COOKIE,
        json.dumps(asdict(done)),
        max_age=_NEWS_FOR,
        path=_path(document),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def what_was_done(request: HttpRequest) -> Done | None:
    """What the page before left to be said; nothing if it is too old, or not ours."""
    told = request.get_signed_cookie(_COOKIE, default="", max_age=_NEWS_FOR)
    return Done(**json.loads(told)) if told else None


def forget_done(response: HttpResponse, document: Document) -> HttpResponse:
    """It has been said."""
    response.delete_cookie(_COOKIE, path=_path(document), samesite="Lax")
    return response


def _path(document: Document) -> str:
    return reverse("documents:detail", args=[document.pk])
