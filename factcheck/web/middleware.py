"""Small layers around every request: a number to name it by, HEAD, and a page for when the database is away."""

import logging
import uuid
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

type Handler = Callable[[HttpRequest], HttpResponse]

#: Seconds: the embedded server is back by then.
RETRY_AFTER = 5


def request_id(get_response: Handler) -> Handler:
    """Give each request an id, shown on error pages, sent as `X-Request-ID`, kept in the audit trail.

    Always one of ours, never the client's: who could choose it could make two requests look like one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def head_as_get(get_response: Handler) -> Handler:
    """Answer HEAD as GET without the body (RFC 9110, 9.3.2), so that no view has to name it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        request.method = "HEAD"
        if response.streaming:
            # Never begun, so nothing is read for it.
            response.streaming_content = ()  # type: ignore[attr-defined]
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def database_unavailable(get_response: Handler) -> Handler:
    """Answer 503 instead of 500 when the reason is that the database can't be reached.

    Django has turned the exception into a page before it gets here, wherever it arose (a view, the session,
    the signed-in user), so the connection itself is asked. It is then closed, and the next request opens one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 500 or not _is_lost():
            return response
        connection.close()
        logger.warning("Database unavailable, answered 503 to %s", request.path)
        # Trying again must not send a form twice: then back to the first page.
        url = request.get_full_path() if request.method == "GET" else "/"
        # Without the request no context processor runs, and so none asks the database.
        page = render_to_string("503.html", {"request_id": getattr(request, "id", ""), "url": url})
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})

    return middleware


def _is_lost() -> bool:
    return connection.errors_occurred and (connection.connection is None or not connection.is_usable())
