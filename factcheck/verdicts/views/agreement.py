"""How far people who rate apart from each other agree: figures by period and scale, and the pairs behind them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.verdicts.agreement_figures import Compared, compared_pairs, figures_of, pairs_as_rows
from factcheck.verdicts.opinion_forms import FiguresForm
from factcheck.web.downloads import csv_download


def _chosen(request: SignedInRequest) -> tuple[FiguresForm, list[Compared]]:
    """The form, and the pairs of what it says; none where it says something impossible."""
    form = FiguresForm(request.GET)
    return form, compared_pairs(request.user, **form.cleaned_data) if form.is_valid() else []


@require_GET
@reviewer_required
def agreement(request: SignedInRequest) -> HttpResponse:
    form, pairs = _chosen(request)
    context = {"section": "desk", "form": form, "figures": figures_of(pairs), "query": request.GET.urlencode()}
    return render(request, "verdicts/opinions/agreement.html", context, status=422 if form.errors else 200)


@require_GET
@reviewer_required
def agreement_pairs(request: SignedInRequest) -> HttpResponse:
    """The pairs as CSV, for the same period and scale."""
    _, pairs = _chosen(request)
    return csv_download(pairs_as_rows(pairs), "agreement-pairs.csv")
