"""What was drawn from a capture: by a program, apart; by another one, later; by a person who typed it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.documents.extraction import Block, CouldNotRead, Extracted, Unreadable, extract_text, type_of
from factcheck.documents.extraction.formats import OCR, reader_of
from factcheck.documents.extraction.media_types import HTML, PLAIN, UNKNOWN
from factcheck.documents.extraction.values import Page
from factcheck.documents.models import Capture, Extraction, PageLayout, ReadingFailure
from factcheck.documents.pool import extract_apart, extract_at_length


@dataclass(frozen=True)
class Reading:
    """What came of reading bytes: `extracted`, or the `reason` why there is no text, by which `reader`."""

    media_type: str
    extracted: Extracted | None
    reader: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        return self.extracted.text if self.extracted else ""

    @property
    def messages(self) -> tuple[str, ...]:
        return self.extracted.messages if self.extracted else (self.reason,)


def read_apart(data: bytes, *, filename: str = "", declared_type: str = "", reader: str = "") -> Reading:
    """Read in a process apart. Raises Unreadable where the bytes are of no kind that is read here."""
    try:
        extracted = extract_apart(data, filename=filename, declared_type=declared_type, reader=reader)
    except CouldNotRead as error:
        kind = type_of(data, filename=filename, declared_type=declared_type)
        if kind == UNKNOWN:
            raise Unreadable(error.reason) from error
        return Reading(kind, None, reader_of(kind, reader).name, error.reason)
    return Reading(extracted.media_type, extracted)


def read_by_ocr(data: bytes) -> Reading:
    """Read a scan or picture by OCR. Takes minutes. Raises Unreadable."""
    extracted = extract_at_length(data, reader=OCR.name)
    return Reading(extracted.media_type, extracted)


def read_row(fields: Mapping[str, str]) -> Reading:
    """What a row of JSON lines gives: its text is there already, only a page needs a reader.

    Raises Unreadable.
    """
    if html := fields.get("html"):
        return read_apart(html.encode(), declared_type=HTML)
    return Reading(PLAIN, extract_text(fields["text"], stated_language=fields.get("language", "")))


def record_reading(*, capture: Capture, reading: Reading) -> Extraction | None:
    """The row of what was read, with its pages; else that it could not be. Called inside a transaction."""
    if reading.extracted is None:
        ReadingFailure.objects.create(capture=capture, extractor=reading.reader, reason=reading.reason)
        return None
    extraction = Extraction.objects.create(capture=capture, **columns_of(reading.extracted))
    PageLayout.objects.bulk_create(layouts_of(extraction, reading.extracted.pages))
    return extraction


def layouts_of(extraction: Extraction, pages: Iterable[Page]) -> list[PageLayout]:
    """Rows to be made of its pages. A page that is too damaged to have a size can't be shown, and has none."""
    return [
        PageLayout(
            extraction=extraction,
            number=page.number,
            width=page.width,
            height=page.height,
            start=page.start,
            end=page.end,
            words=page.words,
        )
        for page in pages
        if page.width > 0 and page.height > 0
    ]


def columns_of(extracted: Extracted) -> dict[str, Any]:
    """An extraction's columns, its capture apart."""
    return {
        "extractor": extracted.extractor,
        "extractor_version": extracted.extractor_version,
        "text": extracted.text,
        "blocks": blocks_as_rows(extracted.blocks),
        "line_ends": extracted.line_ends,
        "nul_count": extracted.nul_count,
        "messages": list(extracted.messages),
    }


def blocks_as_rows(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as an extraction's column holds them; a label only where there is one."""
    return [
        {
            "kind": block.kind,
            "start": block.start,
            "end": block.end,
            "level": block.level,
            "links": [list(link) for link in block.links],
        }
        | ({"label": block.label} if block.label else {})
        for block in blocks
    ]
