"""Cutting the texts that came in into segments: after the fact, in the order in which they can be seen.

An import does not wait for it. The one row of `Segmenting` says up to which entry of the audit trail the texts are
cut and by which method; whoever moves it has written the segments in the same transaction, so it is safe to kill
and to run by several at once. A new method throws all segments away and begins again.
"""

import time
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from factcheck.database.copying import copy_in, next_keys
from factcheck.documents.models import Extraction
from factcheck.passages.models import Segment, Segmenting
from factcheck.passages.segments import METHOD, Span, segments_of
from factcheck.search.arrival import changes, waiting_changes
from factcheck.search.registry import Place, Waiting

TEXTS = "documents_extraction"
#: Entries of the trail read at a time; texts cut before their segments are written, and the seconds that may take.
ENTRIES, AT_ONCE, SECONDS = 20_000, 300, 0.7
#: Segments removed at a time when the method has changed.
REMOVED = 20_000
#: Texts in memory.
_LOADED = 20
#: Entries that name no text are passed over again and again until there are so many: moving the row costs a write.
PASSED_OVER = 500
#: While segments of another method are being removed: no method is called so.
_REMOVING = ""


def cut_next() -> bool:
    """Cut the next texts; whether there is more to do at once."""
    row = _row()
    if row.method != METHOD:
        return _begin_again()
    place = Place(row.xid, row.entry)
    found = changes([TEXTS], place, ENTRIES)
    if not found.objects and found.scanned < PASSED_OVER:
        return False
    # Outside of any transaction: cutting a book takes longer than one should last.
    count, segments = _cut([change.key for change in found.objects])
    is_all = count == len(found.objects)
    reached = found.place if is_all else found.objects[count - 1].place
    return _write(place, reached, segments) and (not is_all or found.scanned == ENTRIES)


def is_cut_by_this_method() -> bool:
    """Whether the segments there are were cut as this version cuts: an index follows no others."""
    return Segmenting.objects.filter(method=METHOD).exists()


def waiting_texts() -> Waiting:
    """How many texts came in that are not cut yet."""
    row = Segmenting.objects.filter(method=METHOD).first()
    return waiting_changes([TEXTS], Place(row.xid, row.entry) if row else Place())


def _row() -> Segmenting:
    row = Segmenting.objects.first()
    if row is None:
        Segmenting.objects.bulk_create([Segmenting(id=1, method=METHOD)], ignore_conflicts=True)
        row = Segmenting.objects.get()
    return row


def _begin_again() -> bool:
    """Remove a share of the segments that another method cut; after the last, begin from the first text."""
    with transaction.atomic():
        row = Segmenting.objects.select_for_update(skip_locked=True).first()
        if row is None or row.method == METHOD:
            return False
        Segmenting.objects.update(method=_REMOVING, xid=0, entry=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM passages_segment WHERE id IN (SELECT id FROM passages_segment LIMIT %s)", [REMOVED]
            )
            if cursor.rowcount < REMOVED:
                Segmenting.objects.update(method=METHOD)
    return True


type _Row = tuple[int, str, Span, int]


def _cut(keys: list[int]) -> tuple[int, list[_Row]]:
    """Segments of the first of these texts, as many as fit in the time: how many texts, and their segments."""
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
    """The texts in the order of the keys; None for one that is cut already: its entry tells of something else."""
    done: set[int] = set()
    for start in range(0, len(keys), _LOADED):
        some = keys[start : start + _LOADED]
        found = Extraction.objects.select_related("capture__document").in_bulk(some)
        done.update(Segment.objects.filter(extraction__in=some, number=0).values_list("extraction", flat=True))
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
