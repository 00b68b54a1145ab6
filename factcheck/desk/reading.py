"""A document opened at one of its captures, in one of the texts drawn from it."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.lookups import Exact
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from factcheck.database.objects import key_of
from factcheck.database.written_out import read
from factcheck.desk.last_claim import claim_named
from factcheck.documents.extraction.values import Block
from factcheck.documents.models import Capture, Document, Extraction, PageLayout

#: Of a capture, as the address names it.
_NUMBER = re.compile("[0-9]{1,9}")
#: Of an extraction.
_IS_EMPTY = Exact(F("text"), "")
#: One capture of a document, and of a capture the text that is best, as `_best_first` says: asked with every page of
#: the reader and everything done there.
_NUMBERED = "SELECT * FROM documents_capture WHERE document_id = %s AND number = %s"
_NEWEST = "SELECT * FROM documents_capture WHERE document_id = %s ORDER BY number DESC LIMIT 1"
_BEST_OF = "SELECT * FROM documents_extraction WHERE capture_id = %s ORDER BY text = '', id DESC LIMIT 1"


@dataclass(frozen=True)
class At:
    """Where a text is opened: the number of its capture, and the query that opens it."""

    capture: int
    query: str


@dataclass(frozen=True)
class Reading:
    """What is open. `extraction` is None where no text could be drawn: the bytes are kept all the same."""

    document: Document
    capture: Capture
    extraction: Extraction | None
    #: Whether the address names the text, which else is the best.
    is_named: bool = False
    #: The claim that the address seeks a passage for: every address of the page carries it on, so that the words go
    #: to this claim, whatever the person has opened elsewhere meanwhile. Empty if it names none.
    claim: str = ""

    @cached_property
    def captures(self) -> list[Capture]:
        return list(self.document.captures.select_related("captured_by", "container").order_by("number"))

    @cached_property
    def drawings(self) -> list[Extraction]:
        """Every text drawn from the document's captures, the best first, without the text itself."""
        texts = _best_first(Extraction.objects.filter(capture__document=self.document).annotate(is_empty=_IS_EMPTY))
        return list(texts.defer("text", "blocks").select_related("typed_by", "capture"))

    @property
    def drawings_here(self) -> list[Extraction]:
        """Those of the capture that is open, as far as there is anything in them."""
        open_one = self.extraction.pk if self.extraction else None
        here = [one for one in self.drawings if one.capture_id == self.capture.pk]
        return [one for one in here if one.pk == open_one or not one.is_empty]  # type: ignore[attr-defined]

    @cached_property
    def places(self) -> dict[int, At]:
        """Of each extraction: where it is opened. The best of a capture needs no naming."""
        best: dict[int, int] = {}
        for one in self.drawings:
            best.setdefault(one.capture_id, one.pk)
        return {
            one.pk: At(
                one.capture.number,
                _query(one.capture.number, "" if best[one.capture_id] == one.pk else one.public_id, self.claim),
            )
            for one in self.drawings
        }

    @property
    def query(self) -> str:
        """Of the address that opens this text: "capture=1", "capture=1&extraction=X-0005"."""
        named = self.extraction.public_id if self.extraction and self.is_named else ""
        return _query(self.capture.number, named, self.claim)

    @property
    def pages(self) -> QuerySet[PageLayout]:
        """Of paged media; else none."""
        return PageLayout.objects.filter(extraction=self.extraction) if self.extraction else PageLayout.objects.none()

    @property
    def text(self) -> str:
        return self.extraction.text if self.extraction else ""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.extraction.parsed_blocks if self.extraction else ()

    @property
    def language(self) -> str:
        return self.document.language or "en"


def open_document(request: HttpRequest, document: Document) -> Reading:
    """The document at the capture and in the text that the address names, else the newest and the best.

    404 if it has no such capture or text.
    """
    number, wanted = request.GET.get("capture", ""), request.GET.get("extraction", "")
    capture = _capture(document, number)
    if capture is None:
        raise Http404
    # At hand already, and asked for its public id.
    capture.document = document
    extraction = _text_named(capture, wanted) if wanted else read(Extraction, _BEST_OF, capture.pk)
    if extraction is not None:
        extraction.capture = capture
    return Reading(document, capture, extraction, is_named=bool(wanted), claim=claim_named(request.GET))


def _capture(document: Document, number: str) -> Capture | None:
    """The one with that number; the newest if none is asked for."""
    if not number:
        return read(Capture, _NEWEST, document.pk)
    return read(Capture, _NUMBERED, document.pk, int(number)) if _NUMBER.fullmatch(number) else None


def _text_named(capture: Capture, public_id: str) -> Extraction:
    key = key_of(public_id, Extraction.KIND)
    return get_object_or_404(capture.extractions, pk=key or 0)


def _best_first(texts: QuerySet[Extraction]) -> QuerySet[Extraction]:
    """The newest is the best one so far, unless it is empty: OCR may find nothing where a person typed."""
    return texts.order_by(_IS_EMPTY, "-id")


def _query(capture: int, extraction: str, claim: str) -> str:
    named = {"extraction": extraction, "claim": claim}
    return urlencode({"capture": capture} | {name: value for name, value in named.items() if value})
