from collections.abc import Coroutine, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from factcheck.database.checkup import Check


class SearchConfig(AppConfig):
    name = "factcheck.search"
    verbose_name = _("Search")

    def doctor_checks(self, deep: bool) -> "Iterator[Check]":
        from factcheck.search.doctor import search_checks

        yield from search_checks()

    def beside_jobs(self) -> Coroutine[Any, Any, None]:
        from factcheck.search.worker import keep_following

        return keep_following()
