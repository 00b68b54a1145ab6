"""Archives, web archives and letters on disk, brought in member by member where the command runs.

Safe to run again: what is here already is met again, and the rest comes in.
"""

import os
from collections.abc import Iterator
from functools import partial

from factcheck.accounts.models import User
from factcheck.documents import blobs
from factcheck.documents.actions import Receipt
from factcheck.documents.batch import CAUGHT, Outcome, outcome_of, reason_of
from factcheck.documents.containers.reading import HEAD, is_mail, kind_of
from factcheck.documents.folders import name_of
from factcheck.documents.importing.ahead import BeingRead, is_new, read_ahead
from factcheck.documents.importing.bringing import Given, bring_in, container_of
from factcheck.documents.importing.pieces import Piece, pieces_of
from factcheck.documents.importing.start import Handed, store_checked
from factcheck.documents.models import Received
from factcheck.documents.patience import patiently
from factcheck.sources.models import Source


def is_archive(path: str) -> bool:
    """Whether the file holds several documents, or may. False for what can't be opened: reading it says why."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return bool(kind_of(head, path)) or is_mail(head, path)


def archive_outcomes(
    path: str, *, received_from: str, by: User | None, source: Source | None = None, later: bool = False
) -> Iterator[Outcome]:
    """What becomes of each document in the file, in its order; of the file, if no more can be read in it."""
    given = Given(Receipt(Received.FILE, received_from, filename=name_of(path)), by, source, is_later=later)
    try:
        blob = _stored(path, by)
        row = partial(container_of, given, blob, name_of(path))
        with blobs.open_blob(blob.sha256) as file:
            pieces = pieces_of(file, name_of(path), lambda media_type: patiently(partial(row, media_type)))
            for piece, reading in read_ahead(pieces, lambda piece: patiently(partial(is_new, piece))):
                yield _outcome(path, given, piece, reading)
    except CAUGHT as error:
        yield Outcome(path, "failed", message=reason_of(error))


def _stored(path: str, by: User | None) -> blobs.Blob:
    """The bytes in the store. Raises OSError, TooLarge, BytesWereRedacted or BlobError."""
    with open(path, "rb") as file:
        return store_checked(Handed(path, file), by)


def _outcome(path: str, given: Given, piece: Piece, reading: BeingRead) -> Outcome:
    name = _name(path, piece)
    if piece.problem:
        return Outcome(name, "failed", message=piece.problem)
    return outcome_of(name, lambda: patiently(partial(bring_in, given, piece, reading)))


def _name(path: str, piece: Piece) -> str:
    """`week.zip!/rain.txt`; of what has no name in its container: its address, or its number."""
    if piece.place is None:
        # The letter itself, or what says of itself what is wrong with it.
        return path if piece.name == name_of(path) else f"{path}!/{piece.name}"
    steps = (path, piece.place.member, piece.label if piece.place.offset is not None else "")
    return "!/".join(filter(None, steps))
