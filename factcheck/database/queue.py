"""Putting jobs into the queue from anywhere: with the transaction under way, or not at all.

A worker asks for jobs over a connection of its own, and a job that it runs would put further ones into the queue
over that: before the job's transaction ends, or although it fails.
"""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task


def put_in_queue(task: "Task[..., Any, ...]", *, at: datetime | None = None, **arguments: Any) -> None:
    """Let a worker run the task with these arguments; `at`: not before then."""
    manager = JobManager(DjangoConnector())
    configure_task(name=task.name, job_manager=manager, queue=task.queue, schedule_at=at).defer(**arguments)
