"""What the board of a claim shows, for the workbench and for every change made in place on it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget, trigger_client_event

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Appearance, Claim, Kind
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.evidence.board import Board, InSentence, board_of, in_sentence, with_all_for_cards
from factcheck.evidence.models import DocumentedSearch, Enquiry, Evidence, Kept
from factcheck.passages.models import Passage
from factcheck.web.htmx import announce, hx_redirect, wants_fragment


@dataclass(frozen=True)
class Tray:
    """A kept passage in its sentence."""

    kept: Kept
    words: InSentence


@dataclass(frozen=True)
class Value:
    """What one passage, or the claim itself (`evidence` None), says of the quantity."""

    low: Any
    high: Any
    as_of: PartialDate | None
    evidence: Evidence | None = None


def board_context(claim: Claim, user: User) -> dict[str, Any]:
    """Everything on the board. The same number of queries for two cards and for forty."""
    pieces = list(
        with_all_for_cards(Evidence.objects.visible_to(user).filter(claim=claim)).select_related("withdrawn_by")
    )
    board = board_of(claim, [piece for piece in pieces if piece.withdrawn_at is None])
    return {
        "claim": claim,
        "board": board,
        "is_negative": claim.kind == Kind.NEGATIVE,
        "columns": [board.corroborates, board.contradicts],
        "withdrawn": [piece for piece in pieces if piece.withdrawn_at is not None],
        "searches": _searches(claim, user),
        "enquiries": enquiries_seen(claim, user),
        "sealed": sealed_on(claim, user),
        "kept": _tray(claim, user),
        "values": values_by_date(claim, board) if claim.kind == Kind.QUANTITY else [],
        "is_submitted": claim.first_submitted_at is not None,
        "may_write": user.has_role(Role.REVIEWER),
        "today": timezone.localdate(),
    }


def _searches(claim: Claim, user: User) -> list[DocumentedSearch]:
    """With the page of results where there is one that `user` may see, else None."""
    pages = Capture.objects.filter(document__in=Document.objects.visible_to(user)).select_related("document")
    rows = claim.searches.filter(withdrawn_at=None).select_related("searched_by").order_by("pk")
    return list(rows.prefetch_related(Prefetch("capture", pages)))


def enquiries_seen(claim: Claim, user: User) -> list[Enquiry]:
    """With the answer as received where there is one that `user` may see, else None; what it says goes with it."""
    rows = claim.enquiries.filter(withdrawn_at=None).select_related("enquired_by").order_by("pk")
    found = list(rows.prefetch_related(Prefetch("answer_document", Document.objects.visible_to(user))))
    for row in found:
        if row.answer_document_id and row.answer_document is None:
            row.answer = _("The answer is sealed.")
    return found


def sealed_on(claim: Claim, user: User) -> list[dict[str, Any]]:
    """What others are told of passages that stand there and that `user` may not see: `description`, `n` passages."""
    here = {"claim": claim, "passage": OuterRef("pk"), "withdrawn_at": None}
    stands = Exists(Evidence.objects.filter(**here)) | Exists(Appearance.objects.filter(**here))
    hidden = Passage.objects.filter(stands, document__in=Document.objects.sealed_to_others(user)).order_by()
    told = hidden.values_list("document__seal__description").annotate(n=Count("pk"))
    return [{"description": description, "n": n} for description, n in told.order_by("document__seal__description")]


def _tray(claim: Claim, user: User) -> list[Tray]:
    kept = (
        Kept.objects.filter(claim=claim, settled_at=None, passage__in=Passage.objects.visible_to(user))
        .select_related("passage__document__source__merged_into", "kept_by")
        .prefetch_related(Prefetch("passage__extraction", Extraction.objects.select_related("capture")))
        .order_by("pk")
    )
    return [Tray(row, in_sentence(row.passage)) for row in kept]


def values_by_date(claim: Claim, board: Board) -> list[Value]:
    """The values that the claim and its evidence give, by what they are as of; those without a date last."""
    found = [
        Value(piece.quantity_low, piece.quantity_high, piece.dated_on, piece)
        for piece in (card.evidence for card in board.cards)
        if piece.quantity_low is not None
    ]
    if claim.quantity_low is not None:
        found.append(Value(claim.quantity_low, claim.quantity_high, claim.quantity_as_of_date or claim.made_on))
    return sorted(found, key=lambda value: (value.as_of is None, value.as_of and value.as_of.start))


def board_response(
    request: SignedInRequest,
    claim: Claim,
    *,
    said: str,
    changed: str = "",
    removed: Evidence | None = None,
    problem: str = "",
) -> HttpResponse:
    """The board as it now is, with the focus on what changed; without htmx the page of the claim, at that place.

    `changed` is a public id; `removed` offers to undo; `problem` says why nothing was done.
    """
    if not wants_fragment(request):
        query = f"?removed={removed.public_id}" if removed else ""
        return hx_redirect(request, f"{reverse('claims:detail', args=[claim.pk])}{query}#{changed or 'board'}")
    context = board_context(claim, request.user) | {"changed": changed, "removed": removed, "problem": problem}
    response = render(request, "evidence/board.html", context, status=422 if problem else 200)
    retarget(response, "#board")
    reswap(response, "outerHTML")
    trigger_client_event(response, "board-changed", after="settle")
    return announce(response, problem or said)
