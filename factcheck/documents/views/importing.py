"""Bringing documents in: pasted, uploaded, dropped."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.documents.actions import Imported, Receipt, TooLarge, import_document
from factcheck.documents.batch import Outcome, outcome_of
from factcheck.documents.forms.importing import ImportForm
from factcheck.documents.models import Received
from factcheck.web.pick import unjudged, wants_to_find


# Not one transaction around all files: what was brought in before one failed stays.
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
    outcomes = _receive(request, form.cleaned_data)
    if len(outcomes) == 1 and (document := outcomes[0].document) and outcomes[0].status == "imported":
        return redirect(f"{reverse('documents:facts', args=[document.pk])}?imported")
    return _outcome_page(request, outcomes)


def _receive(request: SignedInRequest, given: dict[str, Any]) -> list[Outcome]:
    """Bring in each file and the pasted text, in the order of the page."""
    received_from, copied = given["received_from"], given["copied"]
    beside = {"by": request.user, "source": given["source"], "url": given["url"]}
    outcomes = []
    for file in given["files"]:
        receipt = Receipt(Received.FILE, received_from, copied, file.name or "")
        outcomes.append(outcome_of(file.name or "", partial(_receive_file, file, receipt=receipt, **beside)))
    if given["text"].strip():
        # A form sends line ends as CR LF whatever the page had: the same words as a file are the same bytes.
        data = given["text"].replace("\r\n", "\n").encode()
        receipt = Receipt(Received.PASTE, received_from, copied)
        outcomes.append(outcome_of("", partial(import_document, data=data, receipt=receipt, **beside)))
    return outcomes


def _receive_file(file: "UploadedFile[bytes]", **beside: Any) -> Imported:
    if (file.size or 0) > settings.MAX_DOCUMENT_BYTES:
        # Refused before it is read into memory.
        raise TooLarge(size=f"{file.size:,}", limit=f"{settings.MAX_DOCUMENT_BYTES:,}")
    return import_document(data=file.read(), **beside)


def _outcome_page(request: SignedInRequest, outcomes: list[Outcome]) -> HttpResponse:
    """What became of each. What failed can be tried again with what was said about it still there."""
    failed = [outcome for outcome in outcomes if outcome.failed]
    kept = {name: request.POST.get(name, "") for name in ("received_from", "copied", "url", "source")} if failed else {}
    if any(not outcome.name for outcome in failed):
        kept["text"] = request.POST["text"]
    form = ImportForm(initial=kept, user=request.user)
    names = [outcome.name for outcome in failed if outcome.name]
    return _page(request, form, names=names, outcomes=outcomes, status=422 if len(failed) == len(outcomes) else 200)


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
    }
    return render(request, "documents/import.html", context, status=status)


def _prefilled(request: SignedInRequest) -> dict[str, str]:
    """What a link brought along, such as the source."""
    return {name: request.GET[name] for name in ("source", "url", "received_from") if name in request.GET}


def _names(request: SignedInRequest) -> list[str]:
    return [file.name or _("a file without a name") for file in request.FILES.getlist("files")]
