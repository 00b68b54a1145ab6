"""Documented searches and enquiries: recorded, edited, withdrawn. They stand on the board and never count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.models import Claim
from factcheck.database import partial_dates
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion, key_of
from factcheck.documents.models import Document
from factcheck.evidence import actions
from factcheck.evidence.models import DocumentedSearch, Enquiry, EnquiryTemplate
from factcheck.evidence.page import board_response
from factcheck.evidence.row_forms import EnquiryEditForm, EnquiryForm, SearchEditForm, SearchForm, WithdrawalForm
from factcheck.evidence.template_words import filled
from factcheck.web.conflict import render_conflict
from factcheck.web.htmx import render_page_or_fragment
from factcheck.web.pick import unjudged, wants_to_find

#: Days that a template with a deadline gives for the answer, unless whoever asks says otherwise.
ANSWER_DAYS = 7


@dataclass(frozen=True)
class Sort:
    """One of the two sorts of rows, as far as its pages go."""

    model: type[DocumentedSearch] | type[Enquiry]
    form: type[SearchForm] | type[EnquiryForm]
    edit_form: type[SearchEditForm] | type[EnquiryEditForm]
    record: Callable[..., DocumentedSearch | Enquiry]
    template: str
    recorded: Any
    #: The field that is today's, unless said.
    day: str


SEARCH = Sort(
    DocumentedSearch,
    SearchForm,
    SearchEditForm,
    actions.record_search,
    "evidence/search.html",
    gettext_lazy("Search recorded."),
    "searched",
)
ENQUIRY = Sort(
    Enquiry,
    EnquiryForm,
    EnquiryEditForm,
    actions.record_enquiry,
    "evidence/enquiry.html",
    gettext_lazy("Enquiry recorded."),
    "asked_on",
)


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_search(request: SignedInRequest, claim: int) -> HttpResponse:
    return _new(request, SEARCH, claim)


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_enquiry(request: SignedInRequest, claim: int) -> HttpResponse:
    return _new(request, ENQUIRY, claim)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_search(request: SignedInRequest, key: int) -> HttpResponse:
    return _edit(request, SEARCH, key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_enquiry(request: SignedInRequest, key: int) -> HttpResponse:
    """Also how an answer is recorded."""
    return _edit(request, ENQUIRY, key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def withdraw_search(request: SignedInRequest, key: int) -> HttpResponse:
    return _withdraw(request, SEARCH, key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def withdraw_enquiry(request: SignedInRequest, key: int) -> HttpResponse:
    return _withdraw(request, ENQUIRY, key)


def _new(request: SignedInRequest, sort: Sort, key: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    data = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    initial: dict[str, Any] = {sort.day: partial_dates.parse(today.isoformat()) if sort is SEARCH else today}
    if sort is ENQUIRY:
        initial |= _begun_with(request.GET.get("template", ""), claim)
    form = sort.form(data, initial=initial, user=request.user)
    if wants_to_find(request):
        unjudged(form)
    elif form.is_valid():
        row = sort.record(claim=claim, by=request.user, **form.values())
        return board_response(request, claim, said=str(sort.recorded), changed=row.public_id)
    templates = EnquiryTemplate.objects.all() if sort is ENQUIRY else ()
    return _page(request, sort, {"claim": claim, "form": form, "templates": templates})


def _begun_with(template: str, claim: Claim) -> dict[str, Any]:
    """The question in the words of a template, if one was asked for; where it names a deadline, with that deadline."""
    key = key_of(template, EnquiryTemplate.KIND)
    found = EnquiryTemplate.objects.filter(pk=key).first() if key else None
    if found is None:
        return {}
    claimant = claim.claimant.name if claim.claimant else ""
    deadline = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    values = {"claim": claim.statement, "claimant": claimant, "deadline": date_format(deadline, "j F Y")}
    begun: dict[str, Any] = {"question": filled(found.text, values)}
    return begun | ({"deadline": deadline} if "{deadline}" in found.text else {})


def _row(request: SignedInRequest, sort: Sort, key: int) -> Any:
    rows = sort.model._default_manager.filter(withdrawn_at=None, claim__in=Claim.objects.visible_to(request.user))
    if sort is ENQUIRY:
        # Its answer is that of a document: who may not see the one does not change the other.
        seen = Document.objects.visible_to(request.user)
        rows = rows.filter(Q(answer_document=None) | Q(answer_document__in=seen))
    return get_object_or_404(rows.select_related("claim__claimant"), pk=key)


def _edit(request: SignedInRequest, sort: Sort, key: int) -> HttpResponse:
    row = _row(request, sort, key)
    data = request.POST if request.method == "POST" else None
    form = sort.edit_form(data, initial=_initial(sort, row) | {"version": row.version}, user=request.user)
    context = {"section": "claims", "claim": row.claim, "row": row}
    if wants_to_find(request):
        unjudged(form)
    elif form.is_valid():
        try:
            actions.change_row(row=row, expected=form.cleaned_data["version"], **form.values())
        except StaleVersion as stale:
            values = _initial(sort, stale.current)
            return render_conflict(
                request, sort.template, context, form=form, current=stale.current, values=values, fragment="edit"
            )
        return board_response(request, row.claim, said=_("Changed."), changed=row.public_id)
    return _page(request, sort, context | {"form": form})


def _initial(sort: Sort, row: Any) -> dict[str, Any]:
    initial_of: Callable[[Any], dict[str, Any]] = sort.form.initial_of
    return initial_of(row)


def _withdraw(request: SignedInRequest, sort: Sort, key: int) -> HttpResponse:
    row = _row(request, sort, key)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    context = {"section": "claims", "claim": row.claim, "row": row}
    template = "evidence/withdraw.html"
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw_row(row=row, expected=form.cleaned_data["version"], reason=reason)
        except StaleVersion as stale:
            return render_conflict(request, template, context, form=form, current=stale.current, fragment="withdraw")
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            return board_response(request, row.claim, said=_("Taken off the board."))
    status = 422 if form.errors else 200
    return render_page_or_fragment(request, template, context | {"form": form}, "withdraw", status)


def _page(request: SignedInRequest, sort: Sort, context: dict[str, Any]) -> HttpResponse:
    form: forms.Form = context["form"]
    status = 422 if form.errors else 200
    return render_page_or_fragment(request, sort.template, {"section": "claims"} | context, "edit", status)
