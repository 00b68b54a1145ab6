"""Bytes that a redaction took out are known again by the salted hash that it left, and are not taken in again.

Of a document that is sealed to them nobody is told that its bytes were here: as before, theirs are a document of
their own. So is a copy that differs by a single byte.
"""

from collections.abc import Collection
from typing import BinaryIO

from django.db.models.functions import Coalesce

from factcheck.accounts.models import User
from factcheck.documents import blobs
from factcheck.documents.actions.errors import BytesWereRedacted
from factcheck.documents.commitment import commitment
from factcheck.documents.models import Capture, Container, Document, Redaction

#: Where the hash of bytes stands that a document was in.
_PLACES = ("captures__sha256", "captures__container__sha256", "fetches__container__sha256")


def redacted_among(hashes: Collection[str], by: User | None) -> dict[str, BytesWereRedacted]:
    """Of bytes with these hashes those that are not to be taken in, and what is said of each."""
    salts = Redaction.objects.exclude(salt=None).values_list("salt", flat=True)
    kept = {commitment(bytes(salt), sha256): sha256 for salt in salts if salt for sha256 in hashes}
    if not kept:
        return {}
    known = Document.objects.visible_to(by) if by else Document.objects.all()
    known = known.filter(redacted_at__isnull=False)
    found = {
        kept[salted]: work
        for place in _PLACES
        for salted, work in known.filter(**{f"{place}__in": kept}).values_list(place, Coalesce("merged_into", "pk"))
        if salted in kept
    }
    here = _here(found, by)
    return {sha256: _refusal(work) for sha256, work in found.items() if sha256 not in here}


def refuse_redacted_bytes(sha256: str, by: User | None) -> None:
    """Raise BytesWereRedacted if these were taken out of a document that `by` may know of."""
    for refusal in redacted_among([sha256], by).values():
        raise refusal


def refuse_redacted_file(file: BinaryIO, by: User | None) -> None:
    """The same, before they are stored; the file is read to its end only where something was redacted at all."""
    if Redaction.objects.exclude(salt=None).exists():
        refuse_redacted_bytes(blobs.hash_of(file), by)


def _here(hashes: Collection[str], by: User | None) -> set[str]:
    """What another document has that they see is here anyway, and is only met again."""
    if not hashes:
        return set()
    captures, containers = Capture.objects.all(), Container.objects.all()
    if by:
        captures, containers = captures.filter(document__in=Document.objects.visible_to(by)), containers.visible_to(by)
    having = (rows.filter(sha256__in=hashes).values_list("sha256", flat=True) for rows in (captures, containers))
    return {sha256 for rows in having for sha256 in rows}


def _refusal(work: int) -> BytesWereRedacted:
    decided = Redaction.objects.select_related("document", "asked_by", "agreed_by").exclude(carried_out_at=None)
    redaction = decided.get(document=work)
    return BytesWereRedacted(
        one=redaction.document.public_id,
        redacted=redaction.document.redacted.rstrip("."),
        asked=redaction.asked_by,
        agreed=redaction.agreed_by,
    )
