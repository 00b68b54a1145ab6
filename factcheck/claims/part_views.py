"""Writing down a part of a claim, or one way of reading it; making one of a claim that is there, and taking it out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.actions import ensure_claimant
from factcheck.claims.finders import claim_finder
from factcheck.claims.forms import ClaimForm, TermFormSet, claim_initial, claim_values, terms_of
from factcheck.claims.models import Claim
from factcheck.claims.parts import add_part, add_reading, attach_part, detach_part
from factcheck.claims.small_forms import WithdrawalForm
from factcheck.database.errors import Refused
from factcheck.web.htmx import hx_redirect, render_page_or_fragment
from factcheck.web.pick import PickField, unjudged, wants_to_find
from factcheck.web.words import says_something


class ReadingForm(ClaimForm):
    """A claim, and how the words of the one above it are read in it."""

    reading = forms.CharField(
        label=_("The words, read so"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Which meaning of the words this is, such as “taken as a count of people, not of visits”."),
    )

    field_order = ["reading"]


class AttachForm(forms.Form):
    """A claim that is there, and what it is to the one that it is attached to."""

    PART, READING = "part", "reading"

    kind = forms.ChoiceField(
        label=_("It is"),
        choices=[
            (PART, _("a part: something that the claim asserts among other things")),
            (READING, _("a reading: the whole claim, with its words read in one way")),
        ],
        initial=PART,
        widget=forms.RadioSelect,
    )
    reading = forms.CharField(
        label=_("The words, read so"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("For a reading only: which meaning of the words this is."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"] = PickField(
            finder=claim_finder(user), label=_("Claim"), help_text=_("By its number, or by words of it.")
        )
        self.order_fields(["part"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == self.READING and not says_something(data.get("reading") or ""):
            self.add_error("reading", _("Say how the words are read."))
        return data

    def values(self) -> dict[str, Any]:
        """For `attach_part`, from a valid form."""
        data = self.cleaned_data
        return {"part": data["part"], "reading": data["reading"] if data["kind"] == self.READING else ""}


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


@require_http_methods(["GET", "POST"])
@reviewer_required
def attach(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Make a claim that is there a part of this one, or a reading of it."""
    parent = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    form = AttachForm(request.POST if request.method == "POST" else None, user=request.user)
    if wants_to_find(request):
        unjudged(form)
    elif form.is_valid():
        try:
            part = attach_part(parent=parent, **form.values())
        except Refused as refusal:
            form.add_error("part", str(refusal))
        else:
            messages.success(request, _("Attached: %(part)s.") % {"part": part.public_id})
            return hx_redirect(request, f"{reverse('claims:detail', args=[parent.pk])}#parts")
    context = {"section": "claims", "claim": parent, "form": form}
    return render_page_or_fragment(request, "claims/parts/attach.html", context, "attach", 422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@reviewer_required
def detach(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Take a part or a reading out of the claim above it; with a reason once a verdict there was sent for review."""
    parts = Claim.objects.visible_to(request.user).exclude(parent=None).select_related("parent")
    part = get_object_or_404(parts, pk=key)
    assert part.parent is not None, "those without are left out"
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            detach_part(part=part, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("%(part)s is a claim by itself now.") % {"part": part.public_id})
            return hx_redirect(request, f"{reverse('claims:detail', args=[part.parent.pk])}#parts")
    context = {"section": "claims", "part": part, "claim": part.parent, "form": form}
    return render_page_or_fragment(request, "claims/parts/detach.html", context, "detach", 422 if form.errors else 200)
