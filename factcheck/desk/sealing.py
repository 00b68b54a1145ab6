"""Who may see a document, on a page of its own: sealing it, naming people, and what has left the desk already."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.desk.coming_back import come_back
from factcheck.documents import sealing
from factcheck.documents.forms.sealing import AccessForm, DescriptionForm, SealForm, UnsealForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document, Seal
from factcheck.documents.tabs import document_tabs
from factcheck.reports.corrections import exports_of
from factcheck.reports.reading import REPORTED
from factcheck.verdicts.models import FrozenEvidence, Verdict


@require_http_methods(["GET", "POST"])
@reviewer_required
@document_page
def seal(request: SignedInRequest, document: Document) -> HttpResponseBase:
    """The page of either state; sending it seals a document that is open."""
    if request.method == "GET" or document.seal is not None:
        return _page(request, document)
    form = SealForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, document, seal_form=form)
    values = form.cleaned_data
    return _done(
        request,
        document,
        lambda: sealing.seal_documents(documents=[document], by=request.user, **values),
        _("Sealed. What was drawn from it is sealed with it."),
    )


@require_POST
@editor_required
@document_page
def hide(request: SignedInRequest, document: Document) -> HttpResponseBase:
    """At once, without a form: what others are told can be put better afterwards."""
    said = _("Hidden from everybody but you and whoever brought it in.")
    return _done(request, document, lambda: sealing.hide_now(document=document, by=request.user), said)


@require_POST
@reviewer_required
@document_page
def describe(request: SignedInRequest, document: Document) -> HttpResponseBase:
    form = DescriptionForm(request.POST)
    held = _seal_of(document)
    if not form.is_valid():
        return _page(request, document, description_form=form)
    words = form.cleaned_data["description"]
    return _done(
        request,
        document,
        lambda: sealing.change_description(seal=held, description=words, by=request.user),
        _("Changed, in the reports too."),
    )


@require_POST
@reviewer_required
@document_page
def give_access(request: SignedInRequest, document: Document) -> HttpResponseBase:
    held = _seal_of(document)
    form = AccessForm(request.POST, seal=held, user=request.user)
    if not form.is_valid():
        return _page(request, document, access_form=form)
    person = form.cleaned_data["person"]
    said = _("%(name)s sees it from now on.") % {"name": person}
    return _done(request, document, lambda: sealing.give_access(seal=held, person=person, by=request.user), said)


@require_POST
@reviewer_required
@document_page
def end_access(request: SignedInRequest, document: Document) -> HttpResponseBase:
    held = _seal_of(document)
    named = request.POST.get("person", "")
    known = named.isascii() and named.isdigit() and len(named) < 19
    access = held.access.filter(ended_at=None, user=int(named)).select_related("user").first() if known else None
    if access is None:
        raise Http404
    person = access.user
    said = _("%(name)s sees it no more.") % {"name": person}
    return _done(request, document, lambda: sealing.end_access(seal=held, person=person, by=request.user), said)


@require_POST
@reviewer_required
@document_page
def unseal(request: SignedInRequest, document: Document) -> HttpResponseBase:
    held = _seal_of(document)
    form = UnsealForm(request.POST)
    if not form.is_valid():
        return _page(request, document, unseal_form=form)
    reason = form.cleaned_data["reason"]
    return _done(
        request,
        document,
        lambda: sealing.unseal(seal=held, reason=reason, by=request.user),
        _("The whole desk sees it again."),
    )


def _seal_of(document: Document) -> Seal:
    """Raises 404 for a document that is open."""
    if document.seal is None:
        raise Http404
    return document.seal


def _done(request: SignedInRequest, document: Document, act: Callable[[], object], said: str) -> HttpResponseBase:
    return come_back(request, document, act, said, page=_page, name="documents:seal")


def _page(
    request: SignedInRequest, document: Document, *, refused: str = "", **forms_given: forms.Form
) -> HttpResponse:
    held, user = document.seal, request.user
    context: dict[str, Any] = {
        "section": "documents",
        "document": document,
        "tabs": document_tabs(document, "detail", user),
        "refused": refused,
        "exports": left_already(document),
        "may_hide": user.has_role(Role.EDITOR),
    }
    if held is None:
        context["seal_form"] = forms_given.get("seal_form") or SealForm(user=user)
    else:
        context |= {
            "seal": held,
            "salt": bytes(held.salt).hex(),
            "people": sealing.people_with_access(held),
            "commitments": sealing.commitments(document),
            "others_sealed": held.documents.filter(merged_into=None).exclude(pk=document.pk),
            "description_form": DescriptionForm(initial={"description": held.description}),
            "access_form": AccessForm(seal=held, user=user),
            "unseal_form": UnsealForm(),
        } | forms_given
    status = 422 if refused or forms_given else 200
    return render(request, "documents/seal.html", context, status=status)


def left_already(document: Document) -> "QuerySet[Any]":
    """Exports of verdicts that rest on the document: what was taken out before is not called back by a seal."""
    frozen = FrozenEvidence.objects.filter(evidence__passage__document=document).values("submission__verdict")
    said = Q(claim__appearances__passage__document=document)
    verdicts = Verdict.objects.filter(Q(pk__in=frozen) | said, state__in=REPORTED).distinct()
    return exports_of(verdicts).order_by("-exported_at")
