"""Receiving bytes: each file becomes a document, its capture and its extraction, or is met again."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate, PartialDateError
from factcheck.database.partial_dates import parse as parse_date
from factcheck.documents import blobs
from factcheck.documents.actions.errors import TooLarge
from factcheck.documents.extraction import Extracted, Found, extract
from factcheck.documents.models import Basis, Capture, Document, Extraction, Received, Retrieval
from factcheck.sources.actions import SourceError, ensure_source_for_url
from factcheck.sources.models import Source

#: How many name a document without a title, and their length in characters: a "word" may be a page of base64.
FIRST_WORDS, FIRST_WORDS_LENGTH = 8, 100
#: Characters, as in the form in which a person gives an address.
MAX_ADDRESS = 2000
_ENDS_AN_ADDRESS = re.compile(r"[\s<>\"\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Receipt:
    """How bytes came to the desk: asked once, shown wherever the capture is."""

    how: Received = Received.FILE
    received_from: str = ""
    copied_on: PartialDate | None = None
    filename: str = ""


@dataclass(frozen=True)
class Imported:
    """What an import came to: `unchanged` when the bytes were here already, met again as a retrieval."""

    status: str
    document: Document
    capture: Capture
    messages: tuple[str, ...] = ()


def import_document(
    *,
    data: bytes,
    receipt: Receipt,
    by: User | None,
    source: Source | None = None,
    url: str = "",
) -> Imported:
    """Bring in one file: bytes to the blob store, then document, capture and extraction in one transaction.

    Parsing and the disk come first and outside the transaction, so that a slow file holds no lock; a row is
    written only once its bytes are safe. `source` and `url` are what the person states beside the file.
    Raises TooLarge, or Unreadable with what to do about it.
    """
    if len(data) > settings.MAX_DOCUMENT_BYTES:
        raise TooLarge(size=f"{len(data):,}", limit=f"{settings.MAX_DOCUMENT_BYTES:,}")
    sha256 = hashlib.sha256(data).hexdigest()
    if known := _met_again(sha256, receipt=receipt, by=by, url=url):
        return known
    extracted = extract(data, filename=receipt.filename)
    blobs.store(data)
    return _record(sha256, len(data), extracted, receipt=receipt, by=by, source=source, url=url)


@transaction.atomic
def _record(
    sha256: str,
    size: int,
    extracted: Extracted,
    *,
    receipt: Receipt,
    by: User | None,
    source: Source | None,
    url: str,
) -> Imported:
    # Two imports of the same bytes wait for each other here; the second then meets the first's capture.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])
    if known := _met_again(sha256, receipt=receipt, by=by, url=url):
        return known
    document = Document.objects.create(
        first_words=" ".join(extracted.text.split()[:FIRST_WORDS])[:FIRST_WORDS_LENGTH].strip(),
        imported_by=by,
        **_facts(extracted, source=source, url=url),
    )
    capture = Capture.objects.create(
        document=document,
        number=1,
        sha256=sha256,
        size=size,
        media_type=extracted.media_type,
        encoding=extracted.encoding,
        filename=receipt.filename,
        received_how=receipt.how,
        received_from=receipt.received_from,
        captured_by=by,
        **partial_date_columns("copied", receipt.copied_on),
    )
    _record_extraction(capture, extracted)
    return Imported("imported", document, capture, extracted.messages)


@transaction.atomic
def _met_again(sha256: str, *, receipt: Receipt, by: User | None, url: str) -> Imported | None:
    """If these bytes are here already, and not as another page's: record that they were met again."""
    known = Capture.objects.select_related("document__source").filter(sha256=sha256)
    capture = next((found for found in known if not (url and found.document.url and found.document.url != url)), None)
    if capture is None:
        return None
    Retrieval.objects.create(
        capture=capture,
        filename=receipt.filename,
        received_how=receipt.how,
        received_from=receipt.received_from,
        retrieved_by=by,
        **partial_date_columns("copied", receipt.copied_on),
    )
    return Imported("unchanged", capture.document, capture)


def _record_extraction(capture: Capture, extracted: Extracted) -> Extraction:
    return Extraction.objects.create(
        capture=capture,
        extractor=extracted.extractor,
        extractor_version=extracted.extractor_version,
        text=extracted.text,
        blocks=[
            {
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
                "level": block.level,
                "links": [list(link) for link in block.links],
            }
            for block in extracted.blocks
        ],
        line_ends=extracted.line_ends,
        nul_count=extracted.nul_count,
        messages=list(extracted.messages),
    )


def _facts(extracted: Extracted, *, source: Source | None, url: str) -> dict[str, Any]:
    """The columns of what the document says of itself, each with its basis; what is not there stays null."""
    found = {
        "title": extracted.title,
        "author": extracted.author,
        "language": extracted.language,
        "url": extracted.url,
    }
    columns: dict[str, Any] = {}
    for name, fact in found.items():
        if fact and (name != "url" or _can_be_an_address(fact.value)):
            columns |= {name: fact.value, f"{name}_basis": fact.basis, f"{name}_how": fact.where}
    columns |= _published(extracted.published)
    if url:
        columns |= {"url": url, "url_basis": Basis.DESK, "url_how": _("given at import")}
    if source:
        columns |= {"source": source, "source_basis": Basis.DESK, "source_how": _("given at import")}
    elif (address := columns.get("url")) and (by_domain := _source_of(address)):
        columns |= {
            "source": by_domain,
            "source_basis": columns["url_basis"],
            "source_how": _("by the domain of the address"),
        }
    return columns


def _can_be_an_address(text: str) -> bool:
    """Whether this is as long as addresses get, and free of what would end one where it is printed."""
    return len(text) <= MAX_ADDRESS and not _ENDS_AN_ADDRESS.search(text)


def _source_of(address: str) -> Source | None:
    """The source by the address's domain. Some addresses name none (`mailto:`): then it is not known."""
    try:
        return ensure_source_for_url(address)
    except SourceError:
        return None


def _published(fact: Found | None) -> dict[str, Any]:
    if fact is None:
        return {}
    try:
        day = parse_date(fact.value)
    except PartialDateError:
        return {}
    return partial_date_columns("published", day) | {
        "published_basis": fact.basis,
        "published_how": fact.where,
    }
