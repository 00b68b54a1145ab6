"""The doctor's checks of the database and of the folder that data lives in."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from factcheck.database.checkup import Check
from factcheck.database.grants import read_only_tables

OLDEST_VERSION = 15
#: Bytes.
LEAST_DISK = 1024**3
#: Workers write theirs every few seconds, see `workers`.
LONGEST_SILENCE = timedelta(seconds=60)
_MIGRATE = "Run `manage.py migrate`."


def database_checks(deep: bool) -> Iterator[Check]:
    """Each check of this app; those that need the database are left out when it can't be reached."""
    yield from private_places()
    yield disk_space()
    try:
        connection.ensure_connection()
    except Error as error:
        yield Check("database", False, f"can't be reached: {str(error).strip()}", "Start it; see DATABASE_URL.")
        return
    yield version()
    yield role()
    yield migrations()
    yield grants()
    yield triggers()
    yield worker()


def _query(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def version() -> Check:
    major, minor = connection.get_database_version()
    where = "embedded" if connection.server else "from DATABASE_URL"  # type: ignore[attr-defined]
    found = f"PostgreSQL {major}.{minor}, {where}"
    return Check("database", major >= OLDEST_VERSION, found, f"Use PostgreSQL {OLDEST_VERSION} or newer.")


def role() -> Check:
    """The app's role can neither walk past the triggers nor alter a table."""
    ((name, is_super, owns),) = _query(
        "SELECT current_user, rolsuper OR rolbypassrls OR rolreplication,"
        " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
        " OR EXISTS (SELECT FROM pg_database WHERE datdba = pg_roles.oid AND datname = current_database())"
        " FROM pg_roles WHERE rolname = current_user"
    )
    found = f"{name}, owns nothing"
    if is_super or owns:
        found = f"{name} " + ("is a superuser" if is_super else "owns tables or the database")
    return Check("role", not is_super and not owns, found, "Use a role of its own: see deploy/README.md.")


def grants() -> Check:
    """What is read only can't be written, nothing can be truncated, and the rest can be written."""
    rows = _query(
        "SELECT tablename, has_table_privilege(oid, 'INSERT') OR has_table_privilege(oid, 'UPDATE')"
        " OR has_table_privilege(oid, 'DELETE'), has_table_privilege(oid, 'TRUNCATE')"
        " FROM pg_tables JOIN pg_class ON oid = format('%%I.%%I', schemaname, tablename)::regclass"
        " WHERE schemaname = 'public'"
    )
    read_only = set(read_only_tables())
    wrong = sorted(name for name, writes, empties in rows if empties or writes == (name in read_only))
    return Check("grants", bool(rows) and not wrong, _all_or(wrong, f"{len(rows)} tables as they should be"), _MIGRATE)


def migrations() -> Check:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Check("migrations", not plan, _all_or([str(step) for step, _ in plan], "all applied"), _MIGRATE)


def triggers() -> Check:
    """Each trigger that a model declares is in the database, enabled and unaltered."""
    declared = pgtrigger.registered()
    wrong = []
    for model, trigger in declared:
        status, enabled = trigger.get_installation_status(model)
        if status != "INSTALLED" or not enabled:
            wrong.append(f"{trigger.get_pgid(model)} {status.lower() if enabled else 'disabled or missing'}")
    return Check("triggers", not wrong, _all_or(wrong, f"{len(declared)} present"), _MIGRATE)


def worker() -> Check:
    ((alive,),) = _query(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s",
        timezone.now() - LONGEST_SILENCE,
    )
    ((waiting,),) = _query("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
    found = f"{alive} running, {waiting} jobs waiting"
    return Check("worker", bool(alive) or not waiting, found, "Run `manage.py serve` or `manage.py worker`.")


def disk_space() -> Check:
    free = shutil.disk_usage(settings.HOME).free
    return Check("disk", free >= LEAST_DISK, f"{free / 1024**3:.1f} GiB free", f"Make room in {settings.HOME}.")


def private_places() -> Iterator[Check]:
    """The secret key and the folders with data are for one user only."""
    key = settings.KEYS_DIR / "secret_key"
    if key.exists():
        yield _private("secret key", key, 0o600)
    else:
        yield Check("secret key", True, "given by SECRET_KEY")
    for folder in (settings.KEYS_DIR, settings.BLOBS_DIR, settings.INDEX_DIR):
        if folder.exists():
            yield _private(f"folder {folder.name}", folder, 0o700)


def _private(name: str, path: Path, most: int) -> Check:
    mode = path.stat().st_mode & 0o777
    return Check(name, mode & ~most == 0, f"mode {mode:04o}", f"Run `chmod {most:o} {path}`.")


def _all_or(wrong: list[str], well: str) -> str:
    if not wrong:
        return well
    more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    return ", ".join(wrong[:3]) + more
