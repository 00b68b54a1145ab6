"""The one permitted update of audit entries: what they hold of words that had to go is emptied, by the owner alone.

An entry stays, with its moment, its actor, its action and the ids it is about. In place of a column's content stands
`{"redacted": true}`, and of a reason, so much in a word.
"""
# ruff: noqa: S608 -- the names in it are those of our own tables

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from factcheck.documents.redacting.registry import OwnWords
from factcheck.documents.redacting.runs import GONE, in_values

# What a redaction itself writes down is its own: that stays, with who asked, who agreed and why.
_EMPTY_COLUMNS = """
    UPDATE audit_entry entry SET
        before = redacted_part(entry.before, found.columns),
        after = redacted_part(entry.after, found.columns),
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


def empty_columns() -> None:
    """Of every row that is redacted now, take what had to go out of all its entries."""
    with connection.cursor() as cursor:
        cursor.execute(_PART)
        cursor.execute(_EMPTY_COLUMNS.replace("redacted_part(", "pg_temp.redacted_part("), [GONE])
        cursor.execute("DROP FUNCTION pg_temp.redacted_part(jsonb, text[])")


def contents_of(own: Sequence[OwnWords]) -> Iterator[tuple[Any, ...]]:
    """What the entries of the desk's own words hold: before, after and reason of each."""
    for _key, *content in _entries(own):
        yield tuple(content)


def clean_contents(own: Sequence[OwnWords], cleaned: Callable[[str], str]) -> None:
    """Change every string in these entries."""
    with connection.cursor() as cursor:
        for key, *content in list(_entries(own)):
            made = in_values(content, cleaned)
            if made != content:
                before, after, reason = made
                cursor.execute(
                    "UPDATE audit_entry SET before = %s, after = %s, reason = %s WHERE id = %s",
                    [_json(before), _json(after), reason, key],
                )


def _json(content: Any) -> Any:
    return None if content is None else Jsonb(content)


def _entries(own: Sequence[OwnWords]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        for one in own:
            cursor.execute(
                "SELECT id, before, after, reason FROM audit_entry WHERE table_name = %s AND object_id IN"
                f" (SELECT id FROM {one.table} WHERE {one.where})",
                [one.table],
            )
            for key, before, after, reason in cursor.fetchall():
                # Django's connections give JSON as it was written.
                yield key, *(content and json.loads(content) for content in (before, after)), reason
