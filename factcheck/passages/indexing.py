"""What the index of segments holds: the words of each, and nothing that can change.

Titles, grades, dates and visibility are asked of PostgreSQL when something was found.
"""

from factcheck.documents.models import Extraction
from factcheck.passages import segmenting, segments
from factcheck.passages.models import Segment
from factcheck.search import words
from factcheck.search.arrival import COUNTED, arrived
from factcheck.search.registry import Batch, Index, Item, Place, Waiting

_COLUMNS = ("extraction_id", "start", "end", "boilerplate", "language")


def after(place: Place, limit: int) -> Batch:
    """Segments that came after a place; none while those of another method are being removed."""
    rows = arrived("passages_segment", _COLUMNS, place, limit)
    if not rows or not segmenting.is_cut_by_this_method():
        return Batch((), place, more=False)
    texts = dict(Extraction.objects.filter(id__in={row[2] for row in rows}).values_list("id", "text"))
    items = [
        Item(key, " ".join(words.words(texts[text][start:end], language)), extraction=text, boilerplate=boilerplate)
        for _, key, text, start, end, boilerplate, language in rows
    ]
    return Batch(items, Place(*rows[-1][:2]), more=len(rows) == limit)


def waiting(place: Place) -> Waiting:
    """Texts that are not cut yet, and segments that are not in the index."""
    texts = segmenting.waiting_texts()
    later = Segment.objects.extra(
        where=["(passages_segment.xid, passages_segment.id) > (%s::xid8, %s)"], params=[str(place.xid), place.id]
    )
    first = later.order_by("xid", "id").values_list("extraction__created_at", flat=True).first()
    if first is None:
        return texts
    count = later.order_by()[:COUNTED].count()
    return Waiting(texts.rows + count, min(filter(None, (texts.since, first))))


def total() -> int:
    """All there are."""
    return Segment.objects.count()


SEGMENTS = Index(
    "segments",
    version=f"{segments.METHOD}, {words.METHOD}",
    after=after,
    waiting=waiting,
    total=total,
    prepare=segmenting.cut_next,
)
