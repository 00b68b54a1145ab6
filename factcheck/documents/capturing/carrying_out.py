"""Carrying out a fetch: the network first and outside any transaction, then everything that came of it in one.

A worker that is killed in between leaves the fetch as it was asked for; the next one goes there again.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.audit.context import acting
from factcheck.documents.blobs import BlobError
from factcheck.documents.capturing.asking import defer
from factcheck.documents.capturing.recording import record, redacted_meanwhile
from factcheck.documents.capturing.turns import turn_of
from factcheck.documents.capturing.visiting import Visited, visit
from factcheck.documents.models import Fetch, Watch
from factcheck.documents.near_copies.finding import look_for_copies

log = logging.getLogger(__name__)


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
    if redacted := redacted_meanwhile(fetch):
        record(fetch, redacted)
        return None
    turn = turn_of(fetch)
    if turn > timezone.now():
        return turn
    with transaction.atomic():
        Fetch.objects.filter(pk=key).update(started_at=timezone.now())
    record(fetch, _visit(fetch))
    _look_for_copies(key)
    return None


def _visit(fetch: Fetch) -> Visited:
    """Whatever goes wrong there is an outcome; that the database is away is not: then the job is run again."""
    try:
        return visit(fetch.url, with_images=fetch.with_images, **_conditions(fetch))
    except BlobError as error:
        return Visited(Fetch.Outcome.FAILED, str(error))
    except DatabaseError:
        raise
    except Exception:
        log.exception("capturing %s", fetch.public_id)
        return Visited(Fetch.Outcome.FAILED, _("An error that was not foreseen ended this capture. Tell your admin."))


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
    if fetch.document is None or not Watch.objects.of(fetch.document).going_on().exists():
        return {}
    earlier = Fetch.objects.filter(document=fetch.document, final_url=fetch.url, status=200)
    came = earlier.filter(outcome__in=[Fetch.Outcome.CAPTURED, Fetch.Outcome.UNCHANGED])
    last = came.order_by("-id").first()
    if last is None or last.redirects:
        return {}
    return {"etag": last.etag, "modified": last.last_modified}
