"""Bringing documents in: files go to a worker, pasted text comes in at once."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.objects import key_of
from factcheck.documents.actions import Imported, Receipt, import_document
from factcheck.documents.actions.readings import read_apart
from factcheck.documents.batch import Outcome, outcome_of
from factcheck.documents.extraction.errors import UnsupportedType
from factcheck.documents.forms.importing import ImportForm
from factcheck.documents.importing.control import defer
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.models import Document, Import, Received
from factcheck.documents.sealing import people_with_access, seal_said
from factcheck.documents.views.imports import FRESH
from factcheck.web.pick import unjudged, wants_to_find


# Not one transaction around text and files: what came in before something failed stays.
@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
@reviewer_required
def import_documents(request: SignedInRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, ImportForm(initial=_prefilled(request), user=request.user), names=[])
    form = ImportForm(request.POST, request.FILES, user=request.user)
    if wants_to_find(request):
        return _page(request, unjudged(form), names=_names(request))
    if not form.is_valid():
        return _page(request, form, names=_names(request), status=422)
    given = form.cleaned_data
    given["seal"] = seal_said(given, request.user)
    pasted = _receive_text(request, given) if given["text"].strip() else None
    if pasted and (pasted.failed or not given["files"]):
        return _after_text(request, pasted)
    if pasted and pasted.document:
        messages.success(request, _("The pasted text is here as %(id)s.") % {"id": pasted.document.public_id})
    started = _start(request, given)
    fresh = f"?{FRESH}" if len(given["files"]) == 1 and not pasted else ""
    return redirect(f"{reverse('documents:import_detail', args=[started.pk])}{fresh}")


@transaction.atomic
def _start(request: SignedInRequest, given: dict[str, Any]) -> Import:
    """The files, stored, and a job for them: both or neither."""
    started = start_import(
        # Their own file objects, which can be read in pieces and measured.
        files=[Handed(file.name or _("a file without a name"), file.file) for file in given["files"]],
        receipt=Receipt(Received.FILE, given["received_from"], given["copied"]),
        by=request.user,
        source=given["source"],
        url=given["url"],
        seal=given["seal"],
    )
    defer(started)
    return started


def _receive_text(request: SignedInRequest, given: dict[str, Any]) -> Outcome:
    # A form sends line ends as CR LF whatever the page had: the same words as a file are the same bytes.
    data = given["text"].replace("\r\n", "\n").encode()
    receipt = Receipt(Received.PASTE, given["received_from"], given["copied"])
    beside = {"by": request.user, "source": given["source"], "url": given["url"], "seal": given["seal"]}

    def bring_in() -> Imported:
        reading = read_apart(data)
        if reading.extracted is None:
            # A file is kept though it can't be read; there is no file here.
            raise UnsupportedType
        return import_document(data=data, receipt=receipt, reading=reading, **beside)

    return outcome_of("", bring_in)


def _after_text(request: SignedInRequest, pasted: Outcome) -> HttpResponse:
    if pasted.document and pasted.status == "imported":
        return redirect(f"{reverse('documents:facts', args=[pasted.document.pk])}?imported")
    return _outcome_page(request, pasted)


def _outcome_page(request: SignedInRequest, pasted: Outcome) -> HttpResponse:
    """What became of the text. If it failed it can be tried again, with what was said about it still there."""
    kept = ("text", "received_from", "copied", "url", "source", "sealed", "description") if pasted.failed else ()
    initial: dict[str, Any] = {name: request.POST.get(name, "") for name in kept}
    if pasted.failed:
        initial["people"] = request.POST.getlist("people")
    form = ImportForm(initial=initial, user=request.user)
    names = _names(request) if pasted.failed else []
    return _page(request, form, names=names, outcomes=[pasted], status=422 if pasted.failed else 200)


def _page(
    request: SignedInRequest,
    form: ImportForm,
    *,
    names: list[str],
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; `names` are files that were sent and have to be chosen again, since no page can refill them."""
    context = {
        "section": "documents",
        "form": form,
        "names": names,
        "outcomes": outcomes,
        "limit": settings.MAX_DOCUMENT_BYTES,
        "container_limit": settings.MAX_CONTAINER_BYTES,
    }
    return render(request, "documents/import.html", context, status=status)


def _prefilled(request: SignedInRequest) -> dict[str, Any]:
    """What a link brought along, such as the source, or the document under whose seal it is to come."""
    known = {name: request.GET[name] for name in ("source", "url", "received_from") if name in request.GET}
    key = key_of(request.GET.get("sealed_as", ""), Document.KIND)
    like = (
        Document.objects.visible_to(request.user).filter(pk=key or 0, seal__isnull=False).select_related("seal").first()
    )
    if like is None or like.seal is None:
        return known
    people = [access.user_id for access in people_with_access(like.seal)]
    return known | {"sealed": True, "description": like.seal.description, "people": people}


def _names(request: SignedInRequest) -> list[str]:
    return [file.name or _("a file without a name") for file in request.FILES.getlist("files")]
