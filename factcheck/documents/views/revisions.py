"""What changed between the captures of a document."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.documents.changes import changes
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.documents.tabs import document_tabs
from factcheck.documents.views.pages import capture_named


@require_GET
@document_page
def document_changes(request: SignedInRequest, document: Document) -> HttpResponse:
    """Between `?capture=n`, else the newest, and the one before it."""
    wanted = request.GET.get("capture", "")
    newest = document.captures.order_by("-number").first()
    now = capture_named(document, wanted) if wanted or newest is None else newest
    context = {
        "section": "documents",
        "document": document,
        "tabs": document_tabs(document, "detail", request.user),
        **revision(now),
    }
    return render(request, "documents/changes.html", context)


def revision(now: Capture) -> dict[str, Any]:
    """For `documents/changes_panel.html`. `before` is None where nothing that can be read came before."""
    earlier = Capture.objects.filter(document=now.document_id, number__lt=now.number)
    before = earlier.filter(extractions__isnull=False).order_by("-number").first()
    rows = changes(_paragraphs(before), _paragraphs(now)) if before else []
    return {"before": before, "now": now, "rows": rows}


def _paragraphs(capture: Capture) -> list[str]:
    """Of the article: what stands around it changes with every visit."""
    extraction = Extraction.objects.filter(capture=capture).order_by("-id").first()
    if extraction is None:
        return []
    blocks = [block for block in extraction.parsed_blocks if block.kind != "boilerplate"]
    return [" ".join(extraction.text[block.start : block.end].split()) for block in blocks]
