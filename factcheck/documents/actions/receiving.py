"""Receiving bytes: each file becomes a document, its capture and its extraction, or is met again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate
from factcheck.documents import blobs
from factcheck.documents.actions.errors import refuse_larger
from factcheck.documents.actions.first_facts import Stated, facts_of
from factcheck.documents.actions.readings import Reading, read_apart, record_reading
from factcheck.documents.actions.redacted import wait_for_redacting
from factcheck.documents.actions.redacted_bytes import refuse_redacted_bytes
from factcheck.documents.extraction import Found
from factcheck.documents.models import Capture, Container, Document, Received, Retrieval, Seal
from factcheck.documents.near_copies import finding
from factcheck.documents.wording import named_otherwise
from factcheck.sources.models import Source

#: How many name a document without a title, and their length in characters: a "word" may be a page of base64.
FIRST_WORDS, FIRST_WORDS_LENGTH = 8, 100


@dataclass(frozen=True)
class Receipt:
    """How bytes came to the desk: asked once, shown wherever the capture is."""

    how: Received = Received.FILE
    received_from: str = ""
    copied_on: PartialDate | None = None
    filename: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "filename": self.filename,
            "received_how": self.how,
            "received_from": self.received_from,
            **partial_date_columns("copied", self.copied_on),
        }


@dataclass(frozen=True)
class Place:
    """Where bytes lie in a container, and what it says of them; see `Capture`."""

    container: Container
    member: str = ""
    offset: int | None = None
    length: int | None = None
    recorded_at: datetime | None = None
    messages: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "container": self.container,
            "member": self.member,
            "offset": self.offset,
            "length": self.length,
            "recorded_at": self.recorded_at,
            "messages": list(self.messages),
        }


@dataclass(frozen=True)
class Imported:
    """What an import came to: `imported`; `unread` when only the bytes could be kept; `unchanged` when they were
    here already, met again as a retrieval."""

    status: str
    document: Document
    capture: Capture
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Received:
    """Bytes, what is said of them, and what was read in them: all that a row is made from."""

    sha256: str
    size: int
    receipt: Receipt
    by: User | None
    stated: Stated = field(default_factory=Stated)
    place: Place | None = None
    reading: Reading | None = None
    seal: Seal | None = None


def import_document(
    *,
    data: bytes,
    receipt: Receipt,
    by: User | None,
    source: Source | None = None,
    url: str = "",
    found: Mapping[str, Found] | None = None,
    place: Place | None = None,
    reading: Reading | None = None,
    look_for_copies: bool = True,
    seal: Seal | None = None,
) -> Imported:
    """Bring in one file: bytes to the blob store, then document, capture and extraction in one transaction.

    Reading and the disk come first and outside the transaction, so that a slow file holds no lock; a row is
    written only once its bytes are safe. `source` and `url` are what the person states beside the file, `found`
    what the container says in which it lies; then `place` is there, and no blob is written. `reading`: what was
    read in the bytes, where somebody has read them already.
    Without `look_for_copies` a later job looks for near copies. `seal`: who alone may see it, from the first moment.
    Raises TooLarge, BytesWereRedacted, or Unreadable with what to do about it where nothing is worth keeping.
    """
    refuse_larger(len(data), settings.MAX_DOCUMENT_BYTES)
    stated = Stated(source, url, found or {}, is_sealed=seal is not None)
    received = _Received(hashlib.sha256(data).hexdigest(), len(data), receipt, by, stated, place, seal=seal)
    if known := _met_again(received):
        return known
    received = replace(received, reading=reading or read_apart(data, filename=receipt.filename))
    if place is None:
        blobs.store(data)
    imported = _record(received, data)
    if look_for_copies and (extraction := imported.capture.extractions.first()):
        # After its rows are safe: killed in between, the later job finds it.
        finding.look_for_copies(extraction, imported.document)
    return imported


@transaction.atomic
def _record(received: _Received, data: bytes) -> Imported:
    # Two imports of the same bytes wait for each other here; the second then meets the first's capture.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [received.sha256])
    if known := _met_again(received):
        return known
    reading = received.reading
    assert reading is not None, "read before it is recorded"
    document = Document.objects.create(
        first_words=first_words(reading.text),
        filename=received.receipt.filename,
        imported_by=received.by,
        seal=received.seal,
        **facts_of(reading.extracted, received.stated),
    )
    capture = record_capture(
        document=document,
        number=1,
        sha256=received.sha256,
        data=data,
        receipt=received.receipt,
        by=received.by,
        place=received.place,
        reading=reading,
    )
    misnamed = named_otherwise(capture.filename, capture.media_type, was_read=reading.extracted is not None)
    messages = (*filter(None, [misnamed]), *(received.place.messages if received.place else ()), *reading.messages)
    return Imported("imported" if reading.extracted else "unread", document, capture, messages)


def record_capture(
    *,
    document: Document,
    number: int,
    sha256: str,
    data: bytes,
    receipt: Receipt,
    by: User | None,
    place: Place | None,
    reading: Reading,
) -> Capture:
    """The row of a capture, and what was read in it. Called inside a transaction, its bytes stored before.

    Raises BlobError where they were taken away meanwhile and can't be stored again.
    """
    capture = Capture.objects.create(
        document=document,
        number=number,
        sha256=sha256,
        size=len(data),
        media_type=reading.media_type,
        encoding=reading.extracted.encoding if reading.extracted else "",
        captured_by=by,
        **receipt.columns,
        **(place.columns if place else {}),
    )
    if place is None:
        blobs.keep(sha256, data)
    record_reading(capture=capture, reading=reading)
    return capture


def first_words(text: str) -> str:
    """What names a document that has no title."""
    # Of the beginning: a text may be megabytes, and its words are not needed.
    return " ".join(text[:10_000].split()[:FIRST_WORDS])[:FIRST_WORDS_LENGTH].strip()


@transaction.atomic
def _met_again(received: _Received) -> Imported | None:
    """If these bytes are here already, and not as another page's: record that they were met again.

    To somebody who may not know of a sealed document nobody says that its bytes are here: they come in anew.
    """
    # What is known of them may be about to go: nothing is noted beside that.
    wait_for_redacting()
    url = received.stated.url or (named.value if (named := received.stated.found.get("url")) else "")
    known = Capture.objects.select_related("document__source").filter(sha256=received.sha256).order_by("pk")
    if received.by:
        known = known.filter(document__in=Document.objects.visible_to(received.by))
    if received.seal:
        # What came from a protected source must not be noted beside what everybody sees.
        known = known.filter(document__seal=received.seal)
    capture = next((found for found in known if not (url and found.document.url and found.document.url != url)), None)
    if capture is None:
        refuse_redacted_bytes(received.sha256, received.by)
        return None
    Retrieval.objects.create(capture=capture, retrieved_by=received.by, **received.receipt.columns)
    return Imported("unchanged", capture.document, capture, (_met_again_words(capture),))


def _met_again_words(capture: Capture) -> str:
    where = {"document": capture.document.public_id, "number": capture.number}
    return _("The same bytes are here already: %(document)s, capture %(number)s. Noted as met again.") % where
