"""Django's `flush`, for tests: empties the tables as their owner, then puts the defaults back."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from factcheck.database.defaults import install_defaults
from factcheck.database.roles import as_owner

#: What migrations write, and what Django derives from the models once.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "procrastinate_version"}


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        if options["interactive"] and input("Delete ALL data? Type 'yes': ") != "yes":
            raise CommandError("Nothing was deleted.")
        connection = connections[using]
        with as_owner(using), connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor)) - KEPT
            names = ", ".join(sorted(map(connection.ops.quote_name, tables)))
            if names:
                # Not DELETE: immutability triggers refuse it row by row.
                cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")
        install_defaults(using)
