"""Pages of a list too long to count: each begins where the one before ended."""

from dataclasses import dataclass

from django.http import QueryDict

from factcheck.audit.models import Entry, EntryQuerySet

PAGE = 50


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    #: The rest of the address of the neighbouring pages, empty where there is none.
    newer: str
    older: str


def page_of(entries: EntryQuerySet, query: QueryDict, *, by: str = "at", size: int = PAGE) -> Page:
    """The page that `?before=<id>` or `?after=<id>` names, newest first; without them, the first.

    `by` is "moment" for entries about an object.
    """
    before, after = _key(query, "before"), _key(query, "after")
    if after is not None:
        found = list(entries.after(after).oldest_first(by)[: size + 1])
        has_newer, has_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        found = list(entries.before(before).newest_first(by)[: size + 1])
        has_newer, has_older = before is not None, len(found) > size
        found = found[:size]
    if not found:
        return Page([], "", "")
    return Page(
        found,
        newer=_address(query, "after", found[0].pk) if has_newer else "",
        older=_address(query, "before", found[-1].pk) if has_older else "",
    )


def _key(query: QueryDict, name: str) -> int | None:
    value = query.get(name, "")
    # At most 18 digits: what fits a bigint.
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None


def _address(query: QueryDict, name: str, key: int) -> str:
    changed = query.copy()
    for other in ("before", "after"):
        changed.pop(other, None)
    changed[name] = str(key)
    return "?" + changed.urlencode()
