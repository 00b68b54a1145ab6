"""What would be stored of files, without storing anything: for finding out why a text came out as it did, and for
measuring readers. Asks no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from factcheck.database.fields import read_partial_date
from factcheck.documents.actions import TooLarge
from factcheck.documents.actions.first_facts import Stated, said_facts
from factcheck.documents.actions.readings import Reading, blocks_as_rows
from factcheck.documents.batch import CAUGHT, reason_of
from factcheck.documents.containers.values import joined
from factcheck.documents.extraction import Unreadable, boilerplate
from factcheck.documents.folders import files_under
from factcheck.documents.importing.ahead import BeingRead, can_be_read, read_ahead
from factcheck.documents.importing.pieces import Piece, pieces_of
from factcheck.documents.models import Container

KEYS = ("media_type", "title", "author", "published_on", "language", "url", "text", "main_text", "blocks", "extractor")


@dataclass(frozen=True)
class Preview:
    """`path` names a member of a container after "!/". `stored`: KEYS, null where nothing would be stored."""

    path: str
    failed: bool
    stored: dict[str, Any]
    message: str


@dataclass(frozen=True)
class _Placed(Piece):
    """A piece that knows the file in which it lies."""

    path: str = ""


def previews_of(paths: Iterable[str]) -> Iterator[Preview]:
    """One for each file, and for each member of a container, in order. Files that can't be read are among them."""
    for piece, reading in read_ahead(_pieces(paths), can_be_read):
        yield _preview(piece, reading)


def _pieces(paths: Iterable[str]) -> Iterator[Piece]:
    for path in files_under(paths):
        problem = ""
        try:
            with open(path, "rb") as file:
                for piece in pieces_of(file, path, lambda kind: Container(media_type=kind)):
                    yield _Placed(**vars(piece) | {"path": _path_of(path, piece)})
        except CAUGHT as error:
            problem = reason_of(error)
        if problem:
            yield _Placed(path, problem=problem, path=path)


def _path_of(path: str, piece: Piece) -> str:
    if piece.place is None:
        return path
    return joined(path, piece.place.member or (str(piece.number) if piece.row is not None else piece.name))


def _preview(piece: Piece, being_read: BeingRead) -> Preview:
    path = piece.path if isinstance(piece, _Placed) else piece.name
    nothing: dict[str, Any] = dict.fromkeys(KEYS)
    if being_read is None:
        return Preview(path, True, nothing, piece.problem or _too_large(piece))
    try:
        reading = being_read.result()
    except Unreadable as unreadable:
        return Preview(path, True, nothing, unreadable.reason)
    messages = " ".join((*(piece.place.messages if piece.place else ()), *reading.messages))
    if reading.extracted is None:
        return Preview(path, True, nothing | {"media_type": reading.media_type, "extractor": reading.reader}, messages)
    return Preview(path, False, _stored(piece, reading), messages)


def _stored(piece: Piece, reading: Reading) -> dict[str, Any]:
    extracted = reading.extracted
    assert extracted is not None, "failures are told apart before"
    facts = said_facts(extracted, Stated(found=piece.found))
    published = read_partial_date(facts.get("published"), facts.get("published_text", ""))
    return {
        "media_type": reading.media_type,
        "title": facts.get("title"),
        "author": facts.get("author"),
        "published_on": published.iso if published else None,
        "language": facts.get("language"),
        "url": facts.get("url"),
        "text": extracted.text,
        "main_text": boilerplate.main_text(extracted.text, extracted.blocks),
        "blocks": [{"label": ""} | row for row in blocks_as_rows(extracted.blocks)],
        "extractor": f"{extracted.extractor} {extracted.extractor_version}",
    }


def _too_large(piece: Piece) -> str:
    return str(TooLarge(size=f"{len(piece.data):,}", limit=f"{settings.MAX_DOCUMENT_BYTES:,}"))
