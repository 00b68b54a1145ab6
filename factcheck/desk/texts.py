"""What the reader says of the text itself: who typed it, that there is none and why, how there could be one."""

from typing import Any

from django.utils.translation import gettext

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.desk.reading import Reading
from factcheck.documents import ocr_jobs
from factcheck.documents.actions.reading_again import offers
from factcheck.documents.extraction.cells import WITHOUT_RESULT
from factcheck.documents.extraction.formats import OCR
from factcheck.documents.views.pictures import can_be_shown


def missing_text(user: User, reading: Reading) -> dict[str, Any]:
    """For the template.

    Who has its text before them is told only what that text is not: the publisher's own, or all that a sheet shows.
    """
    capture, extraction = reading.capture, reading.extraction
    may_write = user.has_role(Role.REVIEWER)
    by_hand_or_eye = extraction is not None and (extraction.typed_by_id or extraction.extractor == OCR.name)
    notes = extraction.messages if extraction else []
    if reading.text and not by_hand_or_eye:
        notes = [note for note in notes if note.startswith(_without_result())]
    context: dict[str, Any] = {
        "notes": notes,
        "may_type": may_write and (not reading.text or can_be_shown(capture)),
        "is_picture": capture.media_type.startswith("image/"),
    }
    if reading.text:
        return context
    waiting = ocr_jobs.is_waiting(capture)
    return context | {
        "failure": capture.failures.order_by("-id").first() if extraction is None else None,
        "is_waiting": waiting,
        "offers": [one for one in offers(capture) if not (one.is_ocr and waiting)] if may_write else [],
    }


def _without_result() -> tuple[str, ...]:
    """How what is said of formulas that give nothing begins, in English and in the reader's language."""
    return tuple(words.partition("%")[0] for one in WITHOUT_RESULT for words in (one, gettext(one)))
