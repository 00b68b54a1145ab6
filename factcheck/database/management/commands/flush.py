"""Django's `flush`, for tests: empties the tables as their owner, then puts the defaults back."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from factcheck.database.defaults import install_defaults
from factcheck.database.roles import as_owner

#: What migrations write, and what Django derives from the models once.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "procrastinate_version"}


#: Where the owner may leave out triggers, which is granted on a server for tests: each new file of an emptied table
#: and of its indexes costs more than to look which of all tables hold anything, and mostly few rows do.
_DELETE = """
DO $$
DECLARE one text; holds boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH one IN ARRAY ARRAY[{names}] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO holds;
        IF holds THEN EXECUTE format('DELETE FROM %I', one); END IF;
    END LOOP;
    PERFORM setval(counter.oid::regclass, 1, false)
    FROM pg_class counter
    JOIN pg_depend ON objid = counter.oid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
    JOIN pg_class counted ON counted.oid = refobjid
    WHERE CASE counter.relkind
        WHEN 'S' THEN counted.relname = ANY (ARRAY[{names}]) AND pg_sequence_last_value(counter.oid) IS NOT NULL
    END;
END $$
"""
_MAY_LEAVE_OUT_TRIGGERS = "SELECT has_parameter_privilege('session_replication_role', 'SET')"


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        if options["interactive"] and input("Delete ALL data? Type 'yes': ") != "yes":
            raise CommandError("Nothing was deleted.")
        connection = connections[using]
        with as_owner(using), connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor)) - KEPT
            _empty(cursor, sorted(tables))
        install_defaults(using)


def _empty(cursor: Any, tables: list[str]) -> None:
    """Take all rows out of the tables, and count their keys from 1 again."""
    cursor.execute(_MAY_LEAVE_OUT_TRIGGERS)
    if cursor.fetchone()[0]:
        # As literals: the body of DO takes no parameters.
        cursor.execute(_DELETE.format(names=", ".join(f"'{table}'" for table in tables)))
    elif tables:
        # Not DELETE: immutability triggers refuse it row by row.
        names = ", ".join(f'"{table}"' for table in tables)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")
