"""Writing a claim down that no document holds yet, with what the desk has answered before beside it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.actions import create_claim, ensure_claimant
from factcheck.claims.forms import ClaimForm, TermFormSet, claim_values, terms_of
from factcheck.desk.answered import chosen_relations, link_as_chosen
from factcheck.desk.answered_pages import closest_context
from factcheck.web.htmx import hx_redirect
from factcheck.web.pick import unjudged


@require_http_methods(["GET", "POST"])
@reviewer_required
def new_claim(request: SignedInRequest) -> HttpResponse:
    """A claim that no document holds yet: heard on the radio, at a rally."""
    data = request.POST if request.method == "POST" else None
    form, terms = ClaimForm(data), TermFormSet(data, prefix="terms")
    context = {"section": "claims", "form": form, "terms": terms, "heard": True, "closest": True}
    if "check" in request.POST:
        # Without script: the same form with the answers, and no word yet about what is missing.
        unjudged(form)
        context |= closest_context(request, request.POST.get("statement", ""))
        return render(request, "claims/new.html", context)
    if form.is_valid() and terms.is_valid():
        values = claim_values(form) | {"claimant": ensure_claimant(form.cleaned_data["claimant"])}
        claim = create_claim(by=request.user, terms=terms_of(terms), **values)
        link_as_chosen(claim, chosen_relations(request.POST.dict()), request.user)
        return hx_redirect(request, reverse("claims:detail", args=[claim.pk]))
    if form.is_bound:
        context |= closest_context(request, request.POST.get("statement", ""))
    status = 422 if form.is_bound and (form.errors or terms.total_error_count()) else 200
    return render(request, "claims/new.html", context, status=status)
