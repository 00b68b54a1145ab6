from django.http import QueryDict

from factcheck.audit.models import Entry, EntryQuerySet
from factcheck.web.keyset import Page
from factcheck.web.keyset import page_of as keyset_page

PAGE = 50


def page_of(entries: EntryQuerySet, query: QueryDict, *, by: str = "at", size: int = PAGE) -> Page[Entry]:
    """A page of entries; `by` is "moment" for entries about an object."""
    return keyset_page(
        query,
        newest=lambda before: entries.before(before).newest_first(by),
        oldest=lambda after: entries.after(after).oldest_first(by),
        size=size,
    )
