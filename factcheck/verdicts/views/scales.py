"""Rating scales: which versions there are, the next one, and which is offered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, admin_required
from factcheck.verdicts.forms import LabelRows, ScaleForm, labels_of
from factcheck.verdicts.models import RatingScale
from factcheck.verdicts.scales import activate_scale, publish_scale, ratings_of


@require_GET
@admin_required
def scale_list(request: SignedInRequest) -> HttpResponse:
    scales = RatingScale.objects.prefetch_related("ratings").order_by("-is_current", "name", "-number")
    rows = [(scale, ratings_of(scale).all) for scale in scales]
    return render(request, "verdicts/scales.html", {"scales": rows})


@require_http_methods(["GET", "POST"])
@admin_required
def new_scale(request: SignedInRequest) -> HttpResponseBase:
    """The next version of a scale, begun from the one that is offered now."""
    posted = request.POST if request.method == "POST" else None
    current = RatingScale.objects.filter(is_current=True).prefetch_related("ratings").first()
    form = ScaleForm(posted, initial={"name": current.name if current else ""})
    rows = LabelRows(posted, prefix="rows", initial=_labels(current) if posted is None else None)
    if posted is not None and form.is_valid() and rows.is_valid():
        scale = publish_scale(name=form.cleaned_data["name"], labels=labels_of(rows))
        messages.success(
            request, _("%(scale)s is offered from now on. Verdicts keep the labels they have.") % {"scale": scale}
        )
        return redirect("verdicts:scales")
    failed = posted is not None
    return render(request, "verdicts/new_scale.html", {"form": form, "rows": rows}, status=422 if failed else 200)


def _labels(scale: RatingScale | None) -> list[dict[str, Any]]:
    ratings = ratings_of(scale).all if scale else ()
    return [{"label": rating.label, "value": rating.value, "meaning": rating.meaning} for rating in ratings]


@require_POST
@admin_required
def make_current(request: SignedInRequest, key: int) -> HttpResponseBase:
    scale = get_object_or_404(RatingScale, pk=key)
    activate_scale(scale=scale)
    messages.success(request, _("%(scale)s is offered from now on.") % {"scale": scale})
    return redirect("verdicts:scales")
