"""Blind second opinions: asking two people, giving one's own, comparing, settling, dissenting, calling off."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest, editor_required, reviewer_required
from factcheck.claims.models import Appearance, Claim
from factcheck.database.errors import Refused
from factcheck.evidence.board import in_sentence
from factcheck.evidence.page import board_context
from factcheck.verdicts import opinions
from factcheck.verdicts.models import OpinionRound
from factcheck.verdicts.opinion_forms import AskForm, CancelForm, DissentForm, OpinionForm, SettleForm
from factcheck.verdicts.opinion_reading import Standing, rounds_for_pages, standing_of
from factcheck.verdicts.scales import ratings_of


def _round(request: SignedInRequest, key: int) -> OpinionRound:
    return get_object_or_404(rounds_for_pages(request.user), pk=key)


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@reviewer_required
def ask(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Choose the two people who rate a claim apart from each other."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    form = AskForm(_posted(request), initial=_proposed(claim, request.user))
    if form.is_valid():
        try:
            round = opinions.ask_opinions(claim=claim, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Both are asked. Neither sees the other's answer until both are in."))
            return redirect("verdicts:opinion_round", round.pk)
    context = {"section": "claims", "claim": claim, "form": form}
    return render(request, "verdicts/opinions/ask.html", context, status=422 if form.errors else 200)


def _proposed(claim: Claim, user: User) -> dict[str, Any]:
    """Whoever has the claim, and, if that is somebody else, the one who asks."""
    others = [person for person in (claim.assignee_id, user.pk) if person]
    return dict(zip(("first", "second"), dict.fromkeys(others), strict=False))


@require_GET
def detail(request: SignedInRequest, key: int) -> HttpResponse:
    """Who is asked and who has answered; once both have, the two side by side."""
    return _page(request, standing_of(_round(request, key), request.user))


def _page(request: SignedInRequest, standing: Standing, *, status: int = 200, **filled: forms.Form) -> HttpResponse:
    round = standing.round
    context: dict[str, Any] = {
        "section": "claims",
        "standing": standing,
        "round": round,
        "claim": round.claim,
        "settle_form": SettleForm(round=round),
        "dissent_form": DissentForm(),
        "ratings": ratings_of(round.scale),
    }
    return render(request, "verdicts/opinions/detail.html", context | filled, status=status)


@require_http_methods(["GET", "POST"])
@reviewer_required
def give(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Say what one thinks, with the claim and its board beside it, and nothing of what the other said."""
    round = _round(request, key)
    if not standing_of(round, request.user).may_give:
        # Given already, called off, or two others are asked: the page of the round says which.
        return redirect("verdicts:opinion_round", key)
    form = OpinionForm(_posted(request), round=round)
    if form.is_valid():
        try:
            opinions.give_opinion(round=round, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your opinion is in."))
            return redirect("verdicts:opinion_round", key)
    context = {
        "round": round,
        "form": form,
        "chosen": str(form["rating"].value() or ""),
        "ratings": ratings_of(round.scale),
    }
    context |= _board(round.claim, request.user) | {"section": "claims"}
    return render(request, "verdicts/opinions/give.html", context, status=422 if form.errors else 200)


def _board(claim: Claim, user: User) -> dict[str, Any]:
    """The claim's words and its board, to read only."""
    said = Appearance.objects.visible_to(user).standing().filter(claim=claim, manner=Appearance.Manner.MADE)
    made = said.select_related("passage__document__source", "passage__extraction__capture").order_by("pk").first()
    words = {"appearance": made, "words": in_sentence(made.passage)} if made else None
    return board_context(claim, user) | {"in_their_words": words, "may_write": False}


@require_POST
@editor_required
def settle(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Decide with which rating the desk goes on; it is offered to who writes the verdict."""
    round = _round(request, key)
    form = SettleForm(request.POST, round=round)

    def act() -> None:
        opinions.settle_round(round=round, by=request.user, **form.cleaned_data)

    return _do(request, round, form, "settle_form", act, _("Settled. Whoever writes the verdict is offered it."))


@require_POST
@reviewer_required
def dissent(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Note what one thinks of its being settled differently."""
    round, form = _round(request, key), DissentForm(request.POST)

    def act() -> None:
        opinions.note_dissent(round=round, by=request.user, **form.cleaned_data)

    return _do(request, round, form, "dissent_form", act, _("Noted, under your name."))


def _do(
    request: SignedInRequest, round: OpinionRound, form: forms.Form, name: str, act: Callable[[], None], said: str
) -> HttpResponseBase:
    """One act on a round; what was typed stays on the page where it is refused."""
    status = 422
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, said)
            return redirect("verdicts:opinion_round", round.pk)
    return _page(request, standing_of(_round(request, round.pk), request.user), status=status, **{name: form})


@require_http_methods(["GET", "POST"])
@reviewer_required
def cancel(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Call it off, with a reason."""
    round, form = _round(request, key), CancelForm(_posted(request))
    if not form.is_bound and not standing_of(round, request.user).may_cancel:
        return redirect("verdicts:opinion_round", key)
    if form.is_valid():
        try:
            opinions.cancel_round(round=round, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Called off."))
            return redirect("claims:detail", round.claim_id)
    context = {"section": "claims", "round": round, "claim": round.claim, "form": form}
    return render(request, "verdicts/opinions/cancel.html", context, status=422 if form.errors else 200)
