"""What happens to a verdict after the decision: reopened, revised, withdrawn."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, editor_required, reviewer_required
from factcheck.audit.context import because
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.verdicts import actions
from factcheck.verdicts.forms import ReopeningForm, RevisionForm, WithdrawalForm
from factcheck.verdicts.models import State, Verdict
from factcheck.verdicts.views.reviewing import refuse, visible_verdict


@require_http_methods(["GET", "POST"])
@reviewer_required
def revise(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Begin the next version of a published verdict, with what its readers are told."""
    verdict, form = visible_verdict(request, key), RevisionForm(_posted(request))

    def begin() -> HttpResponseBase:
        revision = actions.revise_verdict(verdict=verdict, by=request.user, **form.cleaned_data)
        return redirect("verdicts:edit", revision.pk)

    return _ask(request, "verdicts/revise.html", verdict, form, begin, {State.PUBLISHED})


@require_http_methods(["GET", "POST"])
@editor_required
def withdraw(request: SignedInRequest, key: int) -> HttpResponseBase:
    verdict, form = visible_verdict(request, key), WithdrawalForm(_posted(request))

    def take_back() -> HttpResponseBase:
        with because(form.cleaned_data["note"]):
            actions.withdraw_verdict(verdict=verdict, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Withdrawn. The note stays with the report."))
        return redirect("verdicts:detail", key)

    return _ask(request, "verdicts/withdraw.html", verdict, form, take_back, {State.PUBLISHED, State.APPROVED})


@require_http_methods(["GET", "POST"])
@editor_required
def reopen(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Take an approval back before anything is published."""
    verdict, form = visible_verdict(request, key), ReopeningForm(_posted(request))

    def give_back() -> HttpResponseBase:
        with because(form.cleaned_data["reason"]):
            actions.reopen_approved(verdict=verdict, by=request.user)
        messages.success(request, _("Returned to its author."))
        return redirect("verdicts:detail", key)

    return _ask(request, "verdicts/reopen.html", verdict, form, give_back, {State.APPROVED})


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _ask(
    request: SignedInRequest,
    template: str,
    verdict: Verdict,
    form: forms.Form,
    act: Callable[[], HttpResponseBase],
    states: set[State],
) -> HttpResponseBase:
    """The small page that asks, until it is answered; then the act, or why it was refused.

    In other states than `states` nothing is asked that would then be refused.
    """
    if not form.is_bound and verdict.state not in states:
        return redirect("verdicts:detail", verdict.pk)
    if form.is_valid():
        try:
            return act()
        except (Refused, StaleVersion) as refusal:
            return refuse(request, verdict, refusal)
    context = {"section": "claims", "verdict": verdict, "claim": verdict.claim, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
