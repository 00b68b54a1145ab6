"""Carrying out a fetch: the network first and outside any transaction, then everything that came of it in one.

A worker that is killed in between leaves the fetch as it was asked for; the next one goes there again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents.capturing.asking import defer
from factcheck.documents.capturing.recording import record
from factcheck.documents.capturing.turns import turn_of
from factcheck.documents.capturing.visiting import visit
from factcheck.documents.models import Fetch, Watch
from factcheck.documents.near_copies.finding import look_for_copies


def capture_page(key: int) -> None:
    """The job: as whoever asked, now or when the host's turn has come."""
    fetch = Fetch.objects.select_related("asked_by").get(pk=key)
    with acting(fetch.asked_by, actor="watch of pages", action="documents:capture"):
        if turn := carry_out_fetch(key):
            defer(fetch, at=turn)


def carry_out_fetch(key: int) -> datetime | None:
    """Fetch the page and record what came of it. Safe to run again: what is recorded is not fetched again.

    Returns when to come again if the host's turn has not come yet, else None.
    """
    fetch = Fetch.objects.select_related("document__watch").get(pk=key)
    if fetch.outcome:
        return None
    turn = turn_of(fetch)
    if turn > timezone.now():
        return turn
    with transaction.atomic():
        Fetch.objects.filter(pk=key).update(started_at=timezone.now())
    visited = visit(fetch.url, with_images=fetch.with_images, **_conditions(fetch))
    record(fetch, visited)
    _look_for_copies(key)
    return None


def _look_for_copies(key: int) -> None:
    """After what came is safe: killed in between, the later job finds it."""
    fetch = Fetch.objects.select_related("document", "capture").get(pk=key)
    if fetch.document and fetch.capture and not fetch.retrieval_id:
        for extraction in fetch.capture.extractions.exclude(text="").filter(fingerprint=None):
            look_for_copies(extraction, fetch.document)


def _conditions(fetch: Fetch) -> dict[str, Any]:
    """For a watched page: what its last answer said, so that the server may answer that nothing has changed.

    Only where no redirect lies before the page: these go to the server asked first.
    """
    if fetch.document is None or not Watch.objects.filter(document=fetch.document, stopped_at=None).exists():
        return {}
    earlier = Fetch.objects.filter(document=fetch.document, final_url=fetch.url, status=200)
    came = earlier.filter(outcome__in=[Fetch.Outcome.CAPTURED, Fetch.Outcome.UNCHANGED])
    last = came.order_by("-id").first()
    if last is None or last.redirects:
        return {}
    return {"etag": last.etag, "modified": last.last_modified}
