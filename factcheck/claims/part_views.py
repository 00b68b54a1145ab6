"""Writing down a part of a claim, or one way of reading it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.actions import ensure_claimant
from factcheck.claims.forms import ClaimForm, TermFormSet, claim_initial, claim_values, terms_of
from factcheck.claims.models import Claim
from factcheck.claims.parts import add_part, add_reading
from factcheck.database.errors import Refused
from factcheck.web.htmx import hx_redirect


class ReadingForm(ClaimForm):
    """A claim, and how the words of the one above it are read in it."""

    reading = forms.CharField(
        label=_("The words, read so"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Which meaning of the words this is, such as “taken as a count of people, not of visits”."),
    )

    field_order = ["reading"]


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_part(request: SignedInRequest, key: int) -> HttpResponse:
    """A claim of its own, for something that the claim above it asserts among other things."""
    return _new(request, key, as_reading=False)


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_reading(request: SignedInRequest, key: int) -> HttpResponse:
    """The same statement, read in one of the ways in which it can be."""
    return _new(request, key, as_reading=True)


def _new(request: SignedInRequest, key: int, *, as_reading: bool) -> HttpResponse:
    parent = get_object_or_404(Claim.objects.visible_to(request.user).select_related("claimant"), pk=key)
    data = request.POST if request.method == "POST" else None
    form = (ReadingForm if as_reading else ClaimForm)(data, initial=_initial(parent, as_reading=as_reading))
    terms = TermFormSet(data, prefix="terms")
    if form.is_valid() and terms.is_valid():
        values = claim_values(form) | {"claimant": ensure_claimant(form.cleaned_data["claimant"])}
        try:
            part = _add(parent, request, values | {"terms": terms_of(terms)}, form.cleaned_data.get("reading"))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return hx_redirect(request, reverse("claims:detail", args=[part.pk]))
    context = {"section": "claims", "claim": parent, "form": form, "terms": terms, "as_reading": as_reading}
    status = 422 if form.is_bound and (form.errors or terms.total_error_count()) else 200
    return render(request, "claims/parts/new.html", context, status=status)


def _add(parent: Claim, request: SignedInRequest, values: dict[str, Any], reading: str | None) -> Claim:
    if reading is None:
        return add_part(parent=parent, by=request.user, **values)
    return add_reading(parent=parent, by=request.user, reading=reading, **values)


def _initial(parent: Claim, *, as_reading: bool) -> dict[str, Any]:
    """What the form of a new part begins with. A reading begins with the whole claim, scope and all."""
    taken = claim_initial(parent) | {"why_checked": "", "heard_where": "", "heard_words": ""}
    if as_reading:
        return taken
    names = ("claimant", "made", "language", "priority", "assignee", "tags")
    return {name: taken[name] for name in names}
