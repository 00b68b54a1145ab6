"""Reading bytes that are here already by another reader: a further extraction beside those there are."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents import drawn
from factcheck.documents.actions.errors import NoSuchReader, ReadThatWayAlready, RedactedAlready
from factcheck.documents.actions.readings import Reading, read_apart, read_by_ocr, record_reading
from factcheck.documents.actions.redacted import refuse_redacted, wait_for_redacting
from factcheck.documents.extraction import Unreadable, ocr
from factcheck.documents.extraction.formats import OCR, READERS, Reader
from factcheck.documents.models import Capture, Extraction
from factcheck.documents.stored import bytes_of


@dataclass(frozen=True)
class Offer:
    """A reader that may be asked for. `is_ocr`: it takes minutes, so a job does it."""

    name: str
    is_ocr: bool


def offers(capture: Capture) -> list[Offer]:
    """The readers of its format that have drawn nothing from it yet; OCR only where it is installed."""
    used = set(capture.extractions.values_list("extractor", "extractor_version"))
    return [
        Offer(reader.name, reader == OCR)
        for reader in READERS.get(capture.media_type, ())
        if (reader.name, reader.version) not in used and (reader != OCR or ocr.available())
    ]


def read_again(*, capture: Capture, reader: str) -> Extraction | None:
    """Read by the reader of that name, and look up the document's passages in what it draws.

    None if it could draw no text: that is noted with the reason. Raises NoSuchReader, ReadThatWayAlready,
    RedactedAlready, BlobError.
    """
    chosen = _reader(capture, reader)
    reading = _read(capture, chosen)
    with transaction.atomic():
        wait_for_redacting()
        # Of two that do this at once, the second sees the first's.
        Capture.objects.select_for_update().get(pk=capture.pk)
        refuse_redacted(capture.document_id)
        _refuse_twice(capture, chosen)
        extraction = record_reading(capture=capture, reading=reading)
        if extraction is not None:
            drawn.relocate(capture.document_id, extraction.pk)
    return extraction


def read_by_ocr_as(capture: int, by: int) -> None:
    """The job's part: read by OCR as the person who asked. Safe to run again after a kill."""
    with acting(User.objects.get(pk=by), action="documents:read_again"), suppress(ReadThatWayAlready, RedactedAlready):
        read_again(capture=Capture.objects.select_related("container").get(pk=capture), reader=OCR.name)


def _reader(capture: Capture, name: str) -> Reader:
    chosen = next((one for one in READERS.get(capture.media_type, ()) if one.name == name), None)
    if chosen is None:
        raise NoSuchReader
    _refuse_twice(capture, chosen)
    return chosen


def _refuse_twice(capture: Capture, reader: Reader) -> None:
    if capture.extractions.filter(extractor=reader.name, extractor_version=reader.version).exists():
        raise ReadThatWayAlready


def _read(capture: Capture, reader: Reader) -> Reading:
    data = bytes_of(capture)
    try:
        if reader == OCR:
            return read_by_ocr(data)
        return read_apart(data, filename=capture.filename, declared_type=capture.media_type, reader=reader.name)
    except Unreadable as unreadable:
        return Reading(capture.media_type, None, reader.name, unreadable.reason)
