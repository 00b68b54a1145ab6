"""What a document has to do with others: the same work, a copy, an excerpt, a translation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.database.errors import Refused
from factcheck.documents import drawn
from factcheck.documents.actions import declare_same_work, relate_documents, withdraw_relation
from factcheck.documents.actions.works import lent_facts, refuse_same_work
from factcheck.documents.forms.relations import RelationForm, SameWorkForm, WithdrawRelationForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document, DocumentRelation
from factcheck.documents.tabs import document_tabs
from factcheck.documents.views.suggestions import open_suggestions
from factcheck.web.pick import unjudged, wants_to_find


@require_GET
@reviewer_required
@document_page
def document_relations(request: SignedInRequest, document: Document) -> HttpResponse:
    return _page(request, document)


@require_POST
@reviewer_required
@document_page
def same_work(request: SignedInRequest, document: Document) -> HttpResponse:
    if wants_to_find(request):
        return _page(request, document, work=unjudged(SameWorkForm(request.POST, user=request.user)))
    form = SameWorkForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, document, work=form, status=422)
    into = form.cleaned_data["into"]
    try:
        refuse_same_work(document, into)
        if "confirmed" not in request.POST:
            return _confirm(request, document, into)
        into = declare_same_work(document=document, into=into)
    except Refused as refused:
        form.add_error("into", str(refused))
        return _page(request, document, work=form, status=422)
    said = _("%(old)s is now further captures of this document; its address leads here.")
    messages.success(request, said % {"old": document.public_id})
    return redirect(reverse("documents:proof", args=[into.pk]))


def _confirm(request: SignedInRequest, document: Document, into: Document) -> HttpResponse:
    """Both documents, and what joining them would do: there is no click that undoes it."""
    kept = [(one, one.captures.count(), drawn.count([one.pk])[one.pk]) for one in (document, into)]
    labels = [Document.fact_label(name) for name in lent_facts(document, into)]
    context = {"section": "documents", "document": document, "into": into, "kept": kept, "lent": labels}
    return render(request, "documents/same_work.html", context)


@require_POST
@reviewer_required
@document_page
def relate(request: SignedInRequest, document: Document) -> HttpResponse:
    if wants_to_find(request):
        return _page(request, document, relation=unjudged(RelationForm(request.POST, user=request.user)))
    form = RelationForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, document, relation=form, status=422)
    try:
        relate_documents(document=document, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error("other", str(refused))
        return _page(request, document, relation=form, status=422)
    messages.success(request, _("Noted. Evidence from the two now counts once."))
    return redirect(reverse("documents:relations", args=[document.pk]))


@require_http_methods(["GET", "POST"])
@reviewer_required
def withdraw(request: SignedInRequest, key: int) -> HttpResponse:
    standing = DocumentRelation.objects.visible_to(request.user).standing()
    relation = get_object_or_404(standing.select_related("document", "other"), pk=key)
    form = WithdrawRelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_relation(relation=relation, reason=form.cleaned_data["reason"])
        messages.success(request, _("Taken back. The reason is in the history."))
        return redirect(reverse("documents:relations", args=[relation.document_id]))
    if request.method == "POST":
        form = WithdrawRelationForm(request.POST)
    context = {"section": "documents", "relation": relation, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/withdraw_relation.html", context, status=status)


def _page(
    request: SignedInRequest,
    document: Document,
    *,
    work: SameWorkForm | None = None,
    relation: RelationForm | None = None,
    status: int = 200,
) -> HttpResponse:
    relations = DocumentRelation.objects.visible_to(request.user).between(document)
    relations = relations.select_related("document", "other", "declared_by")
    context = {
        "section": "documents",
        "document": document,
        "suggestions": open_suggestions(request.user, document),
        "relations": relations.order_by("-id"),
        "work": work or SameWorkForm(user=request.user),
        "relation_form": relation or RelationForm(user=request.user),
        "tabs": document_tabs(document, "relations", request.user),
    }
    return render(request, "documents/relations.html", context, status=status)
