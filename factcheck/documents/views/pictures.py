"""How a page of a document, or a picture, looks: drawn anew apart, so that no stranger's bytes reach a browser."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.documents import blobs
from factcheck.documents.extraction.errors import Unreadable
from factcheck.documents.extraction.formats import READERS
from factcheck.documents.extraction.media_types import PDF, PICTURES, PNG, WEBP
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document
from factcheck.documents.pool import run_apart
from factcheck.documents.stored import bytes_of
from factcheck.documents.views.giving_out import SANDBOX
from factcheck.documents.views.pages import capture_named

#: Pixels across that are offered: few, so that a browser has most of them already.
WIDTHS = (800, 1600, 2400)
#: What shows the pages of each kind: the task's name, and the type of what it gives. See `pool/tasks.py`.
_SHOWN_BY = {PDF: ("page_image", PNG)} | dict.fromkeys(PICTURES, ("picture", WEBP))


@require_GET
@document_page
def page_image(request: SignedInRequest, document: Document, number: int) -> HttpResponse:
    """Page `number` of `?capture=n`, `&width=` pixels wide. 404 if it has none, 409 if it can't be drawn."""
    capture = capture_named(document, request.GET.get("capture", ""))
    if not can_be_shown(capture) or number < 1:
        raise Http404
    width = _width(request)
    etag = f'"{capture.sha256[:32]}-{number}-{width}-{READERS[capture.media_type][0].version}"'
    unchanged = get_conditional_response(request, etag=etag)
    try:
        response = unchanged or _drawn(capture, number, width)
    except (Unreadable, blobs.BlobError) as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    response["ETag"] = etag
    # The address names the bytes: what it shows never changes.
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def can_be_shown(capture: Capture) -> bool:
    """Whether it has pages that one can look at."""
    return capture.media_type in _SHOWN_BY


def image_url(capture: Capture, number: int, width: int = WIDTHS[1]) -> str:
    """The address of the page's picture."""
    page = reverse("documents:page_image", kwargs={"key": capture.document_id, "number": number})
    query = {"capture": capture.number, "width": width, "of": capture.sha256[:12]}
    return f"{page}?{urlencode(query)}"


def _drawn(capture: Capture, number: int, width: int) -> HttpResponse:
    task, media_type = _SHOWN_BY[capture.media_type]
    given = {"width": width} | ({"number": number} if task == "page_image" else {})
    _, data = run_apart(task, bytes_of(capture), **given)
    return HttpResponse(data, content_type=media_type, headers=SANDBOX)


def _width(request: HttpRequest) -> int:
    """The offered width that is enough for the one asked for."""
    asked = request.GET.get("width", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else WIDTHS[1]
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])
