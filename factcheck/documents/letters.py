"""A letter and what was attached to it: documents of their own that came in one file."""

from factcheck.accounts.models import User
from factcheck.documents.extraction.media_types import EML
from factcheck.documents.models import Capture, Document, DocumentQuerySet


def came_in_the_same_letter(capture: Capture, user: User) -> DocumentQuerySet | None:
    """The other documents of the letter that `capture` is, or came in; None where there is no letter."""
    letter = capture.container if capture.container and capture.container.media_type == EML else None
    if letter is None and capture.media_type != EML:
        return None
    sha256 = letter.sha256 if letter else capture.sha256
    itself, attached = Capture.objects.filter(sha256=sha256), Capture.objects.filter(container__sha256=sha256)
    came = itself.values("document").union(attached.values("document"))
    return Document.objects.visible_to(user).standing().filter(pk__in=came).exclude(pk=capture.document_id)
