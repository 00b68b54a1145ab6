"""What a redaction would cut out of the desk's own words, shown before anybody agrees to it: it can't be undone.

The same SQL of the stages and the same comparison as when it is carried out. But the role of the application makes no
tables, so what they would hold is handed to each query.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.text import capfirst

from factcheck.audit.registry import of_table, url_of
from factcheck.database.objects import public_id
from factcheck.documents.models import Document
from factcheck.documents.redacting import registry
from factcheck.documents.redacting.quoting import held_by, quoted_from, runs_in, texts_of
from factcheck.documents.redacting.registry import OwnWords
from factcheck.documents.redacting.rows import execute
from factcheck.documents.redacting.runs import Run, stretches

_WITH = """
    WITH redacting_document (document_id, public_id, salt) AS (
        SELECT key, public, ''::bytea FROM unnest(%s::bigint[], %s::text[]) AS found (key, public)
    ), redacting_row (table_name, object_id, public_id) AS (
        SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[])
    ), redacting_touched (table_name, object_id, public_id) AS (
        SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[])
    )
"""

type Row = tuple[str, int, str | None]


@dataclass(frozen=True)
class Cut:
    """Words that go from a column of what the desk wrote. `public_id` is empty where it has none."""

    public_id: str
    label: str
    words: tuple[str, ...]

    @property
    def url(self) -> str:
        return url_of(self.public_id) if self.public_id else ""


def words_to_cut(documents: Collection[int]) -> list[Cut]:
    """What goes where, of documents given by their keys; what is emptied as a whole is not among it."""
    ground = _ground(documents)
    own = [_standing(one, ground) for holding in registry.registered() for one in holding.own_words]
    # Read once, and of those alone that have something to lose.
    held = [(one, list(held_by(one))) for one in own if one is not None]
    quoted = quoted_from(texts_of(ground.keys_of), runs_in(held), documents)
    return [cut for one, rows in held for cut in _cuts(one, rows, quoted)] if quoted else []


@dataclass
class _Ground:
    """What the tables would hold."""

    documents: list[tuple[int, str]]
    rows: list[Row] = field(default_factory=list)
    touched: list[Row] = field(default_factory=list)

    def find(self, table: str, where: str) -> list[int]:
        return [key for (key,) in execute(f"{_WITH} SELECT id FROM {table} WHERE {where}", self._parameters())]

    def keys_of(self, model: type[models.Model]) -> str:
        return _literal(key for table, key, _public in self.rows if table == model._meta.db_table)

    def _parameters(self) -> list[list[Any]]:
        return [
            *([row[at] for row in self.documents] for at in range(2)),
            *([row[at] for row in found] for found in (self.rows, self.touched) for at in range(3)),
        ]


def _ground(documents: Collection[int]) -> _Ground:
    ground = _Ground([(key, public_id(Document.KIND, key)) for key in documents])
    holdings = registry.registered()
    for emptied in (one for holding in holdings for one in holding.emptied):
        keys = ground.find(emptied.table, emptied.where)
        ground.rows += [(emptied.table, key, public_id(emptied.kind, key) if emptied.kind else None) for key in keys]
    for touched in (one for holding in holdings for one in holding.touched):
        keys = ground.find(touched.table, touched.where)
        ground.touched += [(touched.table, key, public_id(touched.kind, key)) for key in keys]
    return ground


def _standing(one: OwnWords, ground: _Ground) -> OwnWords | None:
    """Of the rows found, those that aren't emptied anyway; None where there are none."""
    emptied = {key for table, key, _public in ground.rows if table == one.table}
    keys = set(ground.find(one.table, one.where)) - emptied
    return replace(one, where=f"id IN {_literal(keys)}") if keys else None


def _literal(keys: "Iterator[int] | set[int]") -> str:
    return f"(SELECT unnest('{{{','.join(str(int(key)) for key in keys)}}}'::bigint[]))"


def _cuts(one: OwnWords, rows: Iterable[Sequence[Any]], quoted: set[Run]) -> Iterator[Cut]:
    for key, *row in rows:
        for name, value in zip(one.columns, row, strict=True):
            words = dict.fromkeys(
                text[start:end] for text in one.strings([value]) for start, end in stretches(text, quoted)
            )
            if words:
                yield Cut(public_id(one.kind, key) if one.kind else "", _label(one.model, name), tuple(words))


def _label(model: type[models.Model], column: str) -> str:
    known = of_table(model._meta.db_table)
    return f"{capfirst(str(known.label))}, {known.labels.get(column, column)}"
