"""Looking up the passages of a document in another of its extractions, and keeping where they stand there."""

from collections import Counter

from django.db import transaction

from factcheck.documents.models import Extraction
from factcheck.passages.anchoring import Match, Selector, locate_all
from factcheck.passages.models import Anchor, Passage


@transaction.atomic
def relocate(document: int, extraction: int) -> Counter[str]:
    """Locate what was marked in the document's other extractions; how many there are by status.

    Safe to run again: what was located before stays as it is.
    """
    target = Extraction.objects.get(pk=extraction)
    known = Anchor.objects.filter(extraction=target)
    waiting = Passage.objects.filter(document=document).exclude(extraction=target).exclude(anchors__in=known)
    passages = list(waiting)
    wanted = [Selector(one.quote, one.prefix, one.suffix, one.start) for one in passages]
    found = zip(passages, locate_all(target.text, wanted), strict=True)
    Anchor.objects.bulk_create(_anchor(passage, target, match) for passage, match in found)
    return Counter(Anchor.objects.filter(extraction=target).values_list("status", flat=True))


def _anchor(passage: Passage, target: Extraction, match: Match | None) -> Anchor:
    if match is None:
        return Anchor(passage=passage, extraction=target, status=Anchor.Status.LOST)
    there = target.text[match.start : match.end]
    # White space is the reader's affair: a line broken elsewhere changes no word.
    if there.split() != passage.quote.split():
        status = Anchor.Status.ALTERED
    else:
        status = Anchor.Status.EXACT if match.start == passage.start else Anchor.Status.MOVED
    return Anchor(
        passage=passage,
        extraction=target,
        status=status,
        start=match.start,
        end=match.end,
        score=match.score,
        method=match.method,
    )
