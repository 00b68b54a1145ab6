"""Sub-claims: the parts of a claim, each checked by itself, and the readings of a claim that can be read in two ways.

A part is a claim of its own, with its own evidence and verdict. A reading is a part whose statement is the whole
claim, read so: one statement, two interpretations, a verdict each. Neither ever sets anything on the claim above it.
There is one level of them, so that all a verdict may rest on can be seen on one page.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.audit.context import because
from factcheck.claims.actions import ReasonMissing, Term, create_claim
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.database.objects import public_id
from factcheck.web.words import says_something


class PartOfAPart(Refused):
    message = _("This claim is itself a part of another one: a part has no parts.")


class ReadingMissing(Refused):
    message = _("Say how the words are read.")


class NotOfItself(Refused):
    message = _("This is the claim itself. Choose another one.")


class PartOfAnother(Refused):
    message = _("%(part)s is a part or reading of %(claim)s already. Take it out there first.")


class HasParts(Refused):
    message = _("%(part)s has parts or readings of its own, so it can't be one: a part has no parts.")


class NoPart(Refused):
    """Somebody else has just taken it out."""

    message = _("%(part)s is a part of no claim any more.")


#: What a part takes over from its claim unless it says otherwise.
INHERITED = ("kind", "claimant", "made", "made_text", "language", "priority", "assignee")


@transaction.atomic
def add_part(*, parent: Claim, by: User | None, terms: Sequence[Term] = (), **values: Any) -> Claim:
    """A new claim that is part of `parent`; of `values`, its columns, those not given are the parent's.

    Raises PartOfAPart.
    """
    # The lock keeps the parent from becoming a part meanwhile.
    parent = Claim.objects.select_for_update().get(pk=parent.pk)
    if parent.parent_id is not None:
        raise PartOfAPart
    inherited = {name: getattr(parent, name) for name in INHERITED}
    return create_claim(by=by, terms=terms, **inherited | values | {"parent": parent})


@transaction.atomic
def add_reading(*, parent: Claim, by: User | None, reading: str, terms: Sequence[Term] = (), **values: Any) -> Claim:
    """One way of reading the words of `parent`, as a claim of its own. Raises PartOfAPart, ReadingMissing."""
    if not says_something(reading):
        raise ReadingMissing
    return add_part(parent=parent, by=by, terms=terms, **values | {"reading": reading.strip()})


@transaction.atomic
def attach_part(*, parent: Claim, part: Claim, reading: str = "") -> Claim:
    """Let a claim that is there be a part of `parent`, or, where `reading` says how its words are read, a reading.

    Raises NotOfItself, PartOfAPart, PartOfAnother, HasParts.
    """
    if part.pk == parent.pk:
        raise NotOfItself
    # Both, in one order: else two people could each make one a part of the other.
    locked = Claim.objects.select_for_update().filter(pk__in=[parent.pk, part.pk]).order_by("pk")
    claims = {claim.pk: claim for claim in locked}
    parent, part = claims[parent.pk], claims[part.pk]
    if parent.parent_id is not None:
        raise PartOfAPart
    if part.parent_id is not None:
        raise PartOfAnother(part=part.public_id, claim=public_id(Claim.KIND, part.parent_id))
    if part.parts.exists():
        raise HasParts(part=part.public_id)
    return part.change(parent=parent, reading=reading.strip(), updated_at=timezone.now())


@transaction.atomic
def detach_part(*, part: Claim, reason: str = "") -> Claim:
    """Let it be a claim by itself again. What was frozen with a verdict on the claim above stays there.

    Raises NoPart; once a verdict on the claim above was sent for review, ReasonMissing without a reason.
    """
    part = Claim.objects.select_for_update(of=("self",)).select_related("parent").get(pk=part.pk)
    if part.parent is None:
        raise NoPart(part=part.public_id)
    if part.parent.first_submitted_at and not says_something(reason):
        raise ReasonMissing
    with because(reason.strip()):
        return part.change(parent=None, reading="", updated_at=timezone.now())
