"""How far an import has come, for those who watch it: what a page and a list say of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, models
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.database.workers import is_any_alive
from factcheck.documents.importing.control import lock_of
from factcheck.documents.models import Import, ImportOutcome


class Stage(models.TextChoices):
    WAITING = "waiting", _("Waiting for the worker")
    COUNTING = "counting", _("Counting what is in the files")
    READING = "reading", _("Reading")
    BROKEN = "broken", _("Broken off by an error")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Done")


#: The columns of an import with `with_counts`, and what they count.
_COUNTS = ("imported", "unread", "unchanged", "failed")


@dataclass(frozen=True)
class Progress:
    """`total` is None while not all files have been counted; `position` of them are done."""

    stage: Stage
    position: int
    total: int | None
    elapsed: timedelta
    #: How many became what, those that nothing became of left out.
    counts: tuple[tuple[str, int], ...]
    files: int
    has_worker: bool = True

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.DONE, Stage.CANCELLED, Stage.BROKEN)

    @property
    def failed(self) -> int:
        return dict(self.counts).get("failed", 0)

    @property
    def can_retry(self) -> bool:
        """Whether something failed, or was never come to."""
        return self.is_over and bool(self.failed or self.total is None or self.position < self.total)

    @property
    def elapsed_words(self) -> str:
        return _in_words(self.elapsed)


def with_counts(imports: "QuerySet[Import]") -> "QuerySet[Import]":
    """Imports with what `progress_of` needs, in one query."""
    sums = {f"{name}_count": Sum(f"files__{name}") for name in _COUNTS}
    return imports.annotate(
        file_count=Count("files"),
        uncounted=Count("files", filter=Q(files__total=None)),
        position=Sum("files__position"),
        total=Sum("files__total"),
        **sums,
    )


def progress_of(started: Import) -> Progress:
    """Of an import with its counts. Asks what its job does, unless it is over."""
    # Given by `with_counts`.
    row = vars(started)
    stage = _stage(started, row["uncounted"])
    end = started.finished_at or started.cancelled_at or timezone.now()
    return Progress(
        stage=stage,
        position=row["position"] or 0,
        total=None if row["uncounted"] else row["total"] or 0,
        elapsed=max(end - (started.started_at or started.created_at), timedelta(0)),
        counts=tuple((name, row[f"{name}_count"]) for name in _COUNTS if row[f"{name}_count"]),
        files=row["file_count"],
        has_worker=started.is_over or is_any_alive(),
    )


def outcomes_of(started: Import, *, latest_first: bool = False) -> "QuerySet[ImportOutcome]":
    """What became of each: what failed first, then what could not be read, then the others in the files' order."""
    order = Case(
        When(status=ImportOutcome.Status.FAILED, then=Value(0)),
        When(status=ImportOutcome.Status.UNREAD, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = ImportOutcome.objects.filter(file__part_of=started).select_related("file", "capture__document")
    then = ("-id",) if latest_first else ("file__number", "number")
    return rows.annotate(rank=order).order_by("rank", *then)


def _stage(started: Import, uncounted: int) -> Stage:
    if started.is_over:
        return Stage.DONE if started.finished_at else Stage.CANCELLED
    status = _job_status(started)
    if not status:
        # It may have ended since it was looked up, which the next look will show.
        going = Import.objects.filter(pk=started.pk, finished_at=None, cancelled_at=None)
        return Stage.BROKEN if going.exists() else Stage.READING
    if started.started_at is None or status == "todo":
        return Stage.WAITING
    return Stage.COUNTING if uncounted else Stage.READING


def _job_status(started: Import) -> str:
    """`doing` or `todo`; empty if no job is to work through it any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            # "doing" comes before "todo" by its letters.
            "SELECT status::text FROM procrastinate_jobs WHERE lock = %s AND status IN ('doing', 'todo') ORDER BY 1",
            [lock_of(started)],
        )
        found = cursor.fetchone()
    return found[0] if found else ""


def _in_words(elapsed: timedelta) -> str:
    """To the second below an hour, to the minute above."""
    minutes, seconds = divmod(int(elapsed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return str(_("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes})
    if minutes:
        return str(_("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds})
    return str(_("%(seconds)s s") % {"seconds": seconds})
