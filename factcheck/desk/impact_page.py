"""The page `/impact/S-0009/`: every claim, verdict and report that rests on the object."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit import registry
from factcheck.desk.impact import impact_of, lines, visible_thing
from factcheck.evidence.resting import KINDS

PER_PAGE = 50


@require_safe
def impact(request: SignedInRequest, public: str) -> HttpResponse:
    name = registry.normal(public)
    if name is None or name.partition("-")[0] not in KINDS:
        raise Http404
    if name != public:
        return redirect("desk:impact", name)
    thing = visible_thing(name, request.user)
    if thing is None:
        raise Http404
    found = impact_of(thing, request.user)
    page = Paginator(found.claims, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "sources" if name.startswith("S-") else "documents",
        "thing": thing,
        "about": name,
        "url": registry.url_of(name),
        "impact": found,
        "page": page,
        "lines": lines(found, list(page.object_list), request.user),
    }
    return render(request, "desk/impact.html", context)
