"""What the index of documents holds: the words of their titles, by which passages are found that name nobody.

Titles change, so they can't be in the index of segments, where nothing is replaced.
"""

from collections.abc import Iterator
from functools import partial

from factcheck.documents.models import Document
from factcheck.documents.models.works import DocumentQuerySet
from factcheck.search import replacing, words
from factcheck.search.registry import Index, Item
from factcheck.search.replacing import Table


def _titles(documents: DocumentQuerySet) -> Iterator[Item]:
    """Of those that have one."""
    rows = documents.standing().filter(title__isnull=False).values_list("id", "title", "language")
    for key, title, language in rows:
        yield Item(key, " ".join(words.words(title or "", language or "")))


TABLES = [Table(Document, _titles)]


def total() -> int:
    """All there are."""
    return Document.objects.count()


DOCUMENTS = Index(
    "documents",
    version=words.METHOD,
    after=partial(replacing.after, TABLES),
    waiting=partial(replacing.waiting, TABLES),
    total=total,
    replaces=True,
)
