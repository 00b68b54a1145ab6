"""Queries written out in SQL: what is asked so often that Django takes longer to write it than PostgreSQL to answer.

Only plain ones of columns and keys: who may see what is said in one place, by `visible_to`, and stays there.
"""

from typing import Any

from django.db import connection
from django.db.models import Model


def select(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows that the query finds; `values` take the place of each %s in it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def read[M: Model](model: type[M], sql: str, *values: Any) -> M | None:
    """The first row that the query finds, as an object; None if there is none. `sql` gives all columns: SELECT *."""
    return next(iter(model._default_manager.raw(sql, values)), None)
