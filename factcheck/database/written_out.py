"""Queries written out in SQL: what is asked so often that Django takes longer to write it than PostgreSQL to answer.

Only plain ones of columns and keys. Who may see what is said in one place, by `visible_to` and its SQL.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Model


def select(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows that the query finds; `values` take the place of each %s in it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def read[M: Model](model: type[M], sql: str, *values: Any) -> M | None:
    """The first row that the query finds, as an object; None if there is none. `sql` gives all columns: SELECT *.

    As `model.objects.raw` gives it, which takes two or three times as long to learn what there is to read.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names, row = [column.name for column in cursor.description], cursor.fetchone()
    if row is None:
        return None
    found, fields = dict(zip(names, row, strict=True)), model._meta.concrete_fields
    return model.from_db(connection.alias, [one.attname for one in fields], [_value(one, found) for one in fields])


def _value(field: Any, found: Mapping[str, Any]) -> Any:
    """What the object holds, from what PostgreSQL gave: a list from JSON, for one."""
    value = found[field.column]
    return field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
