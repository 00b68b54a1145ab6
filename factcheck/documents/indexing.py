"""What the index of documents holds: the words of their titles, by which passages are found that name nobody.

Titles change, so they can't be in the index of segments, where nothing is replaced.
"""

from factcheck.documents.models import Document
from factcheck.search import words
from factcheck.search.arrival import changes, waiting_changes
from factcheck.search.registry import Batch, Index, Item, Place, Waiting

_TABLES = [Document._meta.db_table]
#: Entries of the trail that are looked at for one row asked for: a document comes with a capture and an extraction.
_SCANNED = 5


def after(place: Place, limit: int) -> Batch:
    """Documents that were added or changed after a place, as they are now; those without a title are not found."""
    scanned = limit * _SCANNED
    found = changes(_TABLES, place, scanned)
    keys = {change.key for change in found.objects}
    rows = Document.objects.standing().filter(id__in=keys, title__isnull=False) if keys else Document.objects.none()
    items = [
        Item(key, " ".join(words.words(title or "", language or "")))
        for key, title, language in rows.values_list("id", "title", "language")
    ]
    gone = [("", key) for key in keys - {item.key for item in items}]
    return Batch(items, found.place, more=found.scanned == scanned, scanned=found.scanned, gone=gone)


def waiting(place: Place) -> Waiting:
    """Changes of documents that are not in the index."""
    return waiting_changes(_TABLES, place)


def total() -> int:
    """All there are."""
    return Document.objects.count()


DOCUMENTS = Index("documents", version=words.METHOD, after=after, waiting=waiting, total=total, replaces=True)
