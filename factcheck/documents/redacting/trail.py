"""The one permitted update of audit entries: what they hold of words that had to go is emptied, by the owner alone.

An entry stays, with its moment, its actor, its action and the ids it is about. In place of a column's content stands
`{"redacted": true}`, and of a reason, so much in a word. Of the desk's own words the entries lose what the row loses,
in the same columns and no others, so that row and trail agree.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from factcheck.documents.redacting.registry import OwnWords
from factcheck.documents.redacting.runs import GONE

# What a redaction itself writes down is its own: that stays, with who asked, who agreed and why.
_EMPTY_COLUMNS = """
    UPDATE audit_entry entry SET
        before = pg_temp.redacted_part(entry.before, found.columns),
        after = pg_temp.redacted_part(entry.after, found.columns),
        reason = CASE WHEN entry.reason = '' OR entry.xid = pg_current_xact_id() THEN entry.reason ELSE %s END
    FROM redacting_row found
    WHERE entry.table_name = found.table_name AND entry.object_id = found.object_id
"""
# The content of an entry without that of some columns; what was empty may stay so.
_PART = """
    CREATE FUNCTION pg_temp.redacted_part(content jsonb, gone text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN content IS NULL THEN NULL ELSE coalesce((
            SELECT jsonb_object_agg(part.key, CASE
                WHEN part.key = ANY(gone) AND part.value NOT IN ('null', '""', '[]', '{}') THEN '{"redacted": true}'
                ELSE part.value END)
            FROM jsonb_each(content) part
        ), content) END
    $$
"""

type Content = Mapping[str, Any] | None


def empty_columns() -> None:
    """Of every row that is redacted now, take what had to go out of all its entries."""
    with connection.cursor() as cursor:
        cursor.execute(_PART)
        cursor.execute(_EMPTY_COLUMNS, [GONE])
        cursor.execute("DROP FUNCTION pg_temp.redacted_part(jsonb, text[])")


def words_in(own: Sequence[OwnWords], touched: Set[str]) -> Iterator[str]:
    """What the entries of the desk's own words hold: each of its strings."""
    for one in own:
        for _key, before, after, reason in _entries_of(one, touched):
            for content in (before, after):
                yield from one.strings(list(_of(one, content).values()))
            yield reason


def clean_contents(own: Sequence[OwnWords], touched: Set[str], cleaned: Callable[[str], str]) -> None:
    """Change in these entries what is changed in the rows, and the reasons, which are the desk's own as well."""
    for one in own:
        for key, before, after, reason in list(_entries_of(one, touched)):
            made = (_changed(one, before, cleaned), _changed(one, after, cleaned), cleaned(reason))
            _write(key, (before, after, reason), made)


def _changed(one: OwnWords, content: Content, change: Callable[[str], str]) -> Content:
    if not content:
        return content
    words = _of(one, content)
    return {**content, **dict(zip(words, one.changed(list(words.values()), change), strict=True))}


def _of(one: OwnWords, content: Content) -> dict[str, Any]:
    """The columns that the entry holds of the desk's own words."""
    return {name: content[name] for name in one.columns if name in content} if content else {}


def _entries_of(one: OwnWords, touched: Set[str]) -> Iterator[tuple[Any, ...]]:
    """Of the rows, and of those that were removed from the objects with these public ids."""
    where = (
        f"table_name = %s AND (object_id IN (SELECT id FROM {one.table} WHERE {one.where})"
        f" OR about && %s::text[] AND NOT EXISTS (SELECT FROM {one.table} still WHERE still.id = object_id))"
    )
    return _entries(where, [one.table, list(touched)])


def _entries(where: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Key, before, after and reason."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, before, after, reason FROM audit_entry WHERE {where}", parameters)
        for key, before, after, reason in cursor.fetchall():
            # Django's connections give JSON as it was written.
            yield key, *(content and json.loads(content) for content in (before, after)), reason


def _write(key: int, was: tuple[Any, ...], made: tuple[Any, ...]) -> None:
    if made == was:
        return
    before, after, reason = made
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET before = %s, after = %s, reason = %s WHERE id = %s",
            [_json(before), _json(after), reason, key],
        )


def _json(content: Any) -> Any:
    return None if content is None else Jsonb(content)
