"""What the index of documents holds: the words of their titles, by which passages are found that name nobody.

Titles change, so they can't be in the index of segments, where nothing is replaced.
"""

from collections.abc import Iterator

from factcheck.documents.models import Document
from factcheck.documents.models.works import DocumentQuerySet
from factcheck.search import words
from factcheck.search.registry import Item
from factcheck.search.replacing import Table, index_of


def _titles(documents: DocumentQuerySet) -> Iterator[Item]:
    """Of those that have one."""
    rows = documents.standing().filter(title__isnull=False).values_list("id", "title", "language")
    for key, title, language in rows:
        yield Item(key, " ".join(words.words(title or "", language or "")))


DOCUMENTS = index_of("documents", [Table(Document, _titles)])
