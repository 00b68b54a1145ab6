"""Sub-claims: the parts of a claim, each checked by itself, and the readings of a claim that can be read in two ways.

A part is a claim of its own, with its own evidence and verdict. A reading is a part whose statement is the whole
claim, read so: one statement, two interpretations, a verdict each. Neither ever sets anything on the claim above it.
There is one level of them, so that all a verdict may rest on can be seen on one page.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.claims.actions import Term, create_claim
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.web.words import says_something


class PartOfAPart(Refused):
    message = _("This claim is itself a part of another one: a part has no parts.")


class ReadingMissing(Refused):
    message = _("Say how the words are read.")


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
