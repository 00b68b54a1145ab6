"""The workbench: one claim with everything that bears on it, and the verdict in the rail beside it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.audit.history import latest
from factcheck.claims.models import Appearance, Claim
from factcheck.database.objects import key_of
from factcheck.desk.answered import linked_with
from factcheck.desk.changed import pages_of
from factcheck.desk.claim_stages import stages_of
from factcheck.desk.last_claim import remember_claim
from factcheck.desk.parts import parts_context
from factcheck.discussion.people import callable_people
from factcheck.discussion.showing import of_claim
from factcheck.documents.models import Extraction
from factcheck.evidence.board import InSentence, in_sentence
from factcheck.evidence.models import Evidence
from factcheck.evidence.page import board_context
from factcheck.verdicts.panel import panel_for
from factcheck.verdicts.staleness import open_items
from factcheck.web.htmx import render_page_or_fragment, wants_fragment

#: From this length on a statement is set smaller, so that it is one look and not a wall.
LONG_STATEMENT = 140


@dataclass(frozen=True)
class Said:
    """An appearance in its sentence."""

    appearance: Appearance
    words: InSentence


@require_GET
def claim_detail(request: SignedInRequest, key: int) -> HttpResponse:
    """The page; for htmx the rail alone, which is fetched again after each change on the board."""
    claims = Claim.objects.visible_to(request.user).select_related("claimant__source", "assignee", "parent")
    claim = get_object_or_404(claims.prefetch_related("terms"), pk=key)
    context = {"section": "claims", "claim": claim} | rail_context(claim, request.user)
    if not wants_fragment(request):
        context |= _page_context(request, claim)
        remember_claim(request, claim)
    return render_page_or_fragment(request, "desk/workbench.html", context, fragment="rail")


def rail_context(claim: Claim, user: User) -> dict[str, Any]:
    """What stands in the rail: verdict and open points, history."""
    return {
        "panel": panel_for(claim, user),
        "stale": open_items(claim.verdicts.all(), user),
        "may_answer_stale": user.has_role(Role.REVIEWER),
        "steps": latest(claim.public_id, user),
    }


def _page_context(request: SignedInRequest, claim: Claim) -> dict[str, Any]:
    appearances = appearances_of(claim, request.user)
    return {
        "stage": stages_of([claim.pk])[claim.pk],
        "long": len(claim.statement) >= LONG_STATEMENT,
        "appearances": appearances,
        "said_in": len({said.appearance.passage.document_id for said in appearances}),
        "in_their_words": in_their_words(appearances),
        "removed": _removed(request, claim),
        "pages": pages_of(claim, request.user),
        "linked": linked_with(claim),
        "discussion": of_claim(claim, request.user),
        "people": callable_people(),
        **parts_context(claim),
        **board_context(claim, request.user),
    }


def appearances_of(claim: Claim, user: User) -> list[Said]:
    """Where the claim was said, each in its sentence, in the order marked."""
    standing = (
        Appearance.objects.visible_to(user)
        .standing()
        .filter(claim=claim)
        .select_related("passage__document__source")
        .prefetch_related(Prefetch("passage__extraction", Extraction.objects.select_related("capture")))
        .order_by("pk")
    )
    return [Said(appearance, in_sentence(appearance.passage)) for appearance in standing]


def in_their_words(appearances: list[Said]) -> Said | None:
    """The first appearance in which the claim is made; where it is only reported or denied, the first of those."""
    made = (said for said in appearances if said.appearance.manner == Appearance.Manner.MADE)
    return next(made, appearances[0] if appearances else None)


def _removed(request: SignedInRequest, claim: Claim) -> Evidence | None:
    """The card that was removed just now, so that it can be put back; without script it is named in the address."""
    key = key_of(request.GET.get("removed", ""), Evidence.KIND)
    if key is None:
        return None
    removed = Evidence.objects.visible_to(request.user).filter(pk=key, claim=claim, withdrawn_reason="")
    return removed.exclude(withdrawn_at=None).first()
