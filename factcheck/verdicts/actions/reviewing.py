"""The second person's part: approving a submission, returning it, and taking an approval back."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.notifications.models import Topic
from factcheck.verdicts.actions.submitting import latest_submission
from factcheck.verdicts.checking import unchecked_references
from factcheck.verdicts.errors import (
    CommentMissing,
    NotNow,
    NotYours,
    SomebodyWasFaster,
)
from factcheck.verdicts.models import (
    Review,
    RuleResult,
    State,
    Submission,
    Verdict,
)
from factcheck.verdicts.moving import move, require_editor
from factcheck.verdicts.policy.closing import NO_REASONS, Reasons, answers_at_approval
from factcheck.verdicts.staleness import close_for_replaced
from factcheck.verdicts.telling import tell_authors
from factcheck.web.words import says_something


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
