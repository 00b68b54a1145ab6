"""Reading and writing the columns of rows by SQL, whatever the model: what a stage names, only the stage knows."""
# ruff: noqa: S608 -- the names in it are those of our own tables

import json
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

#: Rows that are in memory at once.
_AT_ONCE = 500


def execute(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """Run SQL; its rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def values(model: type[models.Model], columns: Sequence[str], where: str) -> Iterator[tuple[Any, ...]]:
    """Key and columns of rows, those of JSON as values."""
    names = ", ".join(quoted(name) for name in columns)
    table = model._meta.db_table
    # Django's connections give JSON as it was written.
    is_json = [isinstance(model._meta.get_field(name), models.JSONField) for name in columns]
    keys = [key for (key,) in execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
    for some in batched(keys, _AT_ONCE):
        for key, *row in execute(f"SELECT id, {names} FROM {table} WHERE id = ANY(%s) ORDER BY id", [list(some)]):
            pairs = zip(row, is_json, strict=True)
            yield key, *(json.loads(value) if told and value is not None else value for value, told in pairs)


def write(model: type[models.Model], columns: Sequence[str], key: int, row: Sequence[Any]) -> None:
    assignments = ", ".join(f"{quoted(name)} = %s" for name in columns)
    given = [Jsonb(value) if isinstance(value, (dict, list)) else value for value in row]
    execute(f"UPDATE {model._meta.db_table} SET {assignments} WHERE id = %s", [*given, key])


def quoted(name: str) -> str:
    """Some columns have names that are words of SQL."""
    return connection.ops.quote_name(name)
