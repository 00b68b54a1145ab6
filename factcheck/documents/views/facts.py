"""What is known of a document: shown with its basis, checked, put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.objects import StaleVersion
from factcheck.documents.actions import confirm_facts, establish_facts
from factcheck.documents.forms.facts import FactsForm, facts_of
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document, Extraction
from factcheck.documents.tabs import document_tabs
from factcheck.documents.views.suggestions import open_suggestions
from factcheck.documents.wording import named_otherwise
from factcheck.web.conflict import render_conflict
from factcheck.web.pick import unjudged, wants_to_find

TEMPLATE = "documents/facts.html"


@require_http_methods(["GET", "POST"])
@reviewer_required
@document_page
def document_facts(request: SignedInRequest, document: Document) -> HttpResponse:
    context = _context(request, document)
    if request.method == "GET":
        return render(request, TEMPLATE, context | {"form": FactsForm(document=document, user=request.user)})
    if wants_to_find(request):
        form = unjudged(FactsForm(request.POST, document=document, user=request.user))
        return render(request, TEMPLATE, context | {"form": form})
    form = FactsForm(request.POST, document=document, user=request.user)
    if not form.is_valid():
        return render(request, TEMPLATE, context | {"form": form}, status=422)
    expected, before = form.cleaned_data["version"], document.version
    try:
        document = establish_facts(document=document, expected=expected, facts=form.facts, hows=form.hows)
        # One further if something was established, which was then checked against what the person saw.
        confirm_facts(document=document, expected=expected + document.version - before, by=request.user)
    except StaleVersion as stale:
        current = Document.objects.select_related("source").get(pk=stale.current.pk)
        return render_conflict(request, TEMPLATE, context, form=form, current=current, values=facts_of(current))
    messages.success(request, _("Kept, with how we know it and that you checked it."))
    return redirect(reverse("documents:detail", args=[document.pk]))


def _context(request: SignedInRequest, document: Document) -> dict[str, Any]:
    newest = Extraction.objects.filter(capture__document=document).select_related("capture").order_by("-id").first()
    same_address = Document.objects.visible_to(request.user).standing().filter(url=document.url).exclude(pk=document.pk)
    return {
        "section": "documents",
        "document": document,
        "just_imported": "imported" in request.GET,
        "beginning": newest.text[:1500] if newest else "",
        "remarks": _remarks(newest) if newest else [],
        "same_address": same_address if document.url else [],
        "suggestions": open_suggestions(request.user, document),
        "tabs": document_tabs(document, "facts", request.user),
    }


def _remarks(extraction: Extraction) -> list[str]:
    """What whoever checks the facts must know of the text before them."""
    misnamed = named_otherwise(extraction.capture.filename, extraction.capture.media_type)
    return [*filter(None, [misnamed]), *extraction.messages]
