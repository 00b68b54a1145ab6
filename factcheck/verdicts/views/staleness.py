"""What may have made verdicts stale: the list, and the page on which a person says what it means."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import because
from factcheck.audit.history import subject_of
from factcheck.database.errors import Refused
from factcheck.evidence.resting import KINDS
from factcheck.verdicts.forms import RevisionForm, StaleForm
from factcheck.verdicts.models import StaleItem, State, Verdict
from factcheck.verdicts.panel import is_author
from factcheck.verdicts.stale_answers import begin_revision_for, give_back_for
from factcheck.verdicts.staleness import Answer, answer_stale, as_told

PER_PAGE = 50


@require_GET
def stale_list(request: SignedInRequest) -> HttpResponse:
    """Everything that nobody has answered, the oldest first."""
    items = _visible(request).open().select_related("verdict__claim", "raised_by")
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = as_told(page.object_list, request.user)
    return render(request, "verdicts/stale_list.html", {"section": "desk", "page": page})


@require_http_methods(["GET", "POST"])
@reviewer_required
def stale(request: SignedInRequest, key: int) -> HttpResponseBase:
    """One cause, and the two ways to answer it: it stands, or it is written anew."""
    related = ("verdict__claim__claimant", "verdict__rating__scale", "raised_by", "answered_by")
    item = get_object_or_404(_visible(request).select_related(*related), pk=key)
    as_told([item], request.user)
    way = request.POST.get("do", "")
    given = request.POST if request.method == "POST" else None
    form: forms.Form = (RevisionForm if way == "revise" else StaleForm)(given)
    if form.is_valid():
        try:
            with because(form.cleaned_data["note"]):
                return _answer(request, item, way, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = _context(request, item) | {"revision_form" if way == "revise" else "form": form, "way": way}
    return render(request, "verdicts/stale.html", context, status=422 if form.errors else 200)


def _visible(request: SignedInRequest) -> Any:
    return StaleItem.objects.filter(verdict__in=Verdict.objects.visible_to(request.user))


def _answer(request: SignedInRequest, item: StaleItem, way: str, values: dict[str, Any]) -> HttpResponseBase:
    by, note = request.user, values["note"]
    if way == "revise":
        revision = begin_revision_for(item=item, kind=values["kind"], note=note, by=by)
        return redirect("verdicts:edit", revision.pk)
    if way == "give_back":
        give_back_for(item=item, note=note, by=by)
        messages.success(request, _("Given back to its author."))
        return redirect("verdicts:detail", item.verdict_id)
    answer_stale(item=item, answer=Answer.REVISED if way == "revised" else Answer.REAFFIRMED, note=note, by=by)
    messages.success(request, _("Noted, with your name."))
    return redirect("claims:detail", item.verdict.claim_id)


def _context(request: SignedInRequest, item: StaleItem) -> dict[str, Any]:
    user, verdict = request.user, item.verdict
    is_open = not item.answer
    decides, wrote = user.has_role(Role.EDITOR), is_author(verdict, user)
    revision = verdict.claim.verdicts.open().exclude(pk=verdict.pk).first()
    published = verdict.state == State.PUBLISHED
    return {
        "section": "desk",
        "item": item,
        "verdict": verdict,
        "claim": verdict.claim,
        "revision": revision,
        "is_author": wrote,
        "moved": subject_of(item.about),
        "has_impact": item.about.partition("-")[0] in KINDS,
        "form": StaleForm(),
        "revision_form": RevisionForm(),
        "may_reaffirm": is_open and decides and not wrote,
        "may_revise": is_open and published and revision is None,
        "may_point": is_open and revision is not None,
        "may_give_back": is_open and decides and verdict.state == State.APPROVED,
    }
