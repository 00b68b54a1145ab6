"""A file of JSON lines as a whole: its bytes stored first, then its rows brought in."""

import os
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from factcheck.accounts.models import User
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt
from factcheck.documents.batch import CAUGHT, Outcome, reason_of
from factcheck.documents.containers.reading import HEAD, kind_of
from factcheck.documents.folders import name_of
from factcheck.documents.importing.bringing import Given, container_of
from factcheck.documents.importing.bulk import Done, bring_in_rows
from factcheck.documents.importing.bulk_rows import Bulk
from factcheck.documents.importing.pieces import MEDIA_TYPES
from factcheck.documents.importing.start import Handed, store_checked
from factcheck.documents.models import Received
from factcheck.documents.near_copies.finding import look_later
from factcheck.documents.tasks import find_near_copies
from factcheck.sources.models import Source


def is_bulk(path: str) -> bool:
    """Whether this is a file of JSON lines. False for what can't be opened: reading it then says why."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return kind_of(file.read(HEAD), path) == "jsonl"
    except OSError:
        return False


def bulk_outcomes(
    path: str, *, received_from: str, by: User | None, source: Source | None = None, later: bool = False
) -> Iterator[Outcome]:
    """Bring in every row: the outcomes of those that need a look, as they come, and last that of the file."""
    receipt = Receipt(Received.FILE, received_from, filename=name_of(path))
    counts: Counter[str] = Counter()
    problem = ""
    try:
        for done in import_rows(path, receipt=receipt, by=by, source=source, later=later):
            counts += done.counts
            for look in done.looks:
                document = look.capture.document if look.capture else None
                yield Outcome(f"{path}!/{look.name}", look.status, document, look.capture, look.message)
    except CAUGHT as error:
        problem = reason_of(error)
    status = "failed" if problem else "imported" if counts["imported"] else "unchanged"
    yield Outcome(path, status, message=" ".join(filter(None, [problem, _in_words(counts)])))


def _in_words(counts: Counter[str]) -> str:
    if not counts:
        return ""
    words = {status: f"{counts[status]:,}" for status in ("imported", "unread", "failed")}
    words["unchanged"] = f"{counts['unchanged'] + counts['before']:,}"
    return (
        _("Rows: %(imported)s imported, %(unchanged)s here already, %(unread)s kept unread, %(failed)s failed.") % words
    )


def import_rows(
    path: str, *, receipt: Receipt, by: User | None, source: Source | None = None, later: bool = False
) -> Iterator[Done]:
    """Bring in every row of the file; what became of each batch, once it is committed.

    Near copies are looked for batch by batch, unless `later`: see `look_in_a_job`.
    Raises OSError, TooLarge, BytesWereRedacted, BlobError, or Unreadable for a file that is not UTF-8.
    """
    with open(path, "rb") as file:
        blob = store_checked(Handed(path, file), by)
    container = container_of(Given(receipt, by), blob, receipt.filename, MEDIA_TYPES["jsonl"])
    with blobs.open_blob(blob.sha256) as stored:
        for done in bring_in_rows(stored, Bulk(container, receipt, by, source)):
            if done.extractions and not later:
                look_later(done.extractions)
            yield done


@transaction.atomic
def look_in_a_job() -> None:
    """Let a worker look for near copies of all that has not been looked at."""
    try:
        with transaction.atomic():
            find_near_copies.defer()
    except AlreadyEnqueued:
        return  # the one that waits will find these too
