"""A letter and what was attached to it: documents of their own that came in one file, or as one member of another."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from factcheck.accounts.models import User
from factcheck.documents.extraction.media_types import EML
from factcheck.documents.models import Capture, Document, ImportOutcome

#: Between the steps of a member's path; see `Capture`.
_STEP = "!/"


@dataclass(frozen=True)
class Letter:
    """How a capture belongs to a letter: `whole` is the letter it was attached to, None if it is one itself.

    `attached` are the others that were attached to it.
    """

    whole: Document | None
    attached: list[Document]


def letter_of(capture: Capture, user: User) -> Letter | None:
    """As far as this person may see; None where there is no letter, or nothing was attached to it."""
    letter = capture if capture.media_type == EML else _attached_to(capture)
    if letter is None:
        return None
    visible = Document.objects.visible_to(user).standing()
    whole = None if letter.pk == capture.pk else visible.filter(pk=letter.document_id).first()
    others = visible.exclude(pk__in=[capture.document_id, letter.document_id])
    attached = list(others.filter(pk__in=_attached(letter).values("document")).order_by("pk"))
    return Letter(whole, attached) if whole or attached else None


def _attached_to(capture: Capture) -> Capture | None:
    """The letter that it lies in: the innermost, where a letter was attached to a letter."""
    if capture.container is None:
        return None
    steps = capture.member.split(_STEP)
    around = [_STEP.join(steps[:count]) for count in range(len(steps) - 1, 0, -1)]
    letters = Capture.objects.filter(media_type=EML)
    if around:
        beside = letters.filter(container__sha256=capture.container.sha256, member__in=around)
        found = {letter.member: letter for letter in beside}
        if nearest := next((found[member] for member in around if member in found), None):
            return nearest
    if capture.container.media_type != EML:
        return None
    return letters.filter(sha256=capture.container.sha256).order_by("pk").first()


def _attached(letter: Capture) -> QuerySet[Capture]:
    lies_in = Q(container__sha256=letter.sha256)
    if letter.container:
        lies_in |= Q(container__sha256=letter.container.sha256, member__startswith=f"{letter.member}{_STEP}")
    # Bytes that were here before the letter came lie elsewhere: of those the import tells.
    met = ImportOutcome.objects.filter(file__sha256=letter.sha256, capture__isnull=False)
    return Capture.objects.filter(lies_in | Q(pk__in=met.values("capture")))
