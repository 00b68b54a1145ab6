"""Who may read the history of rows that have no page, and so no other place where that is decided."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from factcheck.accounts.models import User
from factcheck.documents.models import Container, ImportFile, Seal, SealAccess


def containers_seen(user: User, keys: Collection[int]) -> set[int]:
    """Without those that hold something sealed to others, or that were handed over under seal."""
    closed = ~Q(part_of__seal=None) & ~Q(part_of__seal__in=Seal.objects.open_to(user))
    handed_over = ImportFile.objects.filter(
        closed, sha256=OuterRef("sha256"), part_of__started_by=OuterRef("received_by")
    )
    found = Container.objects.visible_to(user).filter(~Exists(handed_over), pk__in=keys)
    return set(found.values_list("pk", flat=True))


def access_seen(user: User, keys: Collection[int]) -> set[int]:
    """Who may see what is sealed, only they know."""
    found = SealAccess.objects.filter(pk__in=keys, seal__in=Seal.objects.open_to(user))
    return set(found.values_list("pk", flat=True))
