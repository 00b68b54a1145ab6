"""What the app's role may do, granted by the owner after each migration.

Everything is taken away first: rights that an older version granted do not outlive it. Nothing is granted on
tables to come, so a table without a grant is refused, not open.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

#: Written by migrations only.
READ_ONLY_TABLES = ("django_migrations",)
#: Functions that the app calls itself; any other runs only through its trigger.
CALLABLE_PREFIX = "procrastinate_"


def read_only_tables() -> list[str]:
    """Tables that the app may read but not write: each AppConfig names its own in `read_only_tables`."""
    declared = [table for config in apps.get_app_configs() for table in getattr(config, "read_only_tables", ())]
    return [*READ_ONLY_TABLES, *declared]


def grant(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set the app's rights on this database. The connection must be the owner's. Idempotent."""
    connection = connections[using]
    quote = connection.ops.quote_name
    app = quote(connection.role_name("app"))  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for statement in _statements(app, quote(connection.settings_dict["NAME"])):
            cursor.execute(statement)
        for table in read_only_tables():
            if table in present:
                cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {quote(table)} FROM {app}")
        for signature in _callable_functions(cursor):
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {app}")


def _statements(app: str, database: str) -> list[str]:
    return [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {app}",
        # The schema's owner may be a role of the server's (before PostgreSQL 15's default, `postgres`).
        f"GRANT USAGE ON SCHEMA public TO {app}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {app}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app}",
        f"REVOKE ALL ON ALL ROUTINES IN SCHEMA public FROM PUBLIC, {app}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ]


def _callable_functions(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, %s) AND prokind = 'f'",
        [CALLABLE_PREFIX],
    )
    return [signature for (signature,) in cursor.fetchall()]
