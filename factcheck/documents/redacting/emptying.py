"""Emptying the rows of some documents and of all that rests on them, as the owner of the tables, in one transaction.

The triggers that keep rows from being rewritten are the owner's to switch off: here, for the transaction, on the tables
that have something to lose; switching off takes a lock that keeps others from writing there meanwhile. Those that
write the audit trail stay on, so the trail says which rows were emptied; `trail` empties what they wrote down.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from itertools import batched
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from factcheck.documents.models import Document, Extraction
from factcheck.documents.redacting import registry, trail
from factcheck.documents.redacting.registry import Emptied, OwnWords
from factcheck.documents.redacting.runs import Run, runs_of, without

#: How long others may keep the tables from being locked.
PATIENCE = "30s"
#: Rows that are in memory at once.
_AT_ONCE = 500
_TABLES = """
    CREATE TEMPORARY TABLE redacting_document (document_id bigint PRIMARY KEY, public_id text, salt bytea)
    ON COMMIT DROP;
    CREATE TEMPORARY TABLE redacting_row (
        table_name text, object_id bigint, public_id text, columns text[], PRIMARY KEY (table_name, object_id)
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE redacting_touched (
        table_name text, object_id bigint, public_id text, PRIMARY KEY (table_name, object_id)
    ) ON COMMIT DROP;
"""


def empty(salts: Mapping[int, bytes]) -> Set[str]:
    """Empty these documents, given by their keys with the salt of each; the public ids of all rows that were.

    Raises django.db.OperationalError where others keep the tables locked for longer than PATIENCE.
    """
    holdings = registry.registered()
    emptied = [one for holding in holdings for one in holding.emptied]
    own = [one for holding in holdings for one in holding.own_words]
    with _unprotected({one.table for one in emptied} | {one.table for one in own}):
        _find(salts, emptied)
        _touch()
        # Before they are emptied: what is quoted elsewhere is known by them.
        texts = list(_texts())
        for one in emptied:
            _empty(one)
        _replace_quoted(own, texts)
        for derived in (one for holding in holdings for one in holding.derived):
            execute(f"DELETE FROM {derived.model._meta.db_table} WHERE {derived.where}")
        trail.empty_columns()
    return _public_ids()


def execute(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """Run SQL; its rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def _unprotected(tables: Set[str]) -> Iterator[None]:
    execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    triggers = [
        row
        for table in sorted(tables)
        for row in execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
            " AND starts_with(tgname, 'pgtrigger_') AND NOT starts_with(tgname, 'pgtrigger_audit') ORDER BY tgname",
            [table],
        )
    ]
    for table, trigger in triggers:
        execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    yield
    # PostgreSQL alters no table that a check is still to be made on.
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, trigger in triggers:
        execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    execute("SET CONSTRAINTS ALL DEFERRED")


def _find(salts: Mapping[int, bytes], emptied: list[Emptied]) -> None:
    execute(_TABLES)
    for key, salt in salts.items():
        execute(
            "INSERT INTO redacting_document VALUES (%s, audit_public_id(%s, %s), %s)", [key, Document.KIND, key, salt]
        )
    for one in emptied:
        execute(
            f"INSERT INTO redacting_row SELECT %s, id, CASE WHEN %s <> '' THEN audit_public_id(%s, id) END, %s::text[]"
            f" FROM {one.table} WHERE {one.where}",
            [one.table, one.kind, one.kind, [*one.columns, *one.rewritten]],
        )


def _touch() -> None:
    for one in (touched for holding in registry.registered() for touched in holding.touched):
        execute(
            f"INSERT INTO redacting_touched SELECT %s, id, audit_public_id(%s, id) FROM {one.table}"
            f" WHERE {one.where} ON CONFLICT DO NOTHING",
            [one.table, one.kind],
        )


def _texts() -> Iterator[str]:
    """All that the documents say, and what they are called."""
    for model, columns in ((Extraction, "text"), (Document, "concat_ws(' | ', title, author, filename)")):
        keys = execute(f"SELECT id FROM {model._meta.db_table} WHERE id IN {registry.rows_of(model)}")
        for (key,) in keys:
            ((text,),) = execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE id = %s", [key])
            yield text


def _empty(one: Emptied) -> None:
    if one.rewritten:
        _rewrite(one)
    columns = [f"{_quoted(name)} = {sql}" for name, sql in (*one.columns.items(), *one.beside.items())]
    if columns:
        execute(f"UPDATE {one.table} SET {', '.join(columns)} WHERE id IN {registry.rows_of(one.model)}")


def _rewrite(one: Emptied) -> None:
    public_ids = _public_ids()
    names = list(one.rewritten)
    for key, *values in _values(one.model, names, f"id IN {registry.rows_of(one.model)}"):
        made = [one.rewritten[name](value, public_ids) for name, value in zip(names, values, strict=True)]
        _write(one.model, names, key, made)


def _replace_quoted(own: list[OwnWords], texts: list[str]) -> None:
    """In what the desk wrote itself, and in its entries, put a mark in place of words that were quoted."""
    wanted: set[Run] = set()
    for one in own:
        for _key, *values in _values(one.model, one.columns, one.where):
            one.changed(values, lambda text: _add_runs(wanted, text))
    touched = touched_ids()
    for text in trail.words_in(own, touched):
        wanted.update(runs_of(text))
    quoted = {run for text in texts for run in runs_of(text) if run in wanted}
    if not quoted:
        return

    def cleaned(text: str) -> str:
        return without(text, quoted)

    for one in own:
        for key, *values in _values(one.model, one.columns, one.where):
            made = one.changed(values, cleaned)
            if made != values:
                _write(one.model, one.columns, key, made)
    # Last, so that the entries of these updates are among them.
    trail.clean_contents(own, touched, cleaned)


def _add_runs(wanted: set[Run], text: str) -> str:
    wanted.update(runs_of(text))
    return text


def _values(model: type[models.Model], columns: Any, where: str) -> Iterator[tuple[Any, ...]]:
    """Key and columns of rows, those of JSON as values."""
    names = ", ".join(_quoted(name) for name in columns)
    table = model._meta.db_table
    # Django's connections give JSON as it was written.
    is_json = [isinstance(model._meta.get_field(name), models.JSONField) for name in columns]
    keys = [key for (key,) in execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
    for some in batched(keys, _AT_ONCE):
        for key, *values in execute(f"SELECT id, {names} FROM {table} WHERE id = ANY(%s) ORDER BY id", [list(some)]):
            pairs = zip(values, is_json, strict=True)
            yield key, *(json.loads(value) if told and value is not None else value for value, told in pairs)


def _write(model: type[models.Model], columns: Any, key: int, values: list[Any]) -> None:
    assignments = ", ".join(f"{_quoted(name)} = %s" for name in columns)
    given = [Jsonb(value) if isinstance(value, (dict, list)) else value for value in values]
    execute(f"UPDATE {model._meta.db_table} SET {assignments} WHERE id = %s", [*given, key])


def _quoted(name: str) -> str:
    """Some columns have names that are words of SQL."""
    return connection.ops.quote_name(name)


def _public_ids() -> Set[str]:
    return frozenset(
        public
        for (public,) in execute(
            "SELECT public_id FROM redacting_row WHERE public_id IS NOT NULL"
            " UNION SELECT public_id FROM redacting_document"
        )
    )


def touched_ids() -> Set[str]:
    """Public ids of the objects that rest on what is redacted now."""
    return frozenset(public for (public,) in execute("SELECT public_id FROM redacting_touched"))
