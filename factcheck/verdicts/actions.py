"""Every write to verdicts. What they may not do is refused here in words, and by the database all the same."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.actions import assign_if_nobodys, mark_submitted
from factcheck.claims.models import Claim
from factcheck.evidence.board import Board, board_of, standing_evidence
from factcheck.verdicts.edits import EditDoesNotApply
from factcheck.verdicts.edits import propose_edit as edited
from factcheck.verdicts.errors import (
    CommentMissing,
    ConclusionMissing,
    NeedsEditor,
    NoteMissing,
    NotNow,
    NotYours,
    OpenAlready,
    PublishedAlready,
    RatingMissing,
    SomebodyWasFaster,
    TakesNoRating,
    UnknownReference,
    WordsNotFound,
)
from factcheck.verdicts.freeze import frozen_claim, frozen_evidence
from factcheck.verdicts.models import (
    FrozenEvidence,
    ProposedEdit,
    Rating,
    ReferenceCheck,
    Review,
    State,
    Submission,
    Verdict,
)
from factcheck.verdicts.references import numbered, references
from factcheck.verdicts.states import may


def _move(verdict: Verdict, to: State, by: User, *, expected: int | None = None, **values: Any) -> Verdict:
    if not may(verdict.state, to, by.role):
        if may(verdict.state, to, Role.ADMIN):
            raise NeedsEditor
        raise NotNow(state=verdict.get_state_display())
    return verdict.change(expected=expected, state=to, updated_at=timezone.now(), **values)


@transaction.atomic
def draft_verdict(*, claim: Claim, by: User) -> Verdict:
    """Begin a verdict on a claim that has none under way or published; a claim that is nobody's becomes theirs.

    Raises OpenAlready, PublishedAlready.
    """
    number = _next_number(claim)
    if claim.verdicts.open().exists():
        raise OpenAlready
    if claim.verdicts.filter(state=State.PUBLISHED).exists():
        raise PublishedAlready
    assign_if_nobodys(claim=claim, to=by)
    return Verdict.objects.create(claim=claim, number=number, created_by=by)


def _next_number(claim: Claim) -> int:
    # The lock lets two who begin at once get different numbers; the second then meets the open draft.
    Claim.objects.select_for_update().get(pk=claim.pk)
    return (claim.verdicts.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def save_draft(*, verdict: Verdict, expected: int, rating: Rating | None, conclusion: str, explanation: str) -> Verdict:
    """Keep what was written; whoever acts becomes an author, unless nothing differs.

    Raises NotNow, TakesNoRating, StaleVersion.
    """
    if not verdict.can_be_edited:
        raise NotNow(state=verdict.get_state_display())
    if rating and not verdict.claim.takes_rating:
        raise TakesNoRating
    if expected == verdict.version and (rating, conclusion.strip(), explanation.strip()) == (
        verdict.rating,
        verdict.conclusion,
        verdict.explanation,
    ):
        return verdict
    return verdict.change(
        expected=expected,
        rating=rating,
        conclusion=conclusion.strip(),
        explanation=explanation.strip(),
        updated_at=timezone.now(),
    )


@transaction.atomic
def submit_verdict(*, verdict: Verdict, expected: int, by: User) -> Submission:
    """Send for review: all that the verdict rests on is copied into rows that are never changed.

    Raises NotNow, RatingMissing, ConclusionMissing, UnknownReference, StaleVersion.
    """
    if not verdict.can_be_edited:
        raise NotNow(state=verdict.get_state_display())
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
        content=content,
        submitted_by=by,
    )
    _freeze_evidence(submission, board)
    _move(verdict, State.IN_REVIEW, by, expected=expected)
    return submission


def _refuse_unknown(explanation: str, board: Board, content: dict[str, Any]) -> None:
    known = {card.evidence.public_id for card in board.cards}
    known |= {row["public_id"] for row in (*content["searches"], *content["enquiries"])}
    if unknown := [name for name in references(explanation) if name not in known]:
        raise UnknownReference(references=", ".join(unknown))


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
def approve_verdict(*, verdict: Verdict, submission: Submission, by: User, comment: str = "") -> Verdict:
    """The second person's agreement to that submission.

    Raises NeedsEditor, NotYours, NotNow, SomebodyWasFaster.
    """
    if verdict.authors.filter(user=by).exists():
        raise NotYours
    _review(verdict, submission, by, Review.Decision.APPROVE, comment)
    return _move(verdict, State.APPROVED, by)


@transaction.atomic
def return_verdict(*, verdict: Verdict, submission: Submission, by: User, comment: str) -> Verdict:
    """Send back to the author with what should be changed. Raises as `approve_verdict`, CommentMissing."""
    if not comment.strip():
        raise CommentMissing
    _review(verdict, submission, by, Review.Decision.RETURN, comment)
    return _move(verdict, State.RETURNED, by)


def _review(verdict: Verdict, submission: Submission, by: User, decision: str, comment: str) -> None:
    _require_editor(by)
    if Review.objects.filter(submission=submission).exists():
        raise SomebodyWasFaster
    if verdict.state != State.IN_REVIEW or submission != latest_submission(verdict):
        raise NotNow(state=verdict.get_state_display())
    try:
        with transaction.atomic():
            Review.objects.create(submission=submission, reviewer=by, decision=decision, comment=comment.strip())
    except IntegrityError as error:
        verdict.refresh_from_db()
        if verdict.state == State.IN_REVIEW:
            raise
        raise SomebodyWasFaster from error
    verdict.refresh_from_db()


def _require_editor(by: User) -> None:
    # As it is now: the role may have been taken away since the page was opened.
    if not User.objects.get(pk=by.pk).has_role(Role.EDITOR):
        raise NeedsEditor


@transaction.atomic
def reopen_approved(*, verdict: Verdict, by: User) -> Verdict:
    """Take an approval back before anything is published: the verdict is returned to its author."""
    return _move(verdict, State.RETURNED, by)


@transaction.atomic
def mark_published(*, verdict: Verdict, by: User) -> Verdict:
    """Called when a publication is recorded; the version it revises is superseded."""
    if verdict.revises and verdict.revises.state == State.PUBLISHED:
        _move(verdict.revises, State.SUPERSEDED, by)
    return _move(verdict, State.PUBLISHED, by)


@transaction.atomic
def withdraw_verdict(*, verdict: Verdict, by: User, note: str) -> Verdict:
    """Take a published or approved verdict back, with a note that readers see. Raises NoteMissing."""
    if not note.strip():
        raise NoteMissing
    return _move(verdict, State.WITHDRAWN, by, withdrawn_note=note.strip())


@transaction.atomic
def revise_verdict(*, verdict: Verdict, kind: str, note: str, by: User) -> Verdict:
    """Begin the next version of a published verdict: its text to start from, a second person again.

    Raises NotNow, OpenAlready, NoteMissing.
    """
    if verdict.state != State.PUBLISHED:
        raise NotNow(state=verdict.get_state_display())
    if not note.strip():
        raise NoteMissing
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
        created_by=by,
    )


@transaction.atomic
def propose_edit(*, verdict: Verdict, field: str, before: str, after: str, by: User, note: str = "") -> ProposedEdit:
    """Propose other words for some of the text. It changes nothing until an author accepts it.

    Raises WordsNotFound, NotNow, NeedsEditor.
    """
    _require_editor(by)
    if not verdict.is_open or verdict.state == State.APPROVED:
        raise NotNow(state=verdict.get_state_display())
    _apply(getattr(verdict, field), before, after)
    return ProposedEdit.objects.create(
        verdict=verdict, field=field, before=before, after=after, note=note.strip(), proposed_by=by
    )


@transaction.atomic
def settle_edit(*, edit: ProposedEdit, accept: bool, by: User) -> ProposedEdit:
    """Accept or decline a proposed edit; who accepts becomes an author, who proposed does not.

    Raises SomebodyWasFaster, NotNow, WordsNotFound.
    """
    edit = ProposedEdit.objects.select_for_update(of=("self",)).select_related("verdict").get(pk=edit.pk)
    if edit.accepted is not None:
        raise SomebodyWasFaster
    verdict = edit.verdict
    if accept:
        if not verdict.can_be_edited:
            raise NotNow(state=verdict.get_state_display())
        changed: dict[str, Any] = {edit.field: _apply(getattr(verdict, edit.field), edit.before, edit.after)}
        verdict.change(**changed, updated_at=timezone.now())
    ProposedEdit.objects.filter(pk=edit.pk).update(accepted=accept, settled_by=by, settled_at=timezone.now())
    edit.refresh_from_db()
    return edit


def _apply(text: str, before: str, after: str) -> str:
    try:
        return edited(text, before, after)
    except EditDoesNotApply as error:
        raise WordsNotFound from error


@transaction.atomic
def check_reference(*, submission: Submission, reference: str, by: User, checked: bool = True) -> None:
    """Note that `by` compared that reference with the words it rests on, or take the note back."""
    _require_editor(by)
    if reference not in references(submission.explanation):
        raise UnknownReference(references=reference)
    if checked:
        ReferenceCheck.objects.get_or_create(submission=submission, reference=reference, checked_by=by)
    else:
        ReferenceCheck.objects.filter(submission=submission, reference=reference, checked_by=by).delete()
