"""Taking an import of earlier checks back: the wrong file, or the right one with its columns confused.

Nothing is deleted. What is taken back stands in no list and answers no question, and its ids are free, so that the
file can come in again as it should have. What somebody has linked a claim with stays, and what a later import
put right.
"""

from dataclasses import dataclass
from itertools import batched

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import ClaimLink, EarlierCheck, EarlierCheckQuerySet
from factcheck.database.errors import Refused

#: Each a transaction well under two seconds.
BATCH = 500
#: A later import that changes a row makes the next version of it, and that is its own.
AS_BROUGHT = Q(version=1)


class NotYourImport(Refused):
    """Whoever brought it in takes it back, or an editor."""

    message = _("Somebody else brought this in: ask them, or an editor, to take it back.")


@dataclass(frozen=True)
class Import:
    """What came with one import and still stands: how many can be taken back, and how many stay since they are linked,
    or since a later import changed them."""

    free: int
    linked: int
    changed: int = 0


def import_of(check: EarlierCheck) -> Import:
    standing = EarlierCheck.objects.standing().brought_with(check)
    as_brought = standing.filter(AS_BROUGHT)
    free = _not_linked(as_brought).count()
    linked = as_brought.count() - free
    return Import(free, linked, standing.count() - free - linked)


def may_take_back(check: EarlierCheck, by: User) -> bool:
    return by.has_role(Role.EDITOR) or (by.has_role(Role.REVIEWER) and check.imported_by_id == by.pk)


def take_back(*, check: EarlierCheck, by: User) -> int:
    """Take back what came with the same import as `check` and is not linked; how many that were.

    Commits as it goes, so not to be called inside a transaction; called again it goes on. Raises NotYourImport.
    """
    if not may_take_back(check, by):
        raise NotYourImport
    brought = EarlierCheck.objects.standing().filter(AS_BROUGHT).brought_with(check)
    keys = list(brought.order_by("pk").values_list("pk", flat=True))
    return sum(_take(batch, by) for batch in batched(keys, BATCH))


@transaction.atomic
def _take(keys: tuple[int, ...], by: User) -> int:
    # Locked first: of who links one meanwhile, either the link is seen below, or this is seen there.
    list(EarlierCheck.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    taken = _not_linked(EarlierCheck.objects.standing().filter(AS_BROUGHT, pk__in=keys)).order_by()
    return taken.update(withdrawn_at=timezone.now(), withdrawn_by=by, version=F("version") + 1)


def _not_linked(checks: EarlierCheckQuerySet) -> EarlierCheckQuerySet:
    return checks.filter(~Exists(ClaimLink.objects.filter(earlier=OuterRef("pk"), withdrawn_at=None)))
