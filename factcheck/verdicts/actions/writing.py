"""Writing a verdict: a draft, what is kept of it, and the next version of one that is published."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.claims.actions import Dropped, assign_if_nobodys, begin_research
from factcheck.claims.models import Claim, ClaimState
from factcheck.verdicts.errors import (
    NotNow,
    OpenAlready,
    PublishedAlready,
    TakesNoRating,
)
from factcheck.verdicts.models import (
    Rating,
    State,
    Verdict,
)
from factcheck.verdicts.moving import require_reviewer
from factcheck.verdicts.opinions import refuse_while_rated_blind
from factcheck.verdicts.printed import require_note


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
