"""Answering suggested words on the page of a claim: one press each. What was done is said, and can be undone.

With script the suggestion gives way to a line that says what became of it, the board beside it is drawn anew, and
the next suggestion has the focus. Without, the page of suggestions comes back with the same line at its top.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import retarget, trigger_client_event

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.audit.context import name_action
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.desk.offers import Offer, offer_of
from factcheck.desk.proposals import Proposal, anchor_of
from factcheck.desk.suggestion_words import claim_of, outdated, proposed, words_shown
from factcheck.desk.suggestions import render_suggestions, what_became
from factcheck.desk.workbench import appearances_of, in_their_words
from factcheck.evidence.answering import Decision, answer_suggestion, take_back_answer
from factcheck.evidence.models import EvidenceSuggestion, Stance
from factcheck.evidence.page import board_context
from factcheck.web.htmx import announce, render_page_or_fragment, wants_fragment

#: What a button answers -> what is remembered.
DECISIONS = {
    "said_here": Decision.SAID_HERE,
    **dict.fromkeys(Stance.values, Decision.LINKED),
    "keep": Decision.KEPT,
    "dismiss": Decision.DISMISSED,
}


@require_POST
@reviewer_required
def answer(request: SignedInRequest, key: int) -> HttpResponse:
    """Do with the words what was pressed."""
    claim = claim_of(request, key)
    proposal, extraction = proposed(request, request.POST, claim)
    decision = DECISIONS.get(request.POST.get("answer", ""))
    if proposal is None or extraction is None or decision is None:
        return outdated(request, claim)
    words = words_shown(request.POST, proposal, extraction)
    name_action("evidence:suggestion_dismissed" if decision == Decision.DISMISSED else "evidence:suggestion_used")
    try:
        given = answer_suggestion(
            claim=claim,
            extraction=extraction,
            start=proposal.start,
            end=proposal.end,
            rank=proposal.rank,
            score=proposal.score,
            reasons=proposal.reasons,
            detector=proposal.detector,
            decision=decision,
            by=request.user,
            stance=request.POST["answer"] if decision == Decision.LINKED else "",
            words=words,
        )
    except Refused as refused:
        return _refused(request, claim, offer_of(claim, proposal, extraction, words=words), str(refused))
    if not wants_fragment(request):
        there = reverse("claims:suggestions", args=[claim.pk])
        return HttpResponseRedirect(f"{there}?answered={given.public_id}#suggestions-title")
    return _answered(request, claim, given, proposal)


def _answered(request: SignedInRequest, claim: Claim, given: EvidenceSuggestion, proposal: Proposal) -> HttpResponse:
    said = what_became(given)
    context = {"claim": claim, "answer": given, "proposal": proposal, "said": said, **_changed(request, claim, given)}
    response = render(request, "desk/suggestions/answered.html", context)
    if given.decision != Decision.DISMISSED:
        trigger_client_event(response, "board-changed", after="settle")
    return announce(response, said)


def _changed(request: SignedInRequest, claim: Claim, given: EvidenceSuggestion) -> dict[str, Any]:
    """What else of the page is another one now: the board, or where the claim was said."""
    if given.decision == Decision.DISMISSED:
        return {}
    if given.decision != Decision.SAID_HERE:
        return {"board_too": True, **board_context(claim, request.user)}
    claim.refresh_from_db()
    appearances = appearances_of(claim, request.user)
    return {
        "said_too": True,
        "may_write": True,
        "appearances": appearances,
        "said_in": len({one.appearance.passage.document_id for one in appearances}),
        "in_their_words": in_their_words(appearances),
    }


def _refused(request: SignedInRequest, claim: Claim, offer: Offer, problem: str) -> HttpResponse:
    context = {"section": "claims", "claim": claim, "offer": offer, "problem": problem, "may_write": True}
    response = render_page_or_fragment(request, "desk/suggestions/one.html", context, "suggestion", status=422)
    return announce(response, problem)


@require_POST
@reviewer_required
def undo(request: SignedInRequest, key: int, answer_key: int) -> HttpResponse:
    """Take an answer back; the words are suggested again."""
    claim = claim_of(request, key)
    answers = EvidenceSuggestion.objects.visible_to(request.user).filter(claim=claim)
    given = get_object_or_404(answers.select_related("claim"), pk=answer_key)
    anchor = anchor_of(given.extraction_id, given.start, given.end)
    name_action("evidence:suggestion_undone")
    try:
        take_back_answer(answer=given, by=request.user)
    except Refused as refused:
        context = {"section": "claims", "claim": claim, "answer": given, "said": what_became(given)}
        context |= {"problem": str(refused), "anchor": anchor}
        response = render_page_or_fragment(request, "desk/suggestions/not_undone.html", context, "answered", status=422)
        return announce(retarget(response, f"#{anchor}"), str(refused))
    if not wants_fragment(request):
        return HttpResponseRedirect(f"{reverse('claims:suggestions', args=[claim.pk])}#{anchor}")
    response = render_suggestions(request, claim, focus=anchor, beside=_changed(request, claim, given))
    if given.decision != Decision.DISMISSED:
        trigger_client_event(response, "board-changed", after="settle")
    return announce(response, _("Taken back."))
