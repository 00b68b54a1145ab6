"""Cutting the texts that came in into segments: after the fact, in the order in which they can be seen.

An import does not wait for it. The one row of `Segmenting` says how far the texts are cut and by which method;
whoever moves it has written the segments in the same transaction, so it is safe to kill and to run by several at
once. At the beginning all texts there are have their turn, by their keys: `xid` is the horizon at which that began,
and `entry`, below zero, the key to go on with. From then on the audit trail is followed, from that horizon: `xid`
and `entry` name the last entry whose text was cut. See `recutting.py` for when it begins again.
"""

import time
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from factcheck.database.copying import copy_in, next_keys
from factcheck.documents.models import Extraction
from factcheck.passages import recutting
from factcheck.passages.models import Segment, Segmenting
from factcheck.passages.segments import METHOD, Span, segments_of
from factcheck.search.arrival import COUNTED, changes, horizon, waiting_changes
from factcheck.search.registry import Place, Waiting

TEXTS = "documents_extraction"
#: Entries of the trail read at a time; texts cut before their segments are written, and the seconds that may take.
ENTRIES, AT_ONCE, SECONDS = 20_000, 300, 0.7
#: Texts in memory.
_LOADED = 20
#: Entries that name no text are passed over again and again until there are so many: moving the row costs a write.
PASSED_OVER = 500


def cut_next() -> bool:
    """Cut the next texts; whether there is more to do at once."""
    row = _row()
    if recutting.is_due(row):
        return recutting.begin_again()
    return _by_keys(row) if row.entry < 0 else _by_the_trail(row)


def is_cut_by_this_method() -> bool:
    """Whether the segments there are were cut as this version cuts: an index follows no others."""
    return Segmenting.objects.filter(method=METHOD).exists()


def waiting_texts() -> Waiting:
    """How many texts came in that are not cut yet."""
    row = Segmenting.objects.filter(method=METHOD).first()
    if row and row.entry >= 0:
        return waiting_changes([TEXTS], Place(row.xid, row.entry))
    later = Extraction.objects.filter(id__gte=-row.entry if row else 0).order_by("id")
    return Waiting(later[:COUNTED].count(), later.values_list("created_at", flat=True).first())


def _row() -> Segmenting:
    row = Segmenting.objects.first()
    if row is None:
        first = Segmenting(id=1, method=METHOD, xid=horizon(), entry=recutting.FIRST)
        Segmenting.objects.bulk_create([first], ignore_conflicts=True)
        row = Segmenting.objects.get()
    return row


def _by_keys(row: Segmenting) -> bool:
    keys = list(Extraction.objects.filter(id__gte=-row.entry).order_by("id").values_list("id", flat=True)[:AT_ONCE])
    count, segments = _cut(keys)
    # Entries have keys from 1: all of the trail from the horizon on comes after this place.
    reached = Place(row.xid, -keys[count - 1] - 1 if keys else 0)
    return _write(Place(row.xid, row.entry), reached, segments)


def _by_the_trail(row: Segmenting) -> bool:
    place = Place(row.xid, row.entry)
    found = changes([TEXTS], place, ENTRIES)
    if not found.objects and found.scanned < PASSED_OVER:
        return False
    count, segments = _cut([change.key for change in found.objects])
    is_all = count == len(found.objects)
    reached = found.place if is_all else found.objects[count - 1].place
    return _write(place, reached, segments) and (not is_all or found.scanned == ENTRIES)


type _Row = tuple[int, str, Span, int]


def _cut(keys: list[int]) -> tuple[int, list[_Row]]:
    """Segments of the first of these texts, as many as fit in the time: how many texts, and their segments.

    Outside of any transaction: cutting a book takes longer than one should last.
    """
    until, count, segments = time.monotonic() + SECONDS, 0, list[_Row]()
    for extraction in _texts(keys[:AT_ONCE]):
        count += 1
        if extraction is not None:
            language = extraction.capture.document.language or ""
            spans = segments_of(extraction.text, extraction.parsed_blocks, language)
            segments += [(extraction.pk, language, span, number) for number, span in enumerate(spans)]
        if time.monotonic() > until:
            break
    return count, segments


def _texts(keys: list[int]) -> Iterator[Extraction | None]:
    """The texts in the order of the keys; None for one that is cut already."""
    done = set(Segment.objects.filter(extraction__in=keys, number=0).values_list("extraction", flat=True))
    for start in range(0, len(keys), _LOADED):
        some = keys[start : start + _LOADED]
        found = Extraction.objects.select_related("capture__document").in_bulk(set(some) - done)
        for key in some:
            yield None if key in done else found.get(key)
            done.add(key)


@transaction.atomic
def _write(place: Place, reached: Place, segments: list[_Row]) -> bool:
    """Write the segments and move the row; False if another did so meanwhile."""
    row = Segmenting.objects.select_for_update(skip_locked=True).first()
    if row is None or row.method != METHOD or (row.xid, row.entry) != place:
        return False
    if segments:
        keys = next_keys(Segment, len(segments))
        rows = (
            {
                "id": key,
                "extraction_id": extraction,
                "number": number,
                "start": span.start,
                "end": span.end,
                "boilerplate": span.boilerplate,
                "language": language,
            }
            for key, (extraction, language, span, number) in zip(keys, segments, strict=True)
        )
        copy_in(Segment, rows, timezone.now())
    Segmenting.objects.update(xid=reached.xid, entry=reached.id)
    return True
