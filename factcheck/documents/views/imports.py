"""Imports: which there were, and how each is coming along."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.database.errors import Refused
from factcheck.documents import blobs
from factcheck.documents.containers.reading import kind_of_file
from factcheck.documents.importing import control
from factcheck.documents.importing.progress import Progress, outcomes_of, progress_of, with_counts
from factcheck.documents.models import Document, Import, ImportOutcome
from factcheck.documents.views.giving_out import as_attachment, cannot_be_given
from factcheck.documents.wording import download_name
from factcheck.web.htmx import announce, hx_redirect, render_page_or_fragment, wants_fragment

PER_PAGE, OUTCOMES_PER_PAGE = 50, 200
#: While it runs, when the page is fetched every second.
LATEST = 20
#: Marks the page of somebody who has just handed over a single file, and is led on to what came of it.
FRESH = "new"


@require_GET
def import_list(request: SignedInRequest) -> HttpResponse:
    visible = with_counts(Import.objects.visible_to(request.user)).select_related("started_by").order_by("-id")
    page = Paginator(visible, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(started, progress_of(started)) for started in page]
    context = {"section": "documents", "page": page, "rows": rows, "may_import": request.user.has_role(Role.REVIEWER)}
    return render_page_or_fragment(request, "documents/imports.html", context)


@require_GET
def import_detail(request: SignedInRequest, key: int) -> HttpResponse:
    visible = with_counts(Import.objects.visible_to(request.user)).select_related("started_by", "cancelled_by")
    started = get_object_or_404(visible, pk=key)
    progress = progress_of(started)
    only = _only_document(started, progress)
    if only and wants_fragment(request) and FRESH in request.GET:
        return hx_redirect(request, f"{reverse('documents:facts', args=[only.pk])}?imported")
    context = {
        "section": "documents",
        "started": started,
        "progress": progress,
        "only": only,
        "page": _outcomes(request, started, progress),
        "may_import": request.user.has_role(Role.REVIEWER),
        "is_polled": wants_fragment(request),
    }
    response = render_page_or_fragment(request, "documents/import_detail.html", context, fragment="work")
    if progress.is_over and wants_fragment(request):
        return announce(response, _("%(name)s: %(stage)s") % {"name": started, "stage": progress.stage.label})
    return response


@require_POST
@reviewer_required
def cancel_import(request: SignedInRequest, key: int) -> HttpResponse:
    started = get_object_or_404(Import.objects.visible_to(request.user), pk=key)
    try:
        control.cancel_import(started=started, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("documents:import_detail", key=key)


@require_POST
@reviewer_required
def retry_import(request: SignedInRequest, key: int) -> HttpResponse:
    started = get_object_or_404(Import.objects.visible_to(request.user), pk=key)
    try:
        control.retry_import(started=started)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("documents:import_detail", key=key)


@require_GET
def import_bytes(request: SignedInRequest, key: int, number: int) -> HttpResponseBase:
    """The bytes of one of its files as handed over: also of one that became no document, of which no page tells."""
    started = get_object_or_404(Import.objects.visible_to(request.user), pk=key)
    row = get_object_or_404(started.files.exclude(sha256=""), number=number)
    try:
        file = blobs.open_checked(row.sha256)
    except blobs.BlobError as error:
        page = reverse("documents:import_detail", args=[key])
        return cannot_be_given(request, error, code=started.public_id, url=page, action=_("Back to the import"))
    kind = kind_of_file(file, row.name)
    file.seek(0)
    return as_attachment(file, download_name(started.public_id, number, row.name, kind or "bin"))


def _outcomes(request: SignedInRequest, started: Import, progress: Progress) -> "Page[ImportOutcome]":
    """While it runs, failures and the latest; all of them afterwards."""
    if not progress.is_over:
        return Paginator(outcomes_of(started, latest_first=True)[:LATEST], LATEST).get_page(1)
    return Paginator(outcomes_of(started), OUTCOMES_PER_PAGE).get_page(request.GET.get("page"))


def _only_document(started: Import, progress: Progress) -> Document | None:
    """What a single file became, once it is there."""
    if not progress.is_over or (progress.total, progress.failed) != (1, 0):
        return None
    outcome = ImportOutcome.objects.filter(file__part_of=started).select_related("capture__document").first()
    return outcome.capture.document if outcome and outcome.capture else None
