"""Pages on what was answered before: while a claim is typed, of one claim, of one earlier check."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.claims.linking import link_claims, withdraw_link
from factcheck.claims.models import Claim, ClaimLink, EarlierCheck
from factcheck.database.errors import Refused
from factcheck.database.objects import key_of
from factcheck.desk.answered import (
    SHORTEST,
    chosen_relations,
    closest_answers,
    linked_with,
    mark_here,
    named,
    our_answers,
)
from factcheck.search.state import state
from factcheck.web.htmx import hx_redirect, wants_fragment


@require_GET
def closest(request: SignedInRequest) -> HttpResponse:
    """The closest claims and earlier checks to what is typed; as a page, with a field to type into."""
    text = request.GET.get("statement", "").replace("\x00", "")
    context = {"section": "claims", "statement": text} | closest_context(request, text, request.GET.get("here", ""))
    template = "claims/closest.html" if wants_fragment(request) else "claims/closest_page.html"
    response = render(request, template, context | {"linking": wants_fragment(request)})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def closest_context(request: SignedInRequest, text: str, here: str = "") -> dict[str, Any]:
    """What `claims/closest.html` shows. `here`: where selected words are marked as an appearance."""
    chosen = chosen_relations((request.POST if request.method == "POST" else request.GET).dict())
    return {
        "answers": [replace(one, chosen=chosen.get(one.number, "")) for one in closest_answers(text, request.user)],
        "asked": len(text.strip()) >= SHORTEST,
        "here": mark_here(here),
        "search_state": state("claims").said,
    }


class LinkForm(forms.Form):
    """What a claim has to do with another one, or with an earlier check."""

    kind = forms.ChoiceField(label=_("This claim"), choices=ClaimLink.Kind.choices)
    other = forms.CharField(
        label=_("Number"), max_length=30, help_text=_("Of a claim, such as C-0017, or of an earlier check: EC-0017.")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_other(self) -> tuple[Claim | None, EarlierCheck | None]:
        found = named(self.cleaned_data["other"], self.user)
        if not any(found):
            raise forms.ValidationError(_("There is no claim and no earlier check of this number."))
        return found


@require_http_methods(["GET", "POST"])
@reviewer_required
def links(request: SignedInRequest, key: int) -> HttpResponse:
    """What may answer a claim already, and linking it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    form = LinkForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        other, earlier = form.cleaned_data["other"]
        values = {name: form.cleaned_data[name] for name in ("kind", "note")}
        try:
            link_claims(claim=claim, other=other, earlier=earlier, by=request.user, **values)
        except Refused as refused:
            form.add_error("other", str(refused))
        else:
            return hx_redirect(request, f"{reverse('claims:detail', args=[claim.pk])}#answered")
    linked = linked_with(claim)
    here = {one.answer.number for one in linked}
    context = {
        "section": "claims",
        "claim": claim,
        "form": form,
        "linked": linked,
        "answers": [
            answer
            for answer in closest_answers(claim.statement, request.user, leave_out=[claim.pk], limit=10)
            if answer.number not in here
        ],
        "kinds": ClaimLink.Kind.choices,
        "search_state": state("claims").said,
    }
    return render(request, "claims/links.html", context, status=422 if form.errors else 200)


@require_POST
@reviewer_required
def link_withdraw(request: SignedInRequest, key: int) -> HttpResponse:
    """Take a link back; taken back before, there is nothing left to do."""
    visible = Claim.objects.visible_to(request.user)
    link = get_object_or_404(ClaimLink.objects.filter(claim__in=visible), pk=key)
    with suppress(Refused):
        withdraw_link(link=link, by=request.user)
    # Back to the page it was asked from, which may be that of the other end.
    came_from = key_of(request.POST.get("from", ""), Claim.KIND)
    page = came_from if came_from and came_from == link.other_id else link.claim_id
    return hx_redirect(request, f"{reverse('claims:detail', args=[page])}#answered")


@require_GET
def earlier_detail(request: SignedInRequest, key: int) -> HttpResponse:
    """One earlier check, and the claims of the desk that it was linked with."""
    check = get_object_or_404(EarlierCheck.objects.visible_to(request.user).select_related("imported_by"), pk=key)
    mine = list(ClaimLink.objects.filter(earlier=check, withdrawn_at=None).select_related("claim__claimant"))
    claims = our_answers([link.claim for link in mine])
    context = {
        "section": "claims",
        "check": check,
        "linked": [(link.get_kind_display(), claims[link.claim.public_id]) for link in mine],
        "may_write": request.user.has_role(Role.REVIEWER),
    }
    return render(request, "claims/earlier/detail.html", context)
