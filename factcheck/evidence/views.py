"""What is done on the board of a claim, card by card. Each answers with the board, changed in place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion
from factcheck.evidence import actions
from factcheck.evidence.board import in_sentence
from factcheck.evidence.forms import EvidenceForm, as_day, change_values, evidence_initial, link_values
from factcheck.evidence.models import DateOf, Evidence, Kept, Stance
from factcheck.evidence.page import board_response
from factcheck.evidence.row_forms import WithdrawalForm
from factcheck.passages.attribution import guess_voice
from factcheck.passages.forms import voice_initial
from factcheck.passages.models import Passage
from factcheck.web.conflict import VersionField, render_conflict
from factcheck.web.htmx import render_page_or_fragment


class EvidenceEditForm(EvidenceForm):
    version = VersionField()


def evidence_of(request: SignedInRequest, key: int) -> Evidence:
    visible = Evidence.objects.visible_to(request.user).standing()
    related = ("claim__claimant", "passage__document__source", "passage__extraction__capture")
    return get_object_or_404(visible.select_related(*related), pk=key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit_evidence(request: SignedInRequest, key: int) -> HttpResponse:
    """Stance, weight, voice, rationale, credibility, date, value."""
    evidence = evidence_of(request, key)
    initial = evidence_initial(evidence) | {"version": evidence.version}
    data = request.POST if request.method == "POST" else None
    form = EvidenceEditForm(data, claim=evidence.claim, initial=initial)
    context = form_context(evidence.claim, evidence.passage) | {"evidence": evidence}
    if form.is_valid():
        try:
            values = change_values(form)
            actions.change_evidence(evidence=evidence, expected=form.cleaned_data["version"], **values)
        except StaleVersion as stale:
            values = evidence_initial(evidence_of(request, key))
            return render_conflict(
                request, "evidence/edit.html", context, form=form, current=stale.current, values=values, fragment="edit"
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return board_response(request, evidence.claim, said=_("Changed."), changed=evidence.public_id)
    return form_page(request, "evidence/edit.html", context | {"form": form})


@require_http_methods(["GET", "POST"])
@reviewer_required
def withdraw_evidence(request: SignedInRequest, key: int) -> HttpResponse:
    """Take a card off the board: at once while nothing was submitted, and then with a reason."""
    evidence = evidence_of(request, key)
    data = request.POST if request.method == "POST" else None
    form = WithdrawalForm(data, initial={"version": evidence.version})
    context = form_context(evidence.claim, evidence.passage) | {"evidence": evidence}
    if form.is_valid():
        reason, expected = form.cleaned_data["reason"], form.cleaned_data["version"]
        try:
            actions.withdraw_evidence(evidence=evidence, by=request.user, expected=expected, reason=reason)
        except StaleVersion as stale:
            return render_conflict(
                request, "evidence/withdraw.html", context, form=form, current=stale.current, fragment="withdraw"
            )
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            removed = None if reason else evidence
            return board_response(request, evidence.claim, said=_("Taken off the board."), removed=removed)
    return form_page(request, "evidence/withdraw.html", context | {"form": form}, "withdraw")


@require_POST
@reviewer_required
def undo_removal(request: SignedInRequest, key: int) -> HttpResponse:
    """Put a card back that was removed without a reason."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("claim__claimant"), pk=key)
    try:
        actions.restore_evidence(evidence=evidence)
    except Refused as refused:
        return board_response(request, evidence.claim, said="", problem=str(refused))
    return board_response(request, evidence.claim, said=_("Put back."), changed=evidence.public_id)


def _kept(request: SignedInRequest, key: int) -> Kept:
    waiting = Kept.objects.filter(
        settled_at=None, claim__isnull=False, passage__in=Passage.objects.visible_to(request.user)
    )
    related = ("claim__claimant", "passage__document__source", "passage__extraction__capture")
    return get_object_or_404(waiting.select_related(*related), pk=key)


@require_http_methods(["GET", "POST"])
@reviewer_required
def judge_kept(request: SignedInRequest, key: int) -> HttpResponse:
    """Make a kept passage evidence; what the words around it show is filled in for the person to confirm."""
    kept = _kept(request, key)
    assert kept.claim is not None
    stance = request.GET.get("stance", "")
    initial = _first_values(kept.passage) | {"stance": stance if stance in Stance.values else Stance.CONTEXT}
    form = EvidenceForm(request.POST if request.method == "POST" else None, claim=kept.claim, initial=initial)
    if form.is_valid():
        try:
            evidence = actions.link_evidence(
                claim=kept.claim, passage=kept.passage, by=request.user, **link_values(form)
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return board_response(request, kept.claim, said=_("Linked."), changed=evidence.public_id)
    context = form_context(kept.claim, kept.passage) | {"kept": kept, "form": form}
    return form_page(request, "evidence/edit.html", context)


@require_POST
@reviewer_required
def put_away_kept(request: SignedInRequest, key: int) -> HttpResponse:
    """Take a kept passage out of the tray, unused."""
    kept = _kept(request, key)
    assert kept.claim is not None
    actions.put_away(kept=kept)
    return board_response(request, kept.claim, said=_("Put away."), changed="kept")


def _first_values(passage: Passage) -> dict[str, Any]:
    document = passage.document
    guess = guess_voice(passage.extraction.text, passage.start, passage.end, language=document.language or "en")
    dated = {"dated": as_day(document.published_on), "date_of": DateOf.PUBLISHED} if document.published_on else {}
    return voice_initial(guess) | dated


def form_context(claim: Claim, passage: Passage) -> dict[str, Any]:
    return {"section": "claims", "claim": claim, "passage": passage, "words": in_sentence(passage)}


def form_page(request: SignedInRequest, template: str, context: dict[str, Any], fragment: str = "edit") -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render_page_or_fragment(request, template, context, fragment, status)
