"""Every write to documents: receiving bytes, establishing facts, saying that two are one work."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.database.errors import Refused
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate, PartialDateError
from factcheck.documents import blobs
from factcheck.documents.extraction import Extracted, Found, extract
from factcheck.documents.models import Basis, Capture, Document, DocumentRelation, Extraction, Retrieval
from factcheck.sources.actions import ensure_source_for_url
from factcheck.sources.models import Source

FIRST_WORDS = 8


class TooLarge(Refused):
    """The file is larger than this desk takes in."""

    message = _("This file has %(size)s bytes; the largest that this desk takes has %(limit)s. Split it.")


class SameBytesTwice(Refused):
    """Both documents hold a capture of the very same bytes."""

    message = _(
        "%(one)s and %(other)s both hold the very same bytes, so neither can become a further capture of the "
        "other. Declare one a copy of the other instead."
    )


class AlreadyMerged(Refused):
    """A document that became part of another is no longer a work of its own."""

    message = _("%(one)s is already part of another document. Open that one.")


class HowIsMissing(Refused):
    """A fact was established without saying how."""

    message = _("Say how the desk knows the %(fact)s.")


@dataclass(frozen=True)
class Receipt:
    """How bytes came to the desk: asked once, shown wherever the capture is."""

    how: Capture.Received = Capture.Received.FILE
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
        first_words=" ".join(extracted.text.split()[:FIRST_WORDS]),
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
    found: dict[str, Found | None] = {
        "title": extracted.title,
        "author": extracted.author,
        "language": extracted.language,
        "url": Found(url, "desk", "given at import") if url else extracted.url,
    }
    columns: dict[str, Any] = {}
    for name, fact in found.items():
        if fact:
            columns |= {name: fact.value, f"{name}_basis": fact.basis, f"{name}_how": fact.where}
    columns |= _published(extracted.published)
    if source:
        columns |= {"source": source, "source_basis": Basis.DESK, "source_how": "given at import"}
    elif address := columns.get("url"):
        if by_domain := ensure_source_for_url(address):
            columns |= {
                "source": by_domain,
                "source_basis": columns["url_basis"],
                "source_how": "by the domain of the address",
            }
    return columns


def _published(fact: Found | None) -> dict[str, Any]:
    if fact is None:
        return {}
    try:
        day = PartialDate.parse(fact.value)
    except PartialDateError:
        return {}
    return partial_date_columns("published", day) | {
        "published_basis": fact.basis,
        "published_how": fact.where,
    }


@transaction.atomic
def establish_facts(*, document: Document, expected: int, facts: dict[str, Any], hows: dict[str, str]) -> Document:
    """Set facts that a person found out; those that stay the same keep their basis.

    `facts` maps names of `Document.FACTS` to the new value or None; `hows` says how the desk knows.
    Raises HowIsMissing, StaleVersion.
    """
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        if value == document.fact(name)["value"]:
            continue
        how = hows.get(name, "").strip()
        if value is not None and not how:
            raise HowIsMissing(fact=str(Document._meta.get_field(name).verbose_name))
        columns |= partial_date_columns(name, value) if name == "published" else {name: value}
        columns |= {f"{name}_basis": Basis.DESK if value is not None else "", f"{name}_how": how}
    return document.change(expected=expected, **columns) if columns else document


@transaction.atomic
def declare_same_work(*, document: Document, into: Document) -> Document:
    """Make `document` further captures of `into`: its passages kept, its facts lent where `into` has none.

    Returns `into`. Raises AlreadyMerged, SameBytesTwice.
    """
    pair = {
        found.pk: found
        for found in Document.objects.select_for_update().filter(pk__in=[document.pk, into.pk]).order_by("pk")
    }
    document, into = pair[document.pk], pair[into.pk]
    for one in (document, into):
        if one.merged_into_id or document == into:
            raise AlreadyMerged(one=one.public_id)
    if into.captures.filter(sha256__in=document.captures.values("sha256")).exists():
        raise SameBytesTwice(one=document.public_id, other=into.public_id)
    offset = into.captures.aggregate(last=Max("number"))["last"] or 0
    for position, capture in enumerate(document.captures.order_by("number"), start=1):
        Capture.objects.filter(pk=capture.pk).update(document=into, number=offset + position)
        for extraction in capture.extractions.all():
            extraction.passages.update(document=into)
    into.change(**_lent(document, into))
    document.change(merged_into=into)
    return into


def _lent(document: Document, into: Document) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in Document.FACTS:
        if into.fact(name)["value"] is None and document.fact(name)["value"] is not None:
            columns |= {name: getattr(document, name), f"{name}_basis": getattr(document, f"{name}_basis")}
            columns[f"{name}_how"] = f"{getattr(document, f'{name}_how')} ({document.public_id})".strip()
            if name == "published":
                columns["published_text"] = document.published_text
    return columns


@transaction.atomic
def relate_documents(
    *, document: Document, kind: DocumentRelation.Kind, other: Document, by: User, note: str = ""
) -> DocumentRelation:
    """Say that `document` is a copy, syndication, excerpt or translation of `other`: they count once."""
    return DocumentRelation.objects.create(document=document, kind=kind, other=other, declared_by=by, note=note)


@transaction.atomic
def withdraw_relation(*, relation: DocumentRelation, reason: str) -> None:
    """Take back that two documents go together. The reason is kept."""
    DocumentRelation.objects.filter(pk=relation.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason
    )
