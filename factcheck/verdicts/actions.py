"""Every write to verdicts. What they may not do is refused here in words, and by the database all the same."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.claims.actions import Dropped, assign_if_nobodys, begin_research, mark_submitted
from factcheck.claims.models import Claim, ClaimState
from factcheck.evidence.board import Board, board_of, standing_evidence
from factcheck.notifications.models import Topic
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What
from factcheck.verdicts.checking import unchecked_references
from factcheck.verdicts.errors import (
    CommentMissing,
    ConclusionMissing,
    NotNow,
    NotYours,
    OpenAlready,
    PrivateEnquiry,
    PublishedAlready,
    RatingMissing,
    SomebodyWasFaster,
    TakesNoRating,
    UnknownReference,
)
from factcheck.verdicts.freeze import frozen_claim, frozen_evidence
from factcheck.verdicts.models import (
    FrozenEvidence,
    Rating,
    Review,
    RuleResult,
    State,
    Submission,
    Verdict,
)
from factcheck.verdicts.moving import move, refuse_move, require_editor, require_reviewer
from factcheck.verdicts.opinions import refuse_while_rated_blind
from factcheck.verdicts.policy.closing import NO_REASONS, Reasons, answers_at_approval, record_at_submission
from factcheck.verdicts.policy.evaluate import policy_in_force
from factcheck.verdicts.printed import require_note
from factcheck.verdicts.references import numbered, references
from factcheck.verdicts.staleness import close_for_replaced
from factcheck.verdicts.telling import tell_authors, tell_reviewers
from factcheck.web.words import says_something


@transaction.atomic
def draft_verdict(*, claim: Claim, by: User) -> Verdict:
    """Begin a verdict on a claim that has none under way or published; a claim that is nobody's becomes theirs.

    Raises NeedsReviewer, OpenAlready, PublishedAlready, Dropped, RatedBlind.
    """
    require_reviewer(by)
    number = _next_number(claim)
    refuse_while_rated_blind(claim)
    if claim.verdicts.open().exists():
        raise OpenAlready
    if claim.verdicts.filter(state=State.PUBLISHED).exists():
        raise PublishedAlready
    if Claim.objects.filter(pk=claim.pk, state=ClaimState.DROPPED).exists():
        raise Dropped(claim=claim.public_id)
    begin_research(claim=claim, by=by)
    assign_if_nobodys(claim=claim, to=by)
    return Verdict.objects.create(claim=claim, number=number, created_by=by)


def _next_number(claim: Claim) -> int:
    # The lock lets two who begin at once get different numbers; the second then meets the open draft.
    Claim.objects.select_for_update().get(pk=claim.pk)
    return (claim.verdicts.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def save_draft(
    *,
    verdict: Verdict,
    expected: int,
    rating: Rating | None,
    conclusion: str,
    explanation: str,
    missing_context: str | None = None,
) -> Verdict:
    """Keep what was written; whoever acts becomes an author, unless nothing differs.

    `missing_context` None leaves what the statement leaves out as it is.

    Raises NotNow, TakesNoRating, RatedBlind, StaleVersion.
    """
    if not verdict.can_be_edited:
        raise NotNow(state=verdict.get_state_display())
    if rating and not verdict.claim.takes_rating:
        raise TakesNoRating
    values = {"rating": rating, "conclusion": conclusion.strip(), "explanation": explanation.strip()}
    if missing_context is not None:
        values["missing_context"] = missing_context.strip()
    if expected == verdict.version and all(getattr(verdict, name) == value for name, value in values.items()):
        return verdict
    try:
        with transaction.atomic():
            return verdict.change(expected=expected, **values, updated_at=timezone.now())
    except IntegrityError:
        refuse_while_rated_blind(verdict.claim)
        raise


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


@transaction.atomic
def approve_verdict(
    *, verdict: Verdict, submission: Submission, by: User, comment: str = "", reasons: Reasons = NO_REASONS
) -> Verdict:
    """The second person's agreement to that submission; each rule of its policy that is open takes a reason.

    How many references nobody but an author has checked by then is kept with it.

    Raises NeedsEditor, NotYours, NotNow, SomebodyWasFaster, RulesOpen.
    """
    if verdict.authors.filter(user=by).exists():
        raise NotYours
    _refuse_review(verdict, submission, by)
    answers = answers_at_approval(submission, by, reasons)
    _review(verdict, submission, by, Review.Decision.APPROVE, comment, answers)
    tell_authors(verdict, Topic.APPROVED, _("%(who)s approved %(verdict)s on %(claim)s."), by)
    return move(verdict, State.APPROVED, by)


@transaction.atomic
def return_verdict(*, verdict: Verdict, submission: Submission, by: User, comment: str) -> Verdict:
    """Send back to the author with what should be changed. Raises as `approve_verdict`, CommentMissing."""
    if not says_something(comment):
        raise CommentMissing
    _refuse_review(verdict, submission, by)
    _review(verdict, submission, by, Review.Decision.RETURN, comment)
    tell_authors(verdict, Topic.RETURNED, _("%(who)s returned %(verdict)s on %(claim)s."), by)
    return move(verdict, State.RETURNED, by)


def _refuse_review(verdict: Verdict, submission: Submission, by: User) -> None:
    require_editor(by)
    if Review.objects.filter(submission=submission).exists():
        raise SomebodyWasFaster
    if verdict.state != State.IN_REVIEW or submission != latest_submission(verdict):
        raise NotNow(state=verdict.get_state_display())


def _review(
    verdict: Verdict,
    submission: Submission,
    by: User,
    decision: str,
    comment: str,
    answers: Sequence[RuleResult] = (),
) -> None:
    try:
        with transaction.atomic():
            RuleResult.objects.bulk_create(answers)
            Review.objects.create(
                submission=submission,
                reviewer=by,
                decision=decision,
                comment=comment.strip(),
                unchecked=len(unchecked_references(submission)) if decision == Review.Decision.APPROVE else None,
            )
    except IntegrityError as error:
        verdict.refresh_from_db()
        if verdict.state == State.IN_REVIEW:
            raise
        raise SomebodyWasFaster from error
    verdict.refresh_from_db()


@transaction.atomic
def reopen_approved(*, verdict: Verdict, by: User) -> Verdict:
    """Take an approval back before anything is published: the verdict is returned to its author."""
    verdict = take_back(verdict=verdict, by=by)
    close_given_back(verdict=verdict, by=by)
    return verdict


def take_back(*, verdict: Verdict, by: User) -> Verdict:
    """As `reopen_approved`; what may have made it stale stays open. Raises NotNow, NeedsEditor."""
    if verdict.state != State.APPROVED:
        # What is in review is returned with a review, which says why.
        raise NotNow(state=verdict.get_state_display())
    verdict = move(verdict, State.RETURNED, by)
    tell_authors(verdict, Topic.RETURNED, _("%(who)s gave %(verdict)s on %(claim)s back to you."), by)
    return verdict


def close_given_back(*, verdict: Verdict, by: User) -> None:
    close_for_replaced(verdict=verdict, note=_("Given back to its author."), by=by)


@transaction.atomic
def mark_published(*, verdict: Verdict, by: User) -> Verdict:
    """Called when a publication is recorded; the version it revises is superseded.

    Raises NotNow, NeedsEditor, StaleVersion.
    """
    refuse_move(verdict, State.PUBLISHED, by)
    if verdict.revises and verdict.revises.state == State.PUBLISHED:
        # First of all, since without an approved revision the database keeps the earlier one where it is.
        verdict.refuse_if_stale()
        move(verdict.revises, State.SUPERSEDED, by)
        close_for_replaced(verdict=verdict.revises, note=verdict.public_note, by=by)
    return move(verdict, State.PUBLISHED, by)


@transaction.atomic
def withdraw_verdict(*, verdict: Verdict, by: User, note: str) -> Verdict:
    """Take a published or approved verdict back, with a note that readers see. Raises NoteMissing, SaysTooLittle."""
    require_note(note)
    verdict = move(verdict, State.WITHDRAWN, by, withdrawn_note=note.strip())
    close_for_replaced(verdict=verdict, note=verdict.withdrawn_note, by=by)
    ground.tell(Moved(What.VERDICT_WITHDRAWN, verdict.public_id))
    return verdict


@transaction.atomic
def revise_verdict(*, verdict: Verdict, kind: str, note: str, by: User) -> Verdict:
    """Begin the next version of a published verdict: its text to start from, a second person again.

    Raises NeedsReviewer, NotNow, OpenAlready, NoteMissing, SaysTooLittle.
    """
    require_reviewer(by)
    if verdict.state != State.PUBLISHED:
        raise NotNow(state=verdict.get_state_display())
    require_note(note)
    number = _next_number(verdict.claim)
    if verdict.claim.verdicts.open().exists():
        raise OpenAlready
    return Verdict.objects.create(
        claim=verdict.claim,
        number=number,
        revises=verdict,
        kind_of_change=kind,
        public_note=note.strip(),
        rating=verdict.rating,
        conclusion=verdict.conclusion,
        explanation=verdict.explanation,
        missing_context=verdict.missing_context,
        created_by=by,
    )
