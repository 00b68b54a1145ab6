from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from factcheck.database.checkup import Check


class DocumentsConfig(AppConfig):
    name = "factcheck.documents"
    verbose_name = _("Documents")

    def doctor_checks(self, deep: bool) -> "Iterator[Check]":
        from factcheck.documents.doctor import blob_checks

        return blob_checks(deep)
