"""Sending a verdict for review: all that it rests on is frozen."""

from typing import Any

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.claims.actions import mark_submitted
from factcheck.evidence.board import Board, board_of, standing_evidence
from factcheck.verdicts.errors import (
    ConclusionMissing,
    PrivateEnquiry,
    RatingMissing,
    UnknownReference,
)
from factcheck.verdicts.freeze import frozen_claim, frozen_evidence
from factcheck.verdicts.models import (
    FrozenEvidence,
    State,
    Submission,
    Verdict,
)
from factcheck.verdicts.moving import move, refuse_move
from factcheck.verdicts.policy.closing import record_at_submission
from factcheck.verdicts.policy.evaluate import policy_in_force
from factcheck.verdicts.references import numbered, references
from factcheck.verdicts.telling import tell_reviewers


@transaction.atomic
def submit_verdict(*, verdict: Verdict, expected: int, by: User) -> Submission:
    """Send for review: all that the verdict rests on is copied into rows that are never changed.

    Raises NotNow, NeedsReviewer, RatingMissing, ConclusionMissing, UnknownReference, PrivateEnquiry, StaleVersion.
    """
    refuse_move(verdict, State.IN_REVIEW, by)
    claim = verdict.claim
    if claim.takes_rating and verdict.rating is None:
        raise RatingMissing
    if not verdict.conclusion:
        raise ConclusionMissing
    mark_submitted(claim=claim)
    board = board_of(claim, standing_evidence(claim))
    content = frozen_claim(claim, verdict)
    _refuse_unknown(verdict.explanation, board, content)
    submission = Submission.objects.create(
        verdict=verdict,
        claim=claim,
        number=verdict.submissions.count() + 1,
        statement=claim.statement,
        rating_label=verdict.rating.label if verdict.rating else "",
        rating_value=verdict.rating.value if verdict.rating else None,
        conclusion=verdict.conclusion,
        explanation=verdict.explanation,
        missing_context=verdict.missing_context,
        content=content,
        policy=policy_in_force(),
        submitted_by=by,
    )
    _freeze_evidence(submission, board)
    record_at_submission(submission, [card.evidence for card in board.cards])
    move(verdict, State.IN_REVIEW, by, expected=expected)
    tell_reviewers(verdict, by)
    return submission


def _refuse_unknown(explanation: str, board: Board, content: dict[str, Any]) -> None:
    known = {card.evidence.public_id for card in board.cards}
    known |= {row["public_id"] for row in (*content["searches"], *content["enquiries"])}
    if unknown := [name for name in references(explanation) if name not in known]:
        raise UnknownReference(references=", ".join(unknown))
    private = {row["public_id"] for row in content["enquiries"] if not row["is_public"]}
    if named := [name for name in references(explanation) if name in private]:
        raise PrivateEnquiry(references=", ".join(named))


def _freeze_evidence(submission: Submission, board: Board) -> None:
    numbers = numbered(submission.explanation)
    FrozenEvidence.objects.bulk_create(
        FrozenEvidence(
            submission=submission,
            evidence=card.evidence,
            reference=numbers.get(card.evidence.public_id),
            stance=card.evidence.stance,
            weight=card.evidence.weight,
            quote=card.passage.quote,
            sha256=card.passage.extraction.capture.sha256,
            origin=card.origin,
            content=frozen_evidence(card),
        )
        for card in board.cards
    )


def latest_submission(verdict: Verdict) -> Submission | None:
    return verdict.submissions.order_by("-number").first()
