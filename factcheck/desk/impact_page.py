"""The page `/impact/S-0009/`: every claim, verdict and report that rests on the object."""

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit import registry
from factcheck.database.objects import version_of
from factcheck.desk.impact import Impact, Thing, impact_of, lines, visible_thing
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
    found, page = _paged(thing, request)
    context = {
        "section": "sources" if name.startswith("S-") else "documents",
        "thing": thing,
        "about": name,
        "url": registry.url_of(name),
        "impact": found,
        "page": page,
        "lines": lines(found, request.user),
    }
    return render(request, "desk/impact.html", context)


def _paged(thing: Thing, request: SignedInRequest) -> "tuple[Impact, Page[int]]":
    """How many there are is known only once the page was asked for: one that is none is asked for anew."""
    wanted = version_of(request.GET.get("page", "")) or 1
    found = impact_of(thing, request.user, limit=PER_PAGE, offset=(wanted - 1) * PER_PAGE)
    page = Paginator(range(found.claims), PER_PAGE).get_page(wanted)
    if page.number != wanted:
        found = impact_of(thing, request.user, limit=PER_PAGE, offset=(page.number - 1) * PER_PAGE)
    return found, page
