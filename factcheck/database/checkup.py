"""What one check of the installation found, and where checks come from.

An app offers checks through `AppConfig.doctor_checks(deep)`, an iterable of `Check`; `manage.py doctor`
prints them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from psycopg.errors import UndefinedTable


@dataclass(frozen=True)
class Check:
    """One line of the doctor's report. `remedy` says what to do when it is not `ok`."""

    name: str
    ok: bool
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        advice = "" if self.ok or not self.remedy else f". {self.remedy}"
        return f"{'ok  ' if self.ok else 'FAIL'} {self.name}: {self.found}{advice}"


def checks(deep: bool) -> Iterator[Check]:
    """Every app's checks in the order of the flow. An app whose check breaks off fails; the others go on.

    deep: read all there is (every blob is hashed again), not only names and sizes.
    """
    for config in apps.get_app_configs():
        offered = getattr(config, "doctor_checks", None)
        if offered is None:
            continue
        try:
            yield from offered(deep)
        except Exception as error:
            if isinstance(error.__cause__, UndefinedTable):
                yield Check(str(config.verbose_name), False, "not set up yet", "Run: manage.py migrate")
            else:
                yield Check(str(config.verbose_name), False, f"the check broke off: {error!r}", "Report this.")
