"""Watching the page of a document, and saying what a change of it means."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import name_action
from factcheck.database.errors import Refused
from factcheck.documents.capturing.states import ONCE_A_DAY, interval_in_words
from factcheck.documents.capturing.watching import answer_finding, start_watch, stop_watch
from factcheck.documents.forms.capturing import AnswerForm, WatchForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document, Watch, WatchFinding
from factcheck.documents.views.revisions import revision


@require_POST
@reviewer_required
@document_page
def watch_page(request: SignedInRequest, document: Document) -> HttpResponse:
    """Begin, or with `stop` end, to look at the page again and again; begun anew, the interval is another."""
    watches = Watch.objects.of(document).going_on()
    if "stop" in request.POST:
        name_action("documents:stop_watch")
        for watch in watches:
            stop_watch(watch=watch)
        messages.success(request, _("The page is watched no longer. What was found stays."))
    else:
        name_action("documents:start_watch")
        form = WatchForm(request.POST)
        every = (form.cleaned_data["every"] if form.is_valid() else None) or ONCE_A_DAY
        try:
            start_watch(document=document, by=request.user, every=every)
            often = interval_in_words(every)
            messages.success(request, _("The page is looked at now, and then %(often)s.") % {"often": often})
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("documents:detail", key=document.pk)


@require_GET
def finding(request: SignedInRequest, key: int) -> HttpResponse:
    found = _finding(request, key)
    form = AnswerForm(initial={"answer": found.answer, "note": found.note})
    return render(request, "documents/finding.html", _context(request, found, form))


@require_POST
@reviewer_required
def answer(request: SignedInRequest, key: int) -> HttpResponse:
    found = _finding(request, key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_finding(finding=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(request, _("Noted, with your name."))
            return redirect(reverse("documents:finding", args=[found.pk]))
    return render(request, "documents/finding.html", _context(request, found, form), status=422)


def _finding(request: SignedInRequest, key: int) -> WatchFinding:
    """Raises 404."""
    known = WatchFinding.objects.filter(document__in=Document.objects.visible_to(request.user))
    return get_object_or_404(known.select_related("document", "fetch__capture", "answered_by"), pk=key)


def _context(request: SignedInRequest, found: WatchFinding, form: AnswerForm) -> dict[str, Any]:
    now = found.fetch.capture
    return {
        "section": "documents",
        "finding": found,
        "document": found.document,
        "form": form,
        "may_answer": request.user.has_role(Role.REVIEWER),
        **(revision(now) if now else {}),
    }
