"""Marking passages. A passage is written once and never changed."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from factcheck.accounts.models import User
from factcheck.database.errors import Refused
from factcheck.database.written_out import read
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.documents.extraction.media_types import PAGED
from factcheck.documents.models import Extraction
from factcheck.passages import selectors
from factcheck.passages.boxes import Box, boxes_of
from factcheck.passages.models import Passage

_AT = 'SELECT * FROM passages_passage WHERE extraction_id = %s AND start = %s AND "end" = %s'


class NothingSelected(Refused):
    """The span is empty, or lies outside the text."""

    message = _("Nothing is selected. Select some words of the document first.")


@transaction.atomic
def mark_passage(*, extraction: Extraction, start: int, end: int, by: User | None) -> Passage:
    """The passage `[start, end)` of the text, in code points; the same span is one passage, however often marked.

    White space at the ends is left out. Raises NothingSelected, RedactedAlready.
    """
    keep_from_redacting(extraction.capture.document_id)
    text = extraction.text
    if not 0 <= start < end <= len(text):
        raise NothingSelected
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise NothingSelected
    end = start + len(quote)
    prefix, suffix = selectors.context(text, start, end)
    boxes = _boxes(extraction, start, end)
    return read(Passage, _AT, extraction.pk, start, end) or _write(
        extraction=extraction,
        start=start,
        end=end,
        page=boxes[0][0] if boxes else None,
        boxes=boxes,
        document_id=extraction.capture.document_id,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        created_by=by,
    )


def _write(**columns: Any) -> Passage:
    try:
        with transaction.atomic():
            return Passage.objects.create(**columns)
    except IntegrityError:
        # Somebody else may have marked the same words just now: then theirs is the passage.
        theirs = read(Passage, _AT, columns["extraction"].pk, columns["start"], columns["end"])
        if theirs is None:
            raise
        return theirs


def _boxes(extraction: Extraction, start: int, end: int) -> list[Box]:
    """Where the words stand, if the document has pages."""
    if extraction.capture.media_type not in PAGED:
        return []
    touched = extraction.pages.filter(start__lt=end, end__gt=start)
    return boxes_of((page.as_value for page in touched), start, end)
