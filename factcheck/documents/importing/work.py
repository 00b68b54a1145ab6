"""Working through an import. Each piece is recorded together with how far the work has come: a worker that is killed
at any moment leaves it so that the next one goes on, nothing lost and nothing twice."""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt
from factcheck.documents.batch import Outcome, outcome_of
from factcheck.documents.blobs import Blob
from factcheck.documents.containers.reading import kind_of_file
from factcheck.documents.extraction import Unreadable
from factcheck.documents.importing.ahead import BeingRead, is_new, read_ahead
from factcheck.documents.importing.alone import alone_with
from factcheck.documents.importing.bringing import Given, bring_in, container_of
from factcheck.documents.importing.pieces import Piece, count_pieces, pieces_of
from factcheck.documents.importing.work_rows import work_through_rows
from factcheck.documents.models import Import, ImportFile, ImportOutcome, Received


def _never() -> bool:
    return False


def work_through(key: int, stop: Callable[[], bool] = _never) -> bool:
    """Bring in what is left of an import, as whoever started it; False if `stop` said so before all was done.

    Safe to run again after a kill.
    """
    started = Import.objects.select_related("started_by", "source", "seal").get(pk=key)
    with (
        acting(started.started_by, actor="import", action="documents:import"),
        alone_with(started, stop) as is_alone,
    ):
        if not is_alone:
            return False
        _set(started, started_at=timezone.now())
        for row in started.files.filter(total=None):
            with blobs.open_blob(row.sha256) as file:
                ImportFile.objects.filter(pk=row.pk).update(total=count_pieces(file, row.name))
        for row in started.files.filter(done_at=None):
            if not _work_through_file(started, row, stop):
                # What was cancelled is not taken up again.
                return _is_cancelled(started)
        _set(started, finished_at=timezone.now())
    return True


def _work_through_file(started: Import, row: ImportFile, stop: Callable[[], bool]) -> bool:
    """False if the import was cancelled or the work stopped meanwhile."""
    given = _given(started)
    with blobs.open_blob(row.sha256) as file:
        if kind_of_file(file, row.name) == "jsonl":
            return _work_through_rows(started, row, given, stop, file)
        pieces = pieces_of(file, row.name, partial(container_of, given, Blob(row.sha256, row.size), row.name))
        done = set(row.outcomes.values_list("number", flat=True))
        left = (piece for piece in pieces if piece.number not in done)
        try:
            for piece, reading in read_ahead(left, is_new):
                if stop() or _is_cancelled(started):
                    return False
                if reading:
                    reading.exception()  # awaited here, so that no transaction is open meanwhile
                _record(given, row, piece, reading)
        except Unreadable as unreadable:
            last = max(row.outcomes.values_list("number", flat=True), default=0)
            _note(row, Piece(row.name, problem=unreadable.reason, number=last + 1))
    _set_done(row)
    return True


def _work_through_rows(
    started: Import, row: ImportFile, given: Given, stop: Callable[[], bool], file: BinaryIO
) -> bool:
    try:
        if not work_through_rows(file, started, row, given, lambda: stop() or _is_cancelled(started)):
            return False
    except Unreadable as unreadable:
        _note(row, Piece(row.name, problem=unreadable.reason))
    _set_done(row)
    return True


def _set_done(row: ImportFile) -> None:
    # A file that broke off had fewer pieces than were counted.
    ImportFile.objects.filter(pk=row.pk).update(done_at=timezone.now(), total=F("position"))


def _given(started: Import) -> Given:
    receipt = Receipt(Received(started.received_how), started.received_from, started.copied_on)
    return Given(receipt, started.started_by, started.source, started.url, seal=started.seal)


@transaction.atomic
def _record(given: Given, row: ImportFile, piece: Piece, reading: BeingRead) -> None:
    """Bring in one piece and note that it is done, both or neither."""
    _note(row, piece, None if piece.problem else outcome_of(piece.name, partial(bring_in, given, piece, reading)))


def _note(row: ImportFile, piece: Piece, outcome: Outcome | None = None) -> None:
    """What became of a piece, and that the work has come so far."""
    status = outcome.status if outcome else ImportOutcome.Status.FAILED
    ImportOutcome.objects.create(
        file=row,
        number=piece.number,
        name=piece.label,
        status=status,
        capture=outcome.capture if outcome else None,
        message=outcome.message if outcome else piece.problem,
    )
    row.position += 1
    ImportFile.objects.filter(pk=row.pk).update(position=row.position, **{status: F(status) + 1})


@transaction.atomic
def _set(started: Import, **moment: object) -> None:
    """Note a moment, unless it is noted or the import was cancelled. Audited, so in a transaction."""
    (name,) = moment
    Import.objects.filter(pk=started.pk, cancelled_at=None, **{name: None}).update(**moment)


def _is_cancelled(started: Import) -> bool:
    # In autocommit this sees what was committed a moment ago.
    return Import.objects.filter(pk=started.pk, cancelled_at__isnull=False).exists()
