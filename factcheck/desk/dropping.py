"""Giving up the work on a claim: a page of the desk, since its verdicts have a say."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.audit.context import because
from factcheck.claims.actions import DropReasonMissing
from factcheck.claims.models import Claim
from factcheck.claims.small_forms import DropForm
from factcheck.database.errors import Refused
from factcheck.verdicts.dropping import drop_unjudged
from factcheck.web.htmx import hx_redirect, render_page_or_fragment


@require_http_methods(["GET", "POST"])
@reviewer_required
def drop_claim(request: SignedInRequest, key: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            with because(reason.strip()):
                drop_unjudged(claim=claim, by=request.user, reason=reason)
        except Refused as refusal:
            form.add_error("reason" if isinstance(refusal, DropReasonMissing) else None, str(refusal))
        else:
            return hx_redirect(request, reverse("claims:detail", args=[claim.pk]))
    context = {"section": "claims", "claim": claim, "form": form}
    return render_page_or_fragment(request, "claims/drop.html", context, "drop", 422 if form.errors else 200)
