"""A job's way through a file of JSON lines: in batches, each recorded together with how far the work has come.

Only rows that need a look are noted one by one. Taken up again after a kill, or to try again what failed, it goes
through the whole file: what is here already costs next to nothing, and is not counted twice.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from django.db.models import F

from factcheck.documents.blobs import Blob
from factcheck.documents.importing.bringing import Given, container_of
from factcheck.documents.importing.bulk import Done, bring_in_rows
from factcheck.documents.importing.bulk_file import look_in_a_job
from factcheck.documents.importing.bulk_rows import Bulk
from factcheck.documents.importing.pieces import MEDIA_TYPES
from factcheck.documents.models import Import, ImportFile, ImportOutcome

_COUNTED = ("imported", "unread", "unchanged", "failed")


def work_through_rows(
    file: BinaryIO, started: Import, row: ImportFile, given: Given, should_end: Callable[[], bool]
) -> bool:
    """False if it is to end before all is done. Raises Unreadable for a file that is not UTF-8."""
    container = container_of(given, Blob(row.sha256, row.size), row.name, MEDIA_TYPES["jsonl"])
    receipt = replace(given.receipt, filename=row.name)
    of = Bulk(container, receipt, given.by, given.source, since=started.created_at, seal=given.seal)
    noted = frozenset(row.outcomes.values_list("number", flat=True))
    try:
        for _done in bring_in_rows(file, of, leave=noted, recorded=partial(_note, row)):
            if should_end():
                return False
    finally:
        look_in_a_job()
    return True


def _note(row: ImportFile, done: Done) -> None:
    ImportOutcome.objects.bulk_create(
        ImportOutcome(
            file=row,
            number=look.number,
            name=look.name,
            status=look.status,
            capture=look.capture,
            message=look.message,
        )
        for look in done.looks
    )
    counts = {name: done.counts[name] for name in _COUNTED}
    added = {name: F(name) + count for name, count in counts.items()}
    ImportFile.objects.filter(pk=row.pk).update(position=F("position") + sum(counts.values()), **added)
