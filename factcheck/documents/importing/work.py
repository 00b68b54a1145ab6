"""Working through an import. Each piece is recorded together with how far the work has come: a worker that is killed
at any moment leaves it so that the next one goes on, nothing lost and nothing twice."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents import blobs
from factcheck.documents.actions import Imported, import_document
from factcheck.documents.batch import Outcome, outcome_of
from factcheck.documents.extraction import Unreadable
from factcheck.documents.importing.ahead import BeingRead, is_new, read_ahead
from factcheck.documents.importing.pieces import Piece, count_pieces, pieces_of
from factcheck.documents.models import Container, Import, ImportFile, ImportOutcome
from factcheck.sources.actions import source_named


def work_through(key: int) -> None:
    """Bring in what is left of an import, as whoever started it. Safe to run again after a kill."""
    started = Import.objects.select_related("started_by", "source").get(pk=key)
    with acting(started.started_by, actor="import", action="documents:import"):
        Import.objects.filter(pk=key, started_at=None).update(started_at=timezone.now())
        for row in started.files.filter(done_at=None):
            if not _work_through_file(started, row):
                return
        Import.objects.filter(pk=key, finished_at=None, cancelled_at=None).update(finished_at=timezone.now())


def _work_through_file(started: Import, row: ImportFile) -> bool:
    """False if the import was cancelled meanwhile."""
    with blobs.open_blob(row.sha256) as file:
        if row.total is None:
            ImportFile.objects.filter(pk=row.pk).update(total=count_pieces(file, row.name))
        pieces = pieces_of(file, row.name, partial(_container_of, started, row))
        done = set(row.outcomes.values_list("number", flat=True))
        left = (piece for piece in pieces if piece.number not in done)
        try:
            for piece, reading in read_ahead(left, is_new):
                if _is_cancelled(started):
                    return False
                _record(started, row, piece, reading)
        except Unreadable as unreadable:
            _note(row, Piece(row.name, problem=unreadable.reason, number=1 + max(done, default=row.position)))
    # A file that broke off had fewer pieces than were counted.
    ImportFile.objects.filter(pk=row.pk).update(done_at=timezone.now(), total=F("position"))
    return True


@transaction.atomic
def _record(started: Import, row: ImportFile, piece: Piece, reading: BeingRead) -> None:
    """Bring in one piece and note that it is done, both or neither."""
    _note(row, piece, None if piece.problem else outcome_of(piece.name, lambda: _bring_in(started, piece, reading)))


def _bring_in(started: Import, piece: Piece, reading: BeingRead) -> Imported:
    return import_document(
        data=piece.data,
        receipt=piece.receipt(started),
        by=started.started_by,
        source=started.source or source_named(piece.source_name),
        # An address given beside several files can't be that of each.
        url=started.url if piece.place is None else "",
        found=piece.found,
        place=piece.place,
        reading=reading.result() if reading else None,
    )


def _note(row: ImportFile, piece: Piece, outcome: Outcome | None = None) -> None:
    """What became of a piece, and that the work has come so far."""
    status = outcome.status if outcome else ImportOutcome.Status.FAILED
    ImportOutcome.objects.create(
        file=row,
        number=piece.number,
        name=piece.name,
        status=status,
        capture=outcome.capture if outcome else None,
        message=outcome.message if outcome else piece.problem,
    )
    row.position += 1
    ImportFile.objects.filter(pk=row.pk).update(position=row.position, **{status: F(status) + 1})


def _container_of(started: Import, row: ImportFile, media_type: str) -> Container:
    """The row of the file as a container: made when it was met first, found again after a kill."""
    found = Container.objects.filter(sha256=row.sha256).order_by("id").first()
    return found or Container.objects.create(
        sha256=row.sha256,
        size=row.size,
        media_type=media_type,
        filename=row.name,
        received_how=started.received_how,
        received_from=started.received_from,
        copied=started.copied,
        copied_text=started.copied_text,
        received_by=started.started_by,
    )


def _is_cancelled(started: Import) -> bool:
    # In autocommit this sees what was committed a moment ago.
    return Import.objects.filter(pk=started.pk, cancelled_at__isnull=False).exists()
