"""Taking files in: their bytes stored before anything else, so that nothing that follows can lose them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt, TooLarge
from factcheck.documents.actions.errors import BytesWereRedacted, NothingToImport, refuse_larger
from factcheck.documents.actions.redacted import wait_for_redacting
from factcheck.documents.actions.redacted_bytes import refuse_redacted_file
from factcheck.documents.containers import names
from factcheck.documents.containers.reading import HEAD, kind_of
from factcheck.documents.models import Import, ImportFile, ImportOutcome, Seal
from factcheck.sources.models import Source


@dataclass(frozen=True)
class Handed:
    """A file handed over, open for reading from its start."""

    name: str
    file: BinaryIO


def start_import(
    *,
    files: Iterable[Handed],
    receipt: Receipt,
    by: User | None,
    source: Source | None = None,
    url: str = "",
    seal: Seal | None = None,
) -> Import:
    """Store the files and note what is to be done with them; `defer` lets a worker do it.

    `seal`: who alone may see them, their names included.

    A file that is too large, was redacted or can't be stored becomes an outcome at once. Raises NothingToImport.
    """
    given = list(files)
    noted = [_stored(number, handed, by) for number, handed in enumerate(given, 1)]
    if not noted:
        raise NothingToImport
    with transaction.atomic():
        wait_for_redacting()
        columns = receipt.columns | {"filename": noted[0][0].name}
        started = Import.objects.create(source=source, url=url, started_by=by, seal=seal, **columns)
        for row, _refusal in noted:
            row.part_of = started
        ImportFile.objects.bulk_create(row for row, _refusal in noted)
        refusals = [refusal or _kept(row, handed) for (row, refusal), handed in zip(noted, given, strict=True)]
        ImportOutcome.objects.bulk_create(
            ImportOutcome(file=row, number=0, name=row.name, status=ImportOutcome.Status.FAILED, message=refusal)
            for (row, _refusal), refusal in zip(noted, refusals, strict=True)
            if refusal
        )
    return started


def _stored(number: int, handed: Handed, by: User | None) -> tuple[ImportFile, str]:
    """The row of a file, and why it is not taken in."""
    given = {"number": number, "name": names.shown(handed.name)}
    try:
        blob = store_checked(handed, by)
    except (TooLarge, BytesWereRedacted, blobs.BlobError) as refused:
        return ImportFile(**given, **_not_taken_in()), str(refused)
    return ImportFile(**given, sha256=blob.sha256, size=blob.size), ""


def _kept(row: ImportFile, handed: Handed) -> str:
    """Store once more what a redaction took away; now that its row is there, none does. Why not, if that fails."""
    try:
        blobs.keep_file(row.sha256, handed.file)
    except blobs.BlobError as refused:
        ImportFile.objects.filter(pk=row.pk).update(**_not_taken_in())
        return str(refused)
    return ""


def _not_taken_in() -> dict[str, Any]:
    return {"sha256": "", "size": 0, "total": 1, "position": 1, "failed": 1, "done_at": timezone.now()}


def store_checked(handed: Handed, by: User | None) -> blobs.Blob:
    """The bytes in the store. Raises TooLarge before the file is read, BytesWereRedacted before it is stored, or
    BlobError.

    A container may be larger than a document.
    """
    head = handed.file.read(HEAD)
    size = handed.file.seek(0, os.SEEK_END)
    handed.file.seek(0)
    refuse_larger(size, settings.MAX_CONTAINER_BYTES if kind_of(head, handed.name) else settings.MAX_DOCUMENT_BYTES)
    refuse_redacted_file(handed.file, by)
    return blobs.store_file(handed.file)
