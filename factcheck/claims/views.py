"""Writing claims down and changing what they say. What rests on them is shown in the workbench, in `desk`."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims import actions
from factcheck.claims.actions import ensure_claimant
from factcheck.claims.finders import claim_finder
from factcheck.claims.forms import (
    ClaimForm,
    TermForm,
    TermFormSet,
    claim_initial,
    claim_values,
    terms_as_sent,
    terms_initial,
    terms_of,
    terms_text,
)
from factcheck.claims.models import Appearance, Claim, Claimant, ClaimState
from factcheck.claims.small_forms import AppearanceForm, ClaimantForm, ClaimEditForm, TriageForm, WithdrawalForm
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.passages.forms import VOICE
from factcheck.web.conflict import render_conflict, tell_taken
from factcheck.web.htmx import announce, hx_redirect, render_page_or_fragment, wants_fragment
from factcheck.web.merging import Beside, merge
from factcheck.web.pick import answer_typing

#: What is decided about a claim as a task.
TRIAGED = ("priority", "tags", "assignee", "due_on")


def _claim(request: SignedInRequest, key: int) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(request.user).select_related("claimant", "assignee"), pk=key)


def _page_of(claim: Claim) -> str:
    return reverse("claims:detail", args=[claim.pk])


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_claim(request: SignedInRequest, key: int) -> HttpResponse:
    return _edit_claim(request, key, request.POST if request.method == "POST" else None)


def _edit_claim(request: SignedInRequest, key: int, data: Any, taken: tuple[str, ...] = ()) -> HttpResponse:
    """The form of a claim; sent, and again with what others changed meanwhile, as far as it does not collide."""
    claim = _claim(request, key)
    held = terms_initial(claim)
    initial = claim_initial(claim) | {"version": claim.version, "terms": terms_text(held)}
    form = ClaimEditForm(data, initial=initial)
    terms = TermFormSet(data, prefix="terms", initial=held)
    context = {"section": "claims", "claim": claim, "form": form, "terms": terms, "heard": True}
    if not (form.is_valid() and terms.is_valid()):
        return render(request, "claims/edit.html", context, status=_status(form, terms))
    expected = form.cleaned_data["version"]
    try:
        actions.change_claim(claim=claim, expected=expected, terms=terms_of(terms), by=request.user, **_values(form))
    except StaleVersion as stale:
        return _edit_merged(request, stale, context)
    tell_taken(request, taken)
    return hx_redirect(request, _page_of(claim))


def _edit_merged(request: SignedInRequest, stale: StaleVersion, context: dict[str, Any]) -> HttpResponse:
    """Save again what does not collide; else show both texts."""
    claim, form, terms = _claim(request, stale.current.pk), context["form"], context["terms"]
    held, values = terms_initial(claim), claim_initial(claim)
    yours = terms_text(asdict(term) for term in terms_of(terms))
    beside = [Beside("terms", _("Terms"), yours, terms_text(held), "terms-", terms_as_sent(held, "terms"))]
    merged = merge(form, values, claim.version, beside)
    if not merged.collided:
        return _edit_claim(request, claim.pk, merged.data, tuple(merged.taken))
    return render_conflict(
        request,
        "claims/edit.html",
        context | {"terms": TermFormSet(merged.data, prefix="terms", initial=held)},
        form=form,
        current=claim,
        values=values,
        merged=merged,
        beside=beside,
    )


def _values(form: ClaimForm) -> dict[str, Any]:
    return claim_values(form) | {"claimant": ensure_claimant(form.cleaned_data["claimant"])}


def _status(form: ClaimForm, terms: "forms.BaseFormSet[TermForm]") -> int:
    return 422 if form.is_bound and (form.errors or terms.total_error_count()) else 200


@require_http_methods(["GET", "POST"])
@reviewer_required
def triage_claim(request: SignedInRequest, key: int) -> HttpResponse:
    """Priority, due date, tags and who works on it, changed in place. A new claim is triaged by it."""
    return _triage_claim(request, key, request.POST if request.method == "POST" else None)


def _triage_claim(request: SignedInRequest, key: int, data: Any) -> HttpResponse:
    claim = _claim(request, key)
    form = TriageForm(data, initial={name: getattr(claim, name) for name in (*TRIAGED, "version")})
    context = {"section": "claims", "claim": claim, "form": form}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render_page_or_fragment(request, "claims/triage.html", context, "triage", status)
    chosen = {name: form.cleaned_data[name] for name in TRIAGED}
    try:
        actions.change_claim(claim=claim, expected=form.cleaned_data["version"], by=request.user, **chosen)
        if claim.state == ClaimState.NEW:
            actions.triage_claim(claim=claim, by=request.user)
    except StaleVersion as stale:
        values = claim_initial(_claim(request, key))
        merged = merge(form, values, stale.current.version)
        if not merged.collided:
            return _triage_claim(request, key, merged.data)
        return render_conflict(
            request,
            "claims/triage.html",
            context,
            form=form,
            current=stale.current,
            values=values,
            fragment="triage",
            merged=merged,
        )
    return _triaged(request, claim)


@require_POST
@reviewer_required
def mark_triaged(request: SignedInRequest, key: int) -> HttpResponse:
    """It was looked at and waits; also where research is put off."""
    return _move(request, key, actions.triage_claim, _("The claim waits for somebody to begin."))


@require_POST
@reviewer_required
def take_up_claim(request: SignedInRequest, key: int) -> HttpResponse:
    """Work on a claim that was dropped is wanted after all."""
    return _move(request, key, actions.take_up_again, _("The claim is taken up again."))


def _move(request: SignedInRequest, key: int, move: Callable[..., Claim], done: str) -> HttpResponse:
    claim = _claim(request, key)
    try:
        move(claim=claim, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(_page_of(claim))


def _triaged(request: SignedInRequest, claim: Claim) -> HttpResponse:
    if not wants_fragment(request):
        return hx_redirect(request, _page_of(claim))
    response = render(request, "claims/triage_chips.html", {"claim": claim, "may_write": True, "changed": True})
    retarget(response, "#triage")
    reswap(response, "outerHTML")
    trigger_client_event(response, "board-changed", after="settle")
    return announce(response, _("Changed."))


def _appearance(request: SignedInRequest, key: int) -> Appearance:
    visible = Appearance.objects.visible_to(request.user).standing()
    return get_object_or_404(visible.select_related("claim", "passage__document"), pk=key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_appearance(request: SignedInRequest, key: int) -> HttpResponse:
    """How the claim is said there, and who speaks; a verdict that was sent keeps what it was given."""
    appearance = _appearance(request, key)
    initial = {name: getattr(appearance, name) for name in ("manner", "version", *VOICE)}
    form = AppearanceForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {"section": "claims", "appearance": appearance, "claim": appearance.claim, "form": form}
    if form.is_valid():
        try:
            actions.change_appearance(appearance=appearance, expected=form.cleaned_data["version"], **form.values())
        except StaleVersion as stale:
            return render_conflict(
                request, "claims/edit_appearance.html", context, form=form, current=stale.current, fragment="edit"
            )
        return hx_redirect(request, f"{_page_of(appearance.claim)}#said")
    status = 422 if form.errors else 200
    return render_page_or_fragment(request, "claims/edit_appearance.html", context, "edit", status)


@require_http_methods(["GET", "POST"])
@reviewer_required
def withdraw_appearance(request: SignedInRequest, key: int) -> HttpResponse:
    """Take back that the claim is said there; with a reason once a verdict was sent for review."""
    appearance = _appearance(request, key)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw_appearance(appearance=appearance, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            return hx_redirect(request, f"{_page_of(appearance.claim)}#said")
    context = {"section": "claims", "appearance": appearance, "claim": appearance.claim, "form": form}
    status = 422 if form.errors else 200
    return render_page_or_fragment(request, "claims/withdraw_appearance.html", context, "withdraw", status)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_claimant(request: SignedInRequest, key: int) -> HttpResponse:
    """Who a claimant is, and the source it publishes through."""
    claimant = get_object_or_404(Claimant.objects.select_related("source"), pk=key)
    names = ("name", "description", "is_person", "source", "version")
    initial = {name: getattr(claimant, name) for name in names}
    form = ClaimantForm(
        request.POST if request.method == "POST" else None, initial=initial, claimant=claimant, user=request.user
    )
    context = {"section": "claims", "claimant": claimant, "form": form}
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in names if name != "version"}
        try:
            actions.change_claimant(claimant=claimant, expected=form.cleaned_data["version"], **values)
        except StaleVersion as stale:
            return render_conflict(request, "claims/claimant.html", context, form=form, current=stale.current)
        return hx_redirect(request, f"{reverse('claims:list')}?claimant={claimant.public_id}")
    return render(request, "claims/claimant.html", context, status=422 if form.errors else 200)


@require_GET
def pick_claim(request: SignedInRequest) -> HttpResponse:
    """The claims found for what was typed so far."""
    return answer_typing(request, claim_finder(request.user))
