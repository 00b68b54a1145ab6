"""Having an import worked through, stopped, or tried again where it failed."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.documents.actions.errors import ImportIsOver, NothingFailed
from factcheck.documents.models import Import, ImportFile, ImportOutcome
from factcheck.documents.tasks import work_through_import


def lock_of(started: Import) -> str:
    """What its jobs share: one at a time, a second waits for the first."""
    return f"import {started.pk}"


def defer(started: Import) -> None:
    """Let a worker bring it in. Within a transaction: with it, or not at all."""
    work_through_import.configure(lock=lock_of(started)).defer(key=started.pk)


@transaction.atomic
def cancel_import(*, started: Import, by: User) -> None:
    """Bring in nothing more of it; what is here stays. Raises ImportIsOver."""
    open_ones = Import.objects.filter(pk=started.pk, finished_at=None, cancelled_at=None)
    if not open_ones.update(cancelled_at=timezone.now(), cancelled_by=by):
        raise ImportIsOver


@transaction.atomic
def retry_import(*, started: Import) -> None:
    """Try again what failed or was cancelled, and nothing else. Raises NothingFailed."""
    Import.objects.select_for_update().get(pk=started.pk)
    failed = ImportOutcome.objects.filter(file__part_of=started, status=ImportOutcome.Status.FAILED)
    again = started.files.exclude(sha256="")
    rows = again.filter(failed__gt=0) | again.filter(done_at=None)
    if not rows.exists():
        raise NothingFailed
    for row in rows.distinct():
        gone, _by_model = failed.filter(file=row).delete()
        ImportFile.objects.filter(pk=row.pk).update(position=F("position") - gone, failed=0, done_at=None, total=None)
    Import.objects.filter(pk=started.pk).update(started_at=None, finished_at=None, cancelled_at=None, cancelled_by=None)
    defer(started)
