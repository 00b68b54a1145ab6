"""Reading ahead: while one piece is dealt with, the children read those that follow."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings

from factcheck.documents.actions.readings import Reading, read_apart, read_row
from factcheck.documents.extraction import Unreadable
from factcheck.documents.importing.pieces import Piece
from factcheck.documents.models import Capture

#: Pieces that are being read while one is dealt with, for each child that reads.
_AHEAD = 2

type BeingRead = Future[Reading] | None


def read_ahead(pieces: Iterable[Piece], wanted: Callable[[Piece], bool]) -> Iterator[tuple[Piece, BeingRead]]:
    """Each piece with what is being read in it, in order; None beside those that are not `wanted`.

    Where `pieces` break off by Unreadable, it is raised behind those that came before.
    """
    waiting: deque[tuple[Piece, BeingRead]] = deque()
    broken_off = list[Unreadable]()
    with ThreadPoolExecutor(settings.READING_CHILDREN) as threads:
        try:
            for piece in _until_broken_off(pieces, broken_off):
                waiting.append((piece, threads.submit(_read, piece) if wanted(piece) else None))
                if len(waiting) > _AHEAD * settings.READING_CHILDREN:
                    yield waiting.popleft()
            yield from waiting
            for unreadable in broken_off:
                raise unreadable
        finally:
            # Whoever stops early does not wait for what nobody asks for any more.
            threads.shutdown(cancel_futures=True)


def _until_broken_off(pieces: Iterable[Piece], why: list[Unreadable]) -> Iterator[Piece]:
    try:
        yield from pieces
    except Unreadable as unreadable:
        why.append(unreadable)


def can_be_read(piece: Piece) -> bool:
    return not piece.problem and len(piece.data) <= settings.MAX_DOCUMENT_BYTES


def is_new(piece: Piece) -> bool:
    """Whether it can be read, and its bytes are not here yet."""
    if not can_be_read(piece):
        return False
    return not Capture.objects.filter(sha256=hashlib.sha256(piece.data).hexdigest()).exists()


def _read(piece: Piece) -> Reading:
    return read_row(piece.row) if piece.row is not None else read_apart(piece.data, filename=piece.name)
