"""Redacting a document, on a page of its own: one editor asks, another agrees, and the page names the command."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.audit.history import visible_among
from factcheck.desk.coming_back import come_back
from factcheck.desk.sealing import left_already
from factcheck.documents import drawn
from factcheck.documents.forms.redacting import CloseForm, RedactionForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document, DocumentRelation, Redaction
from factcheck.documents.redacting import covering, deciding, scope
from factcheck.documents.redacting.preview import words_to_cut
from factcheck.documents.tabs import document_tabs

#: Places in the desk's own words that the page names; of more it says how many.
_PLACES = 100


@require_http_methods(["GET", "POST"])
@editor_required
@document_page
def redact(request: SignedInRequest, document: Document) -> HttpResponseBase:
    """What it would take out, and what has been decided so far; sending it asks."""
    if request.method == "GET":
        return _page(request, document)
    form = RedactionForm(request.POST)
    if not form.is_valid():
        return _page(request, document, ask_form=form)
    return _done(
        request,
        document,
        lambda: deciding.ask_for_redaction(document=document, by=request.user, **form.cleaned_data),
        _("Asked for. Somebody else has to agree."),
    )


@require_POST
@editor_required
@document_page
def agree_redaction(request: SignedInRequest, document: Document) -> HttpResponseBase:
    found = _open_one(document)
    said = _("Agreed. It is carried out by the command named here.")
    return _done(request, document, lambda: deciding.agree_to_redaction(redaction=found, by=request.user), said)


@require_POST
@editor_required
@document_page
def close_redaction(request: SignedInRequest, document: Document) -> HttpResponseBase:
    found = _open_one(document)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, document, close_form=form)
    note = form.cleaned_data["note"]
    said = _("Closed. Nothing was taken out.")
    return _done(request, document, lambda: deciding.close_redaction(redaction=found, note=note, by=request.user), said)


def _open_one(document: Document) -> Redaction:
    """Raises 404 where none is open."""
    found = Redaction.objects.open().filter(document=document).first()
    if found is None:
        raise Http404
    return found


def _done(request: SignedInRequest, document: Document, act: Callable[[], object], said: str) -> HttpResponseBase:
    return come_back(request, document, act, said, page=_page, name="documents:redact")


def _page(
    request: SignedInRequest, document: Document, *, refused: str = "", **forms_given: forms.Form
) -> HttpResponse:
    decided = Redaction.objects.filter(document=document).select_related("asked_by", "agreed_by", "closed_by")
    found = next((one for one in decided if one.closed_at is None), None)
    context: dict[str, Any] = {
        "section": "documents",
        "document": document,
        "tabs": document_tabs(document, "detail", request.user),
        "refused": refused,
        "redaction": found,
        "closed": [one for one in decided if one.closed_at],
        "may_agree": found is not None and found.agreed_at is None and found.asked_by_id != request.user.pk,
        "has_changed": found is not None and covering.has_changed(found),
        "covered": _covered(document, found),
        "exports": left_already(document),
        **_what_goes(request, document),
        **({"close_form": CloseForm()} if found else {"ask_form": RedactionForm()}),
    } | forms_given
    return render(request, "documents/redact.html", context, status=422 if refused or forms_given else 200)


def _covered(document: Document, redaction: Redaction | None) -> dict[str, Any]:
    """The documents and captures that two people decide on: as they were when it was asked for, else as they are."""
    if redaction is None:
        documents = covering.family_of(document.pk)
        captures = Capture.objects.filter(document__in=documents.order_by().values("pk"))
    else:
        documents = Document.objects.filter(pk__in=redaction.covered_documents).order_by("pk")
        captures = Capture.objects.filter(pk__in=redaction.covered_captures)
    return {"documents": documents, "captures": captures.select_related("document")}


def _what_goes(request: SignedInRequest, document: Document) -> dict[str, Any]:
    """What is taken out, what is in the way, and what stays elsewhere; as far as this person may know of it."""
    keys = list(covering.family_of(document.pk).values_list("pk", flat=True))
    captures = Capture.objects.filter(document__in=keys)
    visible = Document.objects.visible_to(request.user)
    relations = DocumentRelation.objects.visible_to(request.user).standing().between(document)
    sha256 = list(captures.filter(container=None).values_list("sha256", flat=True))
    beside = scope.others_inside(keys).standing()
    return {
        "captures": captures.count(),
        "passages": drawn.count(keys).total(),
        "beside": beside.filter(pk__in=visible.values("pk"))[:20],
        "is_beside_unseen": beside.exclude(pk__in=visible.values("pk")).exists(),
        "same_bytes": scope.same_bytes(sha256, keys).filter(pk__in=visible.values("pk")),
        "relations": relations.select_related("document", "other"),
        **_words(request, keys),
    }


def _words(request: SignedInRequest, keys: list[int]) -> dict[str, Any]:
    """What would be cut out of the desk's own words; in places sealed to this person, only in how many."""
    cuts = words_to_cut(keys)
    seen = visible_among({cut.public_id for cut in cuts if cut.public_id}, request.user)
    shown = [cut for cut in cuts if not cut.public_id or cut.public_id in seen][:_PLACES]
    return {"cuts": shown, "more_cuts": len(cuts) - len(shown)}
