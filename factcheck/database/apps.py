from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from factcheck.database.checkup import Check


class DatabaseConfig(AppConfig):
    name = "factcheck.database"
    verbose_name = _("Database")

    def doctor_checks(self, deep: bool) -> "Iterator[Check]":
        from factcheck.database.doctor import database_checks

        return database_checks(deep)
