"""Reading by OCR as a job: it takes minutes, and nobody waits for it."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from factcheck.accounts.models import User
from factcheck.documents.models import Capture
from factcheck.documents.tasks import read_by_ocr


def defer(capture: Capture, by: User) -> None:
    """Let a worker read it. Asked for again before that, nothing more is done."""
    lock = f"ocr {capture.pk}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        read_by_ocr.configure(lock=lock, queueing_lock=lock).defer(capture=capture.pk, by=by.pk)


def is_waiting(capture: Capture) -> bool:
    """Whether a job is to read it, or is at it."""
    jobs = ProcrastinateJob.objects.filter(task_name=read_by_ocr.name, status__in=["todo", "doing"])
    return jobs.filter(args__capture=capture.pk).exists()
