"""Pages of a list too long to count: each begins where the one before ended."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import QueryDict


@dataclass(frozen=True)
class Page[Row]:
    rows: list[Row]
    #: The rest of the address of the neighbouring pages, empty where there is none.
    newer: str = ""
    older: str = ""


def page_of[Row: Model](
    query: QueryDict,
    *,
    newest: Callable[[int | None], QuerySet[Row]],
    oldest: Callable[[int], QuerySet[Row]],
    size: int,
) -> Page[Row]:
    """The page that `?before=<key>` or `?after=<key>` names, newest first; without them, the first.

    newest: the rows before that one, the newest first (None: all of them). oldest: those after it, the oldest first.
    """
    before, after = _key(query, "before"), _key(query, "after")
    if after is not None:
        rows = list(oldest(after)[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        rows = list(newest(before)[: size + 1])
        has_newer, has_older = before is not None, len(rows) > size
        rows = rows[:size]
    if not rows:
        return Page([])
    return Page(
        rows,
        newer=_address(query, "after", rows[0].pk) if has_newer else "",
        older=_address(query, "before", rows[-1].pk) if has_older else "",
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
