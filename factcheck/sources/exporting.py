"""Sources out of the desk as a table that the import reads.

Who took what is recorded like every other export; the stage that keeps those records is downstream, and tells us
how in its `apps.py`.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db import transaction
from django.http import HttpResponse

from factcheck.accounts.models import User
from factcheck.sources.importing import table_of
from factcheck.sources.models import Source
from factcheck.web.downloads import csv_download


class Record(Protocol):
    """Called with the public ids of the sources, and who takes them."""

    def __call__(self, *, sources: Sequence[str], by: User) -> object: ...


_recorders: list[Record] = []


def record_with(record: Record) -> None:
    """Told once, in `ready()`."""
    _recorders.append(record)


@transaction.atomic
def export_sources(sources: Sequence[Source], by: User) -> HttpResponse:
    """A download, recorded; a desk has hundreds of sources, not millions, so it is written in one go."""
    for record in _recorders:
        record(sources=[source.public_id for source in sources], by=by)
    return csv_download(table_of(sources), "sources.csv")
