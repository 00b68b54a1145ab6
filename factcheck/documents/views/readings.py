"""Further texts of a capture: typed by a person, or drawn by another reader."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.errors import Refused
from factcheck.documents import blobs, ocr_jobs
from factcheck.documents.actions import type_text
from factcheck.documents.actions.reading_again import offers, read_again
from factcheck.documents.actions.typing import sizes_of, text_typed
from factcheck.documents.extraction.values import Page
from factcheck.documents.forms.typing import TypingForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document
from factcheck.documents.views.pages import capture_named
from factcheck.documents.views.pictures import can_be_shown, image_url


@require_http_methods(["GET", "POST"])
@reviewer_required
@document_page
def type_what_it_says(request: SignedInRequest, document: Document) -> HttpResponse:
    """Type the words of a capture, of its page `?page=n`, or of a part of that."""
    capture = capture_named(document, request.GET.get("capture", ""))
    sizes = sizes_of(capture)
    page = _page(request.GET.get("page", ""), sizes)
    form = TypingForm(
        request.POST if request.method == "POST" else None,
        initial={"text": text_typed(capture, page)},
        has_pages=bool(sizes),
    )
    if request.method == "POST" and form.is_valid():
        try:
            type_text(capture=capture, typing=form.typing(page), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept, as typed by you."))
            on_page = f"&page={page}" if sizes else ""
            return redirect(f"{reverse('documents:detail', args=[document.pk])}?capture={capture.number}{on_page}")
    context = {
        "section": "documents",
        "document": document,
        "capture": capture,
        "form": form,
        **_page_shown(capture, sizes, page),
        "offers": offers(capture),
        "is_waiting": ocr_jobs.is_waiting(capture),
    }
    return render(request, "documents/type.html", context, status=422 if form.errors else 200)


@require_POST
@reviewer_required
@document_page
def read_another_way(request: SignedInRequest, document: Document) -> HttpResponse:
    """Let the reader named in the form read a capture: OCR by a job, any other at once."""
    capture = capture_named(document, request.GET.get("capture", ""))
    offer = next((one for one in offers(capture) if one.name == request.POST.get("reader", "")), None)
    if offer is None:
        messages.error(request, _("This document can't be read that way. Choose another reader."))
    elif offer.is_ocr:
        ocr_jobs.defer(capture, request.user)
    else:
        _read_now(request, capture, offer.name)
    return redirect(f"{reverse('documents:detail', args=[document.pk])}?capture={capture.number}")


def _read_now(request: SignedInRequest, capture: Capture, reader: str) -> None:
    try:
        extraction = read_again(capture=capture, reader=reader)
    except (Refused, blobs.BlobError) as error:
        messages.error(request, str(error))
        return
    if extraction is None:
        failure = capture.failures.latest("pk")
        messages.error(request, failure.reason)
    else:
        messages.success(request, _("Read with %(reader)s. The texts before it are kept too.") % {"reader": reader})


def _page(wanted: str, sizes: list[Page]) -> int:
    """The number of the page that is meant: the first if none is named. 404 if there is none of that number."""
    if not wanted or not sizes:
        return sizes[0].number if sizes else 1
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 0
    if number not in {size.number for size in sizes}:
        raise Http404
    return number


def _page_shown(capture: Capture, sizes: list[Page], page: int) -> dict[str, Any]:
    """What the template needs to show the page, and the way to the ones beside it."""
    size = next((one for one in sizes if one.number == page), None)
    if size is None or not can_be_shown(capture):
        return {}
    numbers = [one.number for one in sizes]
    at = numbers.index(page)
    return {
        "image": image_url(capture, page),
        "page": page,
        "count": numbers[-1],
        "across": 600,
        "down": max(round(600 * size.height / size.width), 1),
        "previous": numbers[at - 1] if at else None,
        "next": numbers[at + 1] if at + 1 < len(numbers) else None,
    }
