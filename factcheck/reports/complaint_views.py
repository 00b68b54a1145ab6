"""Complaints: the list, what came in, and what the desk made of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import because
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.reports import complaints
from factcheck.reports.complaint_forms import AnsweredForm, ComplaintForm, CorrectionForm, DecisionForm
from factcheck.reports.models import Complaint
from factcheck.reports.notices import standing_notice
from factcheck.verdicts.models import State, Verdict, VerdictQuerySet

PER_PAGE = 50


@require_GET
@reviewer_required
def complaint_list(request: SignedInRequest) -> HttpResponse:
    """Those that wait for a decision first, then by the day they came in."""
    found = _visible(request).select_related("verdict__claim", "decided_by")
    page = Paginator(found.order_by(F("decided_at").desc(nulls_first=True), "-received_on", "-id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "reports/complaints.html", {"section": "reports", "page": page})


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_complaint(request: SignedInRequest, key: int) -> HttpResponseBase:
    verdict = get_object_or_404(
        Verdict.objects.visible_to(request.user).select_related("claim"), pk=key, state__in=complaints.PUBLISHED
    )
    form = ComplaintForm(request.POST or None, initial={"received_on": timezone.now().date()})
    if form.is_valid():
        try:
            complaint = complaints.record_complaint(verdict=verdict, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded. An editor who wrote none of the verdict decides on it."))
            return redirect("reports:complaint", complaint.pk)
    context = {"section": "reports", "verdict": verdict, "form": form}
    return render(request, "reports/complain.html", context, status=422 if form.errors else 200)


@require_GET
@reviewer_required
def complaint(request: SignedInRequest, key: int) -> HttpResponse:
    return _page(request, _complaint(request, key))


@require_POST
@editor_required
def decide(request: SignedInRequest, key: int) -> HttpResponseBase:
    def act(found: Complaint, expected: int, values: dict[str, Any]) -> None:
        with because(values["reason"]):
            complaints.decide_complaint(complaint=found, expected=expected, by=request.user, **values)

    return _act(request, key, "decision_form", DecisionForm(request.POST), act, _("Decided, with your name."))


@require_POST
@reviewer_required
def answered(request: SignedInRequest, key: int) -> HttpResponseBase:
    def act(found: Complaint, expected: int, values: dict[str, Any]) -> None:
        complaints.answer_complaint(complaint=found, expected=expected, **values)

    return _act(request, key, "answered_form", AnsweredForm(request.POST), act, _("Noted."))


@require_POST
@reviewer_required
def mended(request: SignedInRequest, key: int) -> HttpResponseBase:
    def act(found: Complaint, expected: int, values: dict[str, Any]) -> None:
        complaints.link_correction(complaint=found, expected=expected, **values)

    form = CorrectionForm(request.POST, versions=_later_versions(_complaint(request, key)))
    return _act(request, key, "correction_form", form, act, _("Linked."))


@require_http_methods(["GET", "POST"])
@editor_required
def erase(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Ask once, since what is erased does not come back."""
    found = _complaint(request, key)
    refusal = ""
    if request.method == "POST":
        try:
            complaints.erase_complainant(complaint=found, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Erased. The point and the decision stay."))
            return redirect("reports:complaint", key)
    context = {"section": "reports", "complaint": found, "refusal": refusal}
    return render(request, "reports/erase_complainant.html", context, status=409 if refusal else 200)


def _visible(request: SignedInRequest) -> Any:
    return Complaint.objects.filter(verdict__in=Verdict.objects.visible_to(request.user))


def _complaint(request: SignedInRequest, key: int) -> Complaint:
    related = ("verdict__claim__claimant", "recorded_by", "decided_by", "erased_by", "correction")
    found: Complaint = get_object_or_404(_visible(request).select_related(*related), pk=key)
    return found


def _later_versions(found: Complaint) -> VerdictQuerySet:
    about = found.verdict
    return Verdict.objects.filter(claim=about.claim_id, number__gt=about.number).order_by("number")


def _act(
    request: SignedInRequest,
    key: int,
    name: str,
    form: forms.Form,
    act: Callable[[Complaint, int, dict[str, Any]], None],
    done: str,
) -> HttpResponseBase:
    """Do what one of the page's forms asks for, or show the page again with what was refused."""
    found, status = _complaint(request, key), 422
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            act(found, values.pop("version"), values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except StaleVersion:
            form.add_error(None, _("Somebody else has changed this just now. Compare, and save again."))
            found, status = _complaint(request, key), 409
            data = request.POST.copy()
            data["version"] = str(found.version)
            form.data = data
        else:
            messages.success(request, done)
            return redirect("reports:complaint", key)
    return _page(request, found, status=status, **{name: form})


def _page(request: SignedInRequest, found: Complaint, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    user, seen = request.user, {"version": found.version}
    later = _later_versions(found)
    decides, wrote = user.has_role(Role.EDITOR), complaints.written_by(found.verdict).filter(user=user).exists()
    published = Verdict.objects.filter(claim=found.verdict.claim_id, state=State.PUBLISHED).first()
    context = {
        "section": "reports",
        "complaint": found,
        "verdict": found.verdict,
        "claim": found.verdict.claim,
        "published": published,
        "standing": standing_notice(published) if published else None,
        # While readers have the version that the complaint is about, and it may be right.
        "may_tell": decides and published == found.verdict and found.decision != Complaint.Decision.REJECTED,
        "is_author": wrote,
        "may_decide": decides and not wrote and not found.decision,
        "may_erase": decides and not found.erased_at and bool(found.complainant or found.text),
        "may_link": bool(found.decision) and later.exists(),
        "decision_form": DecisionForm(initial=seen),
        "answered_form": AnsweredForm(initial=seen | {"answered_on": found.answered_on or timezone.now().date()}),
        "correction_form": CorrectionForm(initial=seen | {"correction": found.correction_id}, versions=later),
        **given,
    }
    return render(request, "reports/complaint.html", context, status=status)
