"""Giving up the work on a claim, for which its verdicts have to be asked: the stage of claims doesn't know them."""

from django.db import transaction
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.actions import drop_claim
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused


class HasVerdict(Refused):
    """Somebody has begun to judge it, or readers have had the judgement."""

    message = _("%(claim)s has a verdict, so it can't be dropped.")


@transaction.atomic
def drop_unjudged(*, claim: Claim, by: User | None, reason: str) -> Claim:
    """Give the work on a claim up that no verdict was begun on.

    Raises HasVerdict, DropReasonMissing, NeedsReviewer, CannotMove.
    """
    # The lock that the beginning of a verdict takes: of the two, the second sees the first.
    Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.verdicts.exists():
        raise HasVerdict(claim=claim.public_id)
    return drop_claim(claim=claim, by=by, reason=reason)
