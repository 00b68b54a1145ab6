"""What the stage of documents needs to know of passages: how many, and how they move."""

from collections.abc import Collection

from django.db.models import Count

from factcheck.documents.drawn import Drawn
from factcheck.passages.models import Passage
from factcheck.passages.relocating import relocate


def count_by_document(documents: Collection[int]) -> dict[int, int]:
    rows = Passage.objects.filter(document__in=documents).order_by().values_list("document").annotate(n=Count("pk"))
    return {int(key): n for key, n in rows}


def move_to_document(extractions: Collection[int], document: int) -> None:
    Passage.objects.filter(extraction__in=extractions).update(document=document)


PASSAGES = Drawn(count_by_document, move_to_document, relocate)
