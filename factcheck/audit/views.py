from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit import registry
from factcheck.audit.filters import EntryFilter
from factcheck.audit.history import may_read_any, may_see, prepare
from factcheck.audit.models import Entry
from factcheck.audit.paging import page_of


@require_safe
def entry_list(request: SignedInRequest) -> HttpResponse:
    """Everything that was changed here, by whom and why."""
    form = EntryFilter(request.GET)
    entries = form.narrow(Entry.objects.readable_by(request.user))
    page = page_of(entries, request.GET, by=form.order)
    context = {
        "section": "audit",
        "form": form,
        "steps": prepare(page.rows, request.user),
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "audit/list.html", context)


@require_safe
def object_history(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Everything that happened to one object and what belongs to it."""
    public = registry.normal(public_id)
    if public is None or not may_see(public, request.user):
        raise Http404
    page = page_of(Entry.objects.about(public).readable_by(request.user), request.GET, by="moment")
    steps = prepare(page.rows, request.user)
    # What nobody told this person of is not there: neither by its own page nor by its history.
    if not steps and (not request.GET or not may_read_any(public, request.user)):
        raise Http404
    kind, key = registry.split(public) or ("", 0)
    known = registry.of_kind(kind)
    context = {
        "section": "audit",
        "public_id": public,
        "label": known.label if known else "",
        "url": known.url(key) if known else None,
        "steps": steps,
        "page": page,
    }
    return render(request, "audit/history.html", context)
