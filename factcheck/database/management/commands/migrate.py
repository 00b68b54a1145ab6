"""Django's `migrate`, run by the role that owns the tables; then grants, the cache table, the defaults."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate

from factcheck.database.defaults import install_defaults
from factcheck.database.grants import grant
from factcheck.database.migrating import Autodetector
from factcheck.database.roles import as_owner


class Command(migrate.Command):
    autodetector = Autodetector
    # `defaults=False`: for a template of test databases.
    stealth_options = ("defaults",)

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        with as_owner(using):
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            call_command("createcachetable", database=using, verbosity=0)
            grant(using)
        # After going back to an older migration, tables that defaults need may be gone.
        if options.get("defaults", True) and not options["app_label"]:
            install_defaults(using)
