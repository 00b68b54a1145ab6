"""Test databases: made, migrated and dropped by the owner, used as the app's role.

Migrating takes seconds, copying a database a fraction of one. So the first run migrates into a template named
after what its migrations say, and every test database, one for each process, is a copy of it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.backends.postgresql import creation

TEMPLATE_PREFIX = "factcheck_template_"
#: Any number nobody else uses: held in the maintenance database while a template is made or copied.
_LOCK = 0x6661637463686B


# The stubs name public methods only, and most of what is overridden here is private.
_Base: Any = creation.DatabaseCreation


class DatabaseCreation(_Base):  # type: ignore[misc]
    """Tests meet the grants of the real thing, since only `migrate` and `flush` run as the owner."""

    def test_db_signature(self) -> tuple[Any, ...]:
        settings_dict = self.connection.settings_dict
        return (settings_dict.get("URL"), settings_dict["ENGINE"], self._get_test_db_name())

    def _create_test_db(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = self._get_test_db_name()
        with self._nodb_cursor() as cursor:
            if keepdb and self._database_exists(cursor, name):
                return name
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            template = self._ensure_template(cursor)
            self._drop(cursor, name)
            self._copy(cursor, template, name)
        return name

    def _ensure_template(self, cursor: Any) -> str:
        template = TEMPLATE_PREFIX + migrations_hash()
        if not self._database_exists(cursor, template):
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE_PREFIX])
            for (old,) in cursor.fetchall():
                self._drop(cursor, old)
            # Under another name until it is whole, so that a run cut short leaves no half template.
            unfinished = f"{template}_unfinished"
            renamed, quoted = self._quote_name(template), self._quote_name(unfinished)
            cursor.execute(f"CREATE DATABASE {quoted}")
            with self._connected_to(unfinished):
                # Defaults come from code, not from migrations: each test database gets the current ones.
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True, defaults=False)
            cursor.execute(f"ALTER DATABASE {quoted} RENAME TO {renamed}")
        return template

    @contextmanager
    def _connected_to(self, name: str) -> Iterator[None]:
        before = self.connection.settings_dict["NAME"]
        self.connection.close()
        self.connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            self.connection.close()
            self.connection.settings_dict["NAME"] = before

    def _copy(self, cursor: Any, template: str, name: str) -> None:
        cursor.execute(f"CREATE DATABASE {self._quote_name(name)} TEMPLATE {self._quote_name(template)}")

    def _drop(self, cursor: Any, name: str) -> None:
        # FORCE: a child process of a test may not have closed its connection yet.
        cursor.execute(f"DROP DATABASE IF EXISTS {self._quote_name(name)} WITH (FORCE)")

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            self._drop(cursor, test_database_name)


def migrations_hash() -> str:
    """A short name for the schema: the same as long as no file changes that decides it."""
    files = [file for config in apps.get_app_configs() for file in Path(config.path, "migrations").glob("*.py")]
    ours = Path(settings.BASE_DIR, "factcheck")
    files += [*ours.rglob("*.sql"), *ours.glob("*/apps.py"), *ours.glob("database/*.py")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
