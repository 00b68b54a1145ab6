"""Capturing pages from the web: asking for one, seeing what came of it, and the proof to take along."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.database.workers import is_any_alive
from factcheck.documents import blobs
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.finders import document_finder
from factcheck.documents.forms.capturing import CaptureForm
from factcheck.documents.models import Fetch
from factcheck.documents.sealing import seal_said
from factcheck.documents.views.giving_out import as_attachment, cannot_be_given
from factcheck.documents.web.errors import FetchRefused
from factcheck.web.htmx import render_page_or_fragment
from factcheck.web.pick import options_context, picked_name

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@reviewer_required
def capture_page(request: SignedInRequest) -> HttpResponse:
    """Ask for one page or several. `?url=` fills the field in."""
    form = CaptureForm(request.POST or None, initial={"addresses": request.GET.get("url", "")}, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "with_images": form.cleaned_data["with_images"]}
        seal = seal_said(form.cleaned_data, request.user)
        asked = [ask_for_capture(url=address, seal=seal, **given) for address in form.cleaned_data["addresses"]]
        if len(asked) == 1:
            return redirect(reverse("documents:fetch", args=[asked[0].pk], query=_at_hand(request)))
        return redirect("documents:fetches")
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/capture.html", {"section": "documents", "form": form}, status=status)


@require_GET
def fetch_list(request: SignedInRequest) -> HttpResponse:
    fetches = Fetch.objects.visible_to(request.user).select_related("document", "asked_by", "capture")
    page = Paginator(fetches, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "documents",
        "page": page,
        "is_waiting": any(not fetch.outcome for fetch in page),
        "may_import": request.user.has_role(Role.REVIEWER),
    }
    return render_page_or_fragment(request, "documents/fetches.html", context, fragment="list")


@require_GET
def fetch_detail(request: SignedInRequest, key: int) -> HttpResponse:
    """What came of it; while nothing has, the page asks again every second."""
    fetch = _fetch(request, key)
    context: dict[str, Any] = {
        "section": "documents",
        "fetch": fetch,
        "at_hand": _at_hand(request),
        "has_worker": bool(fetch.outcome) or is_any_alive(),
        "may_import": request.user.has_role(Role.REVIEWER),
    }
    if fetch.outcome:
        context["own_url"] = bring_your_own(fetch, request.user.name)
    return render_page_or_fragment(request, "documents/fetch.html", context, fragment="state")


@require_GET
def fetch_warc(request: SignedInRequest, key: int) -> HttpResponseBase:
    """The WARC file."""
    fetch = _fetch(request, key)
    if fetch.container is None:
        raise Http404(_("Nothing came over the wire, so there is no file."))
    try:
        data = blobs.read(fetch.container.sha256)
    except blobs.BlobError as error:
        page = reverse("documents:fetch", args=[fetch.pk])
        return cannot_be_given(request, error, code=fetch.public_id, url=page, action=_("Back to the capture"))
    return as_attachment(data, f"{fetch.public_id}.warc.gz")


@require_http_methods(["GET", "POST"])
@reviewer_required
def capture_here(request: SignedInRequest) -> HttpResponse:
    """Where a document is chosen: capture the address that was typed there, and choose what it becomes."""
    given = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        "name": picked_name(given.get("capture_name", "")),
        "required": "capture_required" in given,
    }
    if request.method == "POST":
        try:
            fetch = ask_for_capture(url=given.get("capture_url", ""), by=request.user)
        except FetchRefused as refused:
            return render(request, "documents/capture_here.html", context | {"refused": str(refused)})
    else:
        number = given.get("fetch", "")
        if not number:
            return redirect("documents:capture")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Http404
        fetch = _fetch(request, int(number))
    if fetch.outcome and fetch.document:
        options = options_context(
            document_finder(request.user),
            name=context["name"],
            text="",
            chosen=fetch.document.standing_document.public_id,
            required=context["required"],
        )
        return render(request, "components/pick_options.html", options)
    return render(request, "documents/capture_here.html", context | {"fetch": fetch})


def _fetch(request: SignedInRequest, key: int) -> Fetch:
    """Raises 404."""
    known = Fetch.objects.visible_to(request.user).prefetch_related("archive_requests")
    related = ("document__merged_into", "asked_by", "container", "capture", "retrieval", "finding")
    return get_object_or_404(known.select_related(*related), pk=key)


def _at_hand(request: SignedInRequest) -> dict[str, str]:
    """What somebody was about to link to when the page was missing: kept in the address, so that it is there again."""
    key = request.GET.get("claim", "")
    return {"claim": key} if re.fullmatch(r"[A-Z]{1,2}-[0-9]{1,18}", key) else {}


def bring_your_own(fetch: Fetch, by: str) -> str:
    """The address of the import page with what is known of the page filled in; of a sealed page, its seal too."""
    known = {"url": fetch.final_url or fetch.url, "received_from": by}
    if fetch.document and fetch.document.seal_id:
        known["sealed_as"] = fetch.document.public_id
    return reverse("documents:import", query=known)
