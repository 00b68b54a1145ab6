"""Following rows in the order in which they can be seen.

Keys are not in the order of commits: a transaction that began early may commit late, with smaller keys than rows
already read. So rows carry the id of their transaction, and are read by `(xid, id)` up to the horizon: the oldest
transaction that is still running. Nothing can appear below it any more. A long transaction holds it back, and
with it everybody who follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from factcheck.search.registry import Place, Waiting

#: Transactions below this one are over.
HORIZON = "pg_snapshot_xmin(pg_current_snapshot())"
#: More rows than this are not counted.
COUNTED = 100_000


def arrived(table: str, columns: Sequence[str], place: Place, limit: int) -> list[tuple[Any, ...]]:
    """Rows that came after a place, in order: xid, id, then the columns. The table has an index on (xid, id)."""
    named = "".join(f', "{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xid, id{named} FROM {table} WHERE (xid, id) > (%s::xid8, %s) AND xid < {HORIZON}"  # noqa: S608
            " ORDER BY xid, id LIMIT %s",
            [str(place.xid), place.id, limit],
        )
        return [(int(row[0]), *row[1:]) for row in cursor.fetchall()]


class Change(NamedTuple):
    """An entry of the audit trail: what it is about, and its place."""

    table: str
    key: int
    place: Place


@dataclass(frozen=True, slots=True)
class Changes:
    """What the audit trail tells after a place, in order. `place` is the last of `scanned` entries."""

    objects: Sequence[Change]
    place: Place
    scanned: int


def changes(tables: Sequence[str], place: Place, limit: int) -> Changes:
    """Which rows of these tables were added or changed, by the next `limit` entries of the audit trail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH scanned AS MATERIALIZED ("  # noqa: S608
            " SELECT xid, id, table_name, object_id FROM audit_entry"
            f" WHERE (xid, id) > (%s::xid8, %s) AND xid < {HORIZON} ORDER BY xid, id LIMIT %s)"
            ", last AS (SELECT xid, id FROM scanned ORDER BY xid DESC, id DESC LIMIT 1)"
            " SELECT s.xid, s.id, s.table_name, s.object_id, (SELECT count(*) FROM scanned)"
            " FROM scanned s JOIN last ON s.table_name = ANY(%s) OR s.id = last.id ORDER BY s.xid, s.id",
            [str(place.xid), place.id, limit, list(tables)],
        )
        rows = cursor.fetchall()
    if not rows:
        return Changes((), place, 0)
    found = [Change(table, key, Place(int(xid), entry)) for xid, entry, table, key, _ in rows
             if table in tables and key is not None]  # fmt: skip
    return Changes(found, Place(int(rows[-1][0]), rows[-1][1]), rows[-1][4])


def waiting_changes(tables: Sequence[str], place: Place) -> Waiting:
    """How many entries about these tables came after a place, and the moment of the first."""
    rows: tuple[int, datetime | None]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE table_name = ANY(%s)), min(at) FILTER (WHERE table_name = ANY(%s)) FROM ("
            " SELECT table_name, at FROM audit_entry WHERE (xid, id) > (%s::xid8, %s) ORDER BY xid, id LIMIT %s) later",
            [list(tables), list(tables), str(place.xid), place.id, COUNTED],
        )
        rows = cursor.fetchone()
    return Waiting(*rows)


def database_identity() -> str:
    """Tells this database from others, and from what it was before it was restored elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()),"
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        system, database = cursor.fetchone()
    return f"{system}/{database}"


def horizon() -> int:
    """All that transactions below this one wrote can be seen now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())")
        return int(cursor.fetchone()[0])


def current_xid() -> int:
    """The first transaction id not given out yet: a place beyond it is none of this database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())")
        return int(cursor.fetchone()[0])
