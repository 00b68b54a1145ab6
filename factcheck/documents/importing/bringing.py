"""Bringing in one piece, for a job as for a command."""

from dataclasses import dataclass, replace

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.documents.actions import Imported, Receipt, import_document
from factcheck.documents.actions.redacted import wait_for_redacting
from factcheck.documents.blobs import Blob, BlobTakenAway, exists
from factcheck.documents.importing.ahead import BeingRead
from factcheck.documents.importing.pieces import Piece
from factcheck.documents.models import Container, Seal
from factcheck.sources.actions import known_source_named, source_named
from factcheck.sources.models import Source


@dataclass(frozen=True)
class Given:
    """What was said of the files that were handed over, and by whom."""

    receipt: Receipt
    by: User | None
    source: Source | None = None
    url: str = ""
    #: Leave the search for near copies to a job.
    is_later: bool = False
    #: Who alone may see what is brought in.
    seal: Seal | None = None


def bring_in(given: Given, piece: Piece, reading: BeingRead) -> Imported:
    """Raises what `import_document` raises, and what the reading ended in."""
    # Under seal no source is made: everybody would read its name in the list of sources.
    named = known_source_named if given.seal else source_named
    return import_document(
        data=piece.data,
        # As the file came in which it lies.
        receipt=replace(given.receipt, filename=piece.name.rsplit("/", 1)[-1]),
        by=given.by,
        source=given.source or named(piece.source_name),
        # An address that was given beside a container can't be that of each of its members.
        url=given.url if piece.place is None else "",
        found=piece.found,
        place=piece.place,
        reading=reading.result() if reading else None,
        look_for_copies=not given.is_later,
        seal=given.seal,
    )


@transaction.atomic
def container_of(given: Given, blob: Blob, name: str, media_type: str) -> Container:
    """The row of a file as a container: made when it was met first, found again later by who may know of it.

    Raises BlobTakenAway.
    """
    wait_for_redacting()
    if not exists(blob.sha256):
        raise BlobTakenAway(blob.sha256)
    known = Container.objects.filter(sha256=blob.sha256)
    if given.by:
        known = known.visible_to(given.by)
    if given.seal:
        # A name that was given under seal is not looked for among those that everybody sees.
        known = known.filter(captures__document__seal=given.seal)
    found = known.order_by("id").first()
    return found or Container.objects.create(
        sha256=blob.sha256,
        size=blob.size,
        media_type=media_type,
        received_by=given.by,
        **(given.receipt.columns | {"filename": name}),
    )
