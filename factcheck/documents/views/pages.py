"""Looking at documents: the list, the proof, the bytes, and choosing one by typing."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.documents import blobs, drawn
from factcheck.documents.finders import document_finder, source_finder
from factcheck.documents.forms.filters import DocumentFilter
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document, Extraction, Fetch
from factcheck.documents.stored import bytes_of
from factcheck.documents.tabs import document_tabs
from factcheck.documents.views.giving_out import as_attachment, cannot_be_given
from factcheck.documents.wording import ENDINGS, download_name, named_otherwise, published_title
from factcheck.web.pick import answer_typing

PER_PAGE = 50


@require_GET
def document_list(request: SignedInRequest, **beside: object) -> HttpResponse:
    """`beside`: what a page that leads here shows with the list."""
    form = DocumentFilter(request.GET, user=request.user)
    page = Paginator(form.documents().annotate(capture_count=Count("captures")), PER_PAGE).get_page(
        request.GET.get("page")
    )
    passages = drawn.count([document.pk for document in page])
    rows = [(document, passages[document.pk], published_title(document)) for document in page]
    context = {"section": "documents", "form": form, "page": page, "rows": rows, "sort": form.order, **beside}
    context["may_import"] = request.user.has_role(Role.REVIEWER)
    return render(request, "documents/list.html", context)


@require_GET
@document_page
def proof(request: SignedInRequest, document: Document) -> HttpResponse:
    captures = document.captures.select_related("captured_by", "container")
    captures = captures.prefetch_related("retrievals__retrieved_by", "failures")
    # Without the text itself, which may be megabytes.
    drawings = Extraction.objects.filter(capture__document=document).defer("text", "blocks").select_related("typed_by")
    extractions: dict[int, list[Extraction]] = {}
    for extraction in drawings:
        extractions.setdefault(extraction.capture_id, []).append(extraction)
    rows = [
        (
            capture,
            safe_name(capture),
            extractions.get(capture.pk, []),
            capture.failures.all(),
            named_otherwise(capture.filename, capture.media_type, was_read=bool(extractions.get(capture.pk))),
        )
        for capture in captures
    ]
    context = {
        "section": "documents",
        "document": document,
        "captures": rows,
        "fetches": Fetch.objects.of(document)
        .select_related("asked_by", "container", "capture")
        .prefetch_related("archive_requests"),
        "tabs": document_tabs(document, "proof", request.user),
    }
    return render(request, "documents/proof.html", context)


@require_GET
@document_page
def capture_bytes(request: SignedInRequest, document: Document) -> HttpResponseBase:
    """The bytes as received."""
    capture = capture_named(document, request.GET.get("capture", ""))
    try:
        data = bytes_of(capture)
    except blobs.BlobError as error:
        proof_page = reverse("documents:proof", args=[document.pk])
        return cannot_be_given(request, error, code=document.public_id, url=proof_page, action=_("Back to the proof"))
    return as_attachment(data, safe_name(capture))


@require_GET
def pick(request: SignedInRequest) -> HttpResponse:
    """What is found while somebody types to choose a document or a source."""
    finder = source_finder if request.GET.get("kind") == "source" else document_finder
    return answer_typing(request, finder(request.user))


def safe_name(capture: Capture) -> str:
    """What the bytes are saved as: number of document and capture, then the words of the name they came under."""
    ending = ENDINGS.get(capture.media_type, "bin")
    return download_name(capture.document.public_id, capture.number, capture.filename, ending)


def capture_named(document: Document, number: str) -> Capture:
    """The capture with that number, the first if none is named. Raises 404."""
    captures = document.captures.select_related("document", "container").order_by("number")
    if number and not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    found = captures.filter(number=int(number)).first() if number else captures.first()
    if found is None:
        raise Http404(_("This document has no such capture."))
    return found
