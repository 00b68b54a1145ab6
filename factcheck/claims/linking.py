"""Saying what a claim has to do with another, or with an earlier check, and taking it back. Nothing is inferred."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, ClaimLink, EarlierCheck
from factcheck.database.errors import Refused


class LinkedAlready(Refused):
    """The two are linked; what they have to do with each other is changed by taking that back first."""

    message = _("These two are linked already. Take that link back first.")


class LinkedToItself(Refused):
    """A claim was to be linked to itself."""

    message = _("This is the claim itself. Choose another one.")


class TakenBack(Refused):
    """The earlier check was brought in by mistake, and its import was taken back."""

    message = _("%(check)s was taken back with its import.")


class NotLinked(Refused):
    """The link was taken back before."""

    message = _("This link was taken back already.")


@transaction.atomic
def link_claims(
    *,
    claim: Claim,
    kind: str,
    by: User | None,
    other: Claim | None = None,
    earlier: EarlierCheck | None = None,
    note: str = "",
) -> ClaimLink:
    """Say that `claim` is the same as, a part of, or related to one other claim or earlier check.

    Raises LinkedAlready, whichever of the two the link began at; LinkedToItself; TakenBack.
    """
    if (other is None) == (earlier is None):
        raise ValueError("Expected one of other and earlier.")
    if other == claim:
        raise LinkedToItself
    # Both, in one order: else two people could each link them from another side.
    list(Claim.objects.select_for_update().filter(pk__in=[claim.pk, *([other.pk] if other else [])]).order_by("pk"))
    # Locked as those are whose import is taken back: what is linked by then stays.
    if earlier and EarlierCheck.objects.select_for_update().get(pk=earlier.pk).withdrawn_at:
        raise TakenBack(check=earlier.public_id)
    pair = Q(claim=claim, earlier=earlier)
    if other:
        pair = Q(claim=claim, other=other) | Q(claim=other, other=claim)
    if ClaimLink.objects.filter(pair, withdrawn_at=None).exists():
        raise LinkedAlready
    return ClaimLink.objects.create(
        claim=claim, other=other, earlier=earlier, kind=kind, note=note.strip(), linked_by=by
    )


@transaction.atomic
def withdraw_link(*, link: ClaimLink, by: User | None) -> ClaimLink:
    """Take a link back; it stays in the history. Raises NotLinked."""
    now = timezone.now()
    if not ClaimLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by):
        raise NotLinked
    link.refresh_from_db()
    return link


def links_of(claims: Collection[int]) -> QuerySet[ClaimLink]:
    """The standing links of these claims, whichever side they began at."""
    standing = ClaimLink.objects.filter(Q(claim__in=claims) | Q(other__in=claims), withdrawn_at=None)
    return standing.select_related("claim", "other", "earlier").order_by("pk")
