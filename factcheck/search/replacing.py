"""Following tables whose rows change: each item takes the place of the one before it.

At the beginning all rows have their turn by their keys, which is quicker than a trail of years, and also finds what
a restored database brought along from another server, whose transactions can't be followed. From then on the audit
trail says what was changed, from the horizon on at which that began.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet

from factcheck.search import words
from factcheck.search.arrival import changes, horizon, waiting_changes
from factcheck.search.registry import WORDS, Batch, Index, Item, Place, Waiting

#: Entries of the trail that are looked at for one row asked for; most are about other things.
_SCANNED = 10


@dataclass(frozen=True)
class Table:
    """Rows of a table as items: `items` of those in a queryset that are to be found. `kind` as in its items."""

    model: type[Model]
    items: Callable[[Any], Iterable[Item]]
    kind: str = ""

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    def among(self, **conditions: Any) -> QuerySet[Any]:
        return self.model._default_manager.filter(**conditions)


def index_of(name: str, tables: Sequence[Table], weights: Mapping[str, float] | None = None) -> Index:
    """An index of tables whose words are cut by `words`. `weights` as in `Index`."""
    return Index(
        name,
        version=words.METHOD,
        after=partial(after, tables),
        waiting=partial(waiting, tables),
        total=lambda: sum(table.among().count() for table in tables),
        replaces=True,
        weights=weights or {WORDS: 1.0},
    )


def after(tables: Sequence[Table], place: Place, limit: int) -> Batch:
    """Rows that were written or changed after a place, as they are now."""
    if place == Place():
        return Batch((), Place(horizon(), _encoded(0, 0, tables)), more=True)
    return _by_keys(tables, place, limit) if place.id < 0 else _by_the_trail(tables, place, limit)


def waiting(tables: Sequence[Table], place: Place) -> Waiting:
    """Changes that are not in the index."""
    return waiting_changes([table.name for table in tables], place)


def _by_keys(tables: Sequence[Table], place: Place, limit: int) -> Batch:
    """The next rows of the table at hand; the place below zero holds its number, and the last key that was read."""
    last, number = divmod(-place.id - 1, len(tables))
    table = tables[number]
    keys = list(table.among(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])
    if keys:
        following = _encoded(keys[-1], number, tables)
    elif number + 1 < len(tables):
        following = _encoded(0, number + 1, tables)
    else:
        # Entries of the trail have keys from 1: all from the horizon on come after 0.
        following = 0
    return Batch(list(table.items(table.among(pk__in=keys))), Place(place.xid, following), more=True)


def _encoded(last: int, number: int, tables: Sequence[Table]) -> int:
    return -(last * len(tables) + number) - 1


def _by_the_trail(tables: Sequence[Table], place: Place, limit: int) -> Batch:
    scanned = limit * _SCANNED
    found = changes([table.name for table in tables], place, scanned)
    items, gone = list[Item](), list[tuple[str, int]]()
    for table in tables:
        keys = {change.key for change in found.objects if change.table == table.name}
        there = list(table.items(table.among(pk__in=keys))) if keys else []
        items += there
        gone += [(table.kind, key) for key in keys - {item.key for item in there}]
    return Batch(items, found.place, more=found.scanned == scanned, scanned=found.scanned, gone=gone)
