"""`/desk/figures/`: the figures with a table beneath each, and each table as CSV."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.desk.figures import judgement, second_looks, work
from factcheck.desk.figures.bars import chart_of
from factcheck.desk.figures.figure import Cell, Days, Figure, plain
from factcheck.web.downloads import csv_download
from factcheck.web.period import Period, PeriodForm

#: In the order of the page, by the name in the address of its CSV.
FIGURES: Mapping[str, Callable[[User, Period], Figure]] = MappingProxyType(
    {
        "stages": work.stages,
        "open": work.open_work,
        "ratings": judgement.ratings,
        "topics": judgement.topics,
        "sources": judgement.sources,
        "grades": judgement.grades,
        "returns": second_looks.returns,
        "agreement": second_looks.agreement,
        "overrides": second_looks.overrides,
        "corrections": work.corrections,
        "suggestions": second_looks.suggestions,
    }
)


@require_GET
@reviewer_required
def figures(request: SignedInRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    found = [figure(request.user, form.period()) for figure in FIGURES.values()]
    context = {
        "section": "desk",
        "form": form,
        "figures": [(figure, chart_of(figure, said), figure.table(said)) for figure in found],
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/figures.html", context, status=422 if form.errors else 200)


def said(cell: Cell) -> str:
    """As people read it, in their language."""
    if isinstance(cell, Days):
        return _lasting(cell)
    return number_format(cell, 1, use_l10n=True) if isinstance(cell, float) else plain(cell)


def _lasting(days: Days) -> str:
    if days >= 1:
        return _("%(n)s days") % {"n": number_format(days, 1, use_l10n=True)}
    if days * 24 >= 1:
        return _("%(n)s hours") % {"n": number_format(days * 24, 1, use_l10n=True)}
    return _("under an hour")


@require_GET
@reviewer_required
def figure_as_csv(request: SignedInRequest, key: str) -> HttpResponse:
    if key not in FIGURES:
        raise Http404
    figure = FIGURES[key](request.user, PeriodForm(request.GET).period())
    return csv_download(figure.rows(), f"{key}.csv")
