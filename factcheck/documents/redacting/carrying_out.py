"""Carrying out redactions that two people decided on: rows first, in one transaction; then bytes; then the indexes.

As the owner of the tables, so by the command alone. What was done is noted at each step, and done once.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable

from factcheck.accounts.kept import forget_about
from factcheck.accounts.roles import Role
from factcheck.audit.context import because
from factcheck.database.roles import as_owner
from factcheck.documents import blobs
from factcheck.documents.models import Capture, Container, Document, Fetch, ImportFile, Redaction
from factcheck.documents.redacting import statistics
from factcheck.documents.redacting.covering import family_of, has_changed
from factcheck.documents.redacting.emptying import PATIENCE, concerned_ids, empty
from factcheck.documents.redacting.scope import CannotRedact, blobs_of, same_bytes
from factcheck.notifications.models import Notification
from factcheck.search import registry
from factcheck.search.following import rebuild
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What

#: Bytes: more than anybody can guess.
_SALT = 32
_OF_BYTES = (Capture, Container, Fetch, ImportFile, Document)


@dataclass(frozen=True)
class CarriedOut:
    """`emptied`: rows that were, 0 where that was done before. `removed`, `shared`: bytes that left the store, and
    that stay since other documents have the same; `others` are these."""

    emptied: int
    removed: int
    shared: int
    others: tuple[str, ...] = ()


def carry_out(keys: Collection[int]) -> CarriedOut:
    """Carry out these redactions together, or go on with what is left of it. Raises CannotRedact."""
    # Before anything is locked; looked at again once it is.
    if waiting := list(_waiting(keys)):
        _decided(waiting)
    with as_owner():
        emptied = _empty_rows(keys)
        removed, shared, others = _remove_bytes(keys)
        statistics.renew()
    _rebuild_indexes(keys)
    with as_owner(), transaction.atomic():
        Redaction.objects.filter(pk__in=keys, finished_at=None).update(finished_at=timezone.now())
    return CarriedOut(emptied, removed, shared, others)


@transaction.atomic
def _empty_rows(keys: Collection[int]) -> int:
    try:
        _lock_bytes()
        redactions = list(_waiting(keys).select_for_update(of=("self",)))
        if not redactions:
            return 0
        left = _decided(redactions)
        salts = {
            one.pk: bytes(one.document.seal.salt) if one.document.seal else secrets.token_bytes(_SALT)
            for one in redactions
        }
        with because(reason_of(redactions)):
            public_ids = empty(_by_document(redactions, salts))
            Notification.objects.filter(about__in=public_ids).update(text=_("Redacted"))
            forget_about(concerned_ids())
            for one in redactions:
                _note(one, left, salts[one.pk])
            for one in redactions:
                ground.tell(Moved(What.REDACTED, one.document.public_id, one.reason.rstrip(".")))
    except OperationalError as error:
        if not isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected)):
            raise
        raise CannotRedact(_("Others are writing to the tables. Run this again in a quieter moment.")) from error
    return len(public_ids)


def _waiting(keys: Collection[int]) -> "QuerySet[Redaction]":
    waiting = Redaction.objects.filter(pk__in=keys, carried_out_at=None)
    return waiting.select_related("document__seal", "asked_by", "agreed_by").order_by("pk")


def _decided(redactions: Sequence[Redaction]) -> frozenset[str]:
    """The bytes that these take out, once it is sure that two people who may have decided on it.

    Raises CannotRedact.
    """
    taken = blobs_of(redactions)
    for one in redactions:
        ids = {"id": one.public_id, "document": one.document.public_id}
        if has_changed(one):
            message = _(
                "Something came to %(document)s, or left it, after %(id)s was asked for. Take %(id)s back on the page "
                "of %(document)s; two people decide on what is there now: ask and agree again."
            )
            raise CannotRedact(message, **ids)
        for person in (one.asked_by, one.agreed_by):
            if person is None or not person.has_role(Role.EDITOR):
                message = _("%(who)s decided on %(id)s and is no editor any more. Take it back, ask and agree again.")
                raise CannotRedact(message, who=person, **ids)
    return taken


def reason_of(redactions: Sequence[Redaction]) -> str:
    """What every entry of it says: who asked, who agreed, and why."""
    words = _("%(id)s, asked for by %(asked)s, agreed to by %(agreed)s: %(reason)s")
    return " ".join(
        words % {"id": one.public_id, "asked": one.asked_by, "agreed": one.agreed_by, "reason": one.reason}
        for one in redactions
    )


def _lock_bytes() -> None:
    """Nobody brings in bytes, or finds them here already, while it is decided which of them go."""
    tables = ", ".join(model._meta.db_table for model in _OF_BYTES)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _by_document(redactions: Sequence[Redaction], salts: dict[int, bytes]) -> dict[int, bytes]:
    return {key: salts[one.pk] for one in redactions for key in family_of(one.document_id).values_list("pk", flat=True)}


def _note(redaction: Redaction, left: frozenset[str], salt: bytes) -> None:
    """That it was carried out, and what is kept."""
    now = timezone.now()
    family_of(redaction.document_id).update(redacted_at=now, redacted_reason=redaction.reason)
    rows = Capture.objects.filter(document=redaction.document_id).order_by("number").values_list("number", "sha256")
    Redaction.objects.filter(pk=redaction.pk).update(
        carried_out_at=now,
        salt=salt,
        commitments=[{"capture": number, "sha256": sha256} for number, sha256 in rows],
        blobs_left=sorted(left),
    )


@transaction.atomic
def _remove_bytes(keys: Collection[int]) -> tuple[int, int, tuple[str, ...]]:
    _lock_bytes()
    redactions = Redaction.objects.filter(pk__in=keys)
    left = sorted({sha256 for row in redactions.values_list("blobs_left", flat=True) for sha256 in row})
    shared = [sha256 for sha256 in left if _is_used(sha256)]
    try:
        removed = sum(blobs.remove(sha256) for sha256 in left if sha256 not in shared)
    except OSError as error:
        message = _("The rows are emptied, but the bytes can't be removed: %(why)s. Mend that and run this again.")
        raise CannotRedact(message, why=error.strerror or error) from error
    redactions.exclude(blobs_left=[]).update(blobs_left=[])
    others = tuple(one.public_id for one in same_bytes(shared, ()))
    return removed, len(shared), others


def _is_used(sha256: str) -> bool:
    """Whether a row names these bytes: those that were redacted name a salted hash."""
    of_rows = (Capture.objects.filter(container=None), Container.objects.all(), ImportFile.objects.filter(done_at=None))
    return any(rows.filter(sha256=sha256).exists() for rows in of_rows)


def _rebuild_indexes(keys: Collection[int]) -> None:
    """So that the words are in no file of them."""
    if not Redaction.objects.filter(pk__in=keys, finished_at=None).exists():
        return
    for index in registry.registered():
        try:
            complete = rebuild(index.name).complete
        except (OSError, ValueError) as error:
            raise CannotRedact(_not_rebuilt(index.name, str(error))) from error
        if not complete:
            raise CannotRedact(_not_rebuilt(index.name, _("another process is writing it")))


def _not_rebuilt(name: str, why: str) -> str:
    words = _("Rows and bytes are gone, but the index %(name)s could not be built anew: %(why)s. Run this again.")
    return words % {"name": name, "why": why}
