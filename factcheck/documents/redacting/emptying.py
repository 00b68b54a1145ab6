"""Emptying the rows of some documents and of all that rests on them, as the owner of the tables, in one transaction.

The triggers that keep rows from being rewritten are the owner's to switch off: here, for the transaction, on the tables
that have something to lose; switching off takes a lock that keeps others from writing there meanwhile. Those that
write the audit trail stay on, so the trail says which rows were emptied; `trail` empties what they wrote down.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import contextmanager

from factcheck.documents.models import Document
from factcheck.documents.redacting import registry, rows, trail
from factcheck.documents.redacting.quoting import held_by, quoted_from, runs_in, texts_of
from factcheck.documents.redacting.registry import Emptied, OwnWords
from factcheck.documents.redacting.rows import execute
from factcheck.documents.redacting.runs import runs_of, without

#: How long others may keep the tables from being locked.
PATIENCE = "30s"
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
        texts = list(texts_of(registry.rows_of))
        for one in emptied:
            _empty(one)
        _replace_quoted(own, texts, list(salts))
        for derived in (one for holding in holdings for one in holding.derived):
            execute(f"DELETE FROM {derived.table} WHERE {derived.where}")
        trail.empty_columns()
    return _public_ids()


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
            [one.table, one.kind, one.kind, list(one.names)],
        )


def _touch() -> None:
    for one in (touched for holding in registry.registered() for touched in holding.touched):
        execute(
            f"INSERT INTO redacting_touched SELECT %s, id, audit_public_id(%s, id) FROM {one.table}"
            f" WHERE {one.where} ON CONFLICT DO NOTHING",
            [one.table, one.kind],
        )


def _empty(one: Emptied) -> None:
    if one.rewritten:
        _rewrite(one)
    columns = [f"{rows.quoted(name)} = {sql}" for name, sql in (*one.columns.items(), *one.beside.items())]
    if columns:
        execute(f"UPDATE {one.table} SET {', '.join(columns)} WHERE id IN {_rows_of(one)}")


def _rows_of(one: Emptied) -> str:
    """SQL: the keys of the rows that this one found, of those of its model."""
    names = ", ".join(f"'{name}'" for name in one.names)
    return (
        f"(SELECT object_id FROM redacting_row WHERE table_name = '{one.table}' AND columns = ARRAY[{names}]::text[])"
    )


def _rewrite(one: Emptied) -> None:
    public_ids = _public_ids()
    names = list(one.rewritten)
    for key, *row in rows.values(one.model, names, f"id IN {_rows_of(one)}"):
        made = [one.rewritten[name](value, public_ids) for name, value in zip(names, row, strict=True)]
        rows.write(one.model, names, key, made)


def _replace_quoted(own: list[OwnWords], texts: list[str], documents: Collection[int]) -> None:
    """In what the desk wrote itself, and in its entries, put a mark in place of words that were quoted."""
    touched = touched_ids()
    written = runs_in((one, held_by(one)) for one in own)
    for text in trail.words_in(own, touched):
        written.update(runs_of(text))
    quoted = quoted_from(texts, written, documents)
    if not quoted:
        return

    def cleaned(text: str) -> str:
        return without(text, quoted)

    for one in own:
        for key, *row in rows.values(one.model, one.columns, one.where):
            made = one.changed(row, cleaned)
            if made != row:
                rows.write(one.model, one.columns, key, made)
    # Last, so that the entries of these updates are among them.
    trail.clean_contents(own, touched, cleaned)


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


def concerned_ids() -> Set[str]:
    """Public ids of all that is emptied, of what rests on it, and of what the desk wrote there in its own words."""
    own = [one for holding in registry.registered() for one in holding.own_words]
    written = (
        public
        for one in own
        if one.kind
        for (public,) in execute(f"SELECT audit_public_id('{one.kind}', id) FROM {one.table} WHERE {one.where}")
    )
    return _public_ids() | touched_ids() | frozenset(written)
