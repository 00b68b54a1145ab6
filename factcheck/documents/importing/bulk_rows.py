"""The rows of a batch as COPY takes them: the same documents, captures and extractions as `import_document` writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.database.copying import copy_in, next_keys
from factcheck.documents.actions.first_facts import (
    Stated,
    known_source_of_address,
    said_facts,
    source_columns,
    source_of_address,
)
from factcheck.documents.actions.readings import columns_of
from factcheck.documents.actions.receiving import Place, Receipt, first_words
from factcheck.documents.containers.rows import Line
from factcheck.documents.extraction import Extracted
from factcheck.documents.importing.pieces import found_in_row
from factcheck.documents.models import Capture, Container, Document, Extraction, Retrieval, Seal
from factcheck.sources.actions import known_source_named, source_named
from factcheck.sources.models import Source


@dataclass(frozen=True)
class Bulk:
    """What is the same for all rows of a file: where they lie, how they came, who publishes them if that was said."""

    container: Container
    receipt: Receipt
    by: User | None
    source: Source | None = None
    #: When the work began that this is part of, however often it was taken up again since; None: not known.
    since: datetime | None = None
    #: Who alone may see what the rows become.
    seal: Seal | None = None


@dataclass(frozen=True)
class Here:
    """Where bytes are that are here already."""

    capture: int
    container: int | None
    since: datetime


@dataclass(frozen=True)
class NewRow:
    line: Line
    sha256: str
    fields: dict[str, str]
    extracted: Extracted
    messages: tuple[str, ...] = ()

    def place(self, container: Container) -> Place:
        return Place(container, "", self.line.offset, len(self.line.data), None, self.messages)


@dataclass
class Sources:
    """The sources that rows name or whose addresses they give, each asked for once in a run.

    `makes_none`: rows that come in under seal make none, since everybody would read it in the list of sources.
    """

    makes_none: bool = False
    _known: dict[tuple[str, str], Source | None] = field(default_factory=dict)

    def named(self, name: str) -> Source | None:
        if ("name", name) not in self._known:
            self._known["name", name] = (known_source_named if self.makes_none else source_named)(name)
        return self._known["name", name]

    def of_address(self, address: str) -> Source | None:
        host = urlsplit(address).netloc or address
        if ("host", host) not in self._known:
            self._known["host", host] = (known_source_of_address if self.makes_none else source_of_address)(address)
        return self._known["host", host]

    def forget(self) -> None:
        """A transaction was undone, and with it perhaps a source that was made in it."""
        self._known.clear()


def write_rows(rows: Sequence[NewRow], of: Bulk, sources: Sources) -> list[int]:
    """Write a document, its capture and its extraction for each row; the keys of the extractions.

    Called inside a transaction, the bytes stored before.
    """
    if not rows:
        return []
    now = timezone.now()
    documents, captures, extractions = (next_keys(model, len(rows)) for model in (Document, Capture, Extraction))
    # Sources first: making one is a statement of its own, and none may come in between while rows are copied.
    facts = [_facts(row, of, sources) for row in rows]
    copy_in(
        Document,
        (
            {"id": key, "first_words": first_words(row.extracted.text), "filename": of.receipt.filename}
            | {"imported_by_id": _key(of.by), "seal_id": of.seal.pk if of.seal else None}
            | said
            for key, row, said in zip(documents, rows, facts, strict=True)
        ),
        now,
    )
    copy_in(
        Capture,
        (
            {"id": key, "document_id": document} | _capture(row, of)
            for key, document, row in zip(captures, documents, rows, strict=True)
        ),
        now,
    )
    copy_in(
        Extraction,
        (
            {"id": key, "capture_id": capture} | columns_of(row.extracted)
            for key, capture, row in zip(extractions, captures, rows, strict=True)
        ),
        now,
    )
    return extractions


def note_met_again(known: Sequence[Here], of: Bulk) -> int:
    """Rows whose bytes were here before this work began were met again, each once; how many are noted now."""
    earlier = {here.capture for here in known if not _is_of_this_work(here, of)}
    noted = Retrieval.objects.filter(capture__in=earlier, filename=of.receipt.filename)
    if of.since:
        noted = noted.filter(retrieved_at__gte=of.since)
    again = earlier - set(noted.values_list("capture_id", flat=True))
    Retrieval.objects.bulk_create(
        Retrieval(capture_id=key, retrieved_by=of.by, **of.receipt.columns) for key in sorted(again)
    )
    return len(again)


def _is_of_this_work(here: Here, of: Bulk) -> bool:
    """Without a beginning to go by, whatever lies in the same file is taken for its own: run again, it is unchanged."""
    return here.since >= of.since if of.since else here.container == of.container.pk


def _facts(row: NewRow, of: Bulk, sources: Sources) -> dict[str, Any]:
    columns = said_facts(row.extracted, Stated(found=found_in_row(row.fields)))
    given = of.source or (sources.named(row.fields["source"]) if row.fields.get("source") else None)
    address = columns.get("url")
    columns |= source_columns(columns, given, sources.of_address(address) if address and not given else None)
    if source := columns.pop("source", None):
        columns["source_id"] = source.pk
    return columns


def _capture(row: NewRow, of: Bulk) -> dict[str, Any]:
    place = row.place(of.container).columns
    return {
        "number": 1,
        "sha256": row.sha256,
        "size": len(row.line.data),
        "media_type": row.extracted.media_type,
        "encoding": row.extracted.encoding,
        "captured_by_id": _key(of.by),
        **of.receipt.columns,
        **{name: value for name, value in place.items() if name != "container"},
        "container_id": of.container.pk,
    }


def _key(person: User | None) -> int | None:
    return person.pk if person else None
