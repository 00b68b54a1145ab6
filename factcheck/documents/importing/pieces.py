"""The pieces of a file that are documents: the file itself, or the members of a container, in an order that stays."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.documents.actions import Place
from factcheck.documents.containers.reading import HEAD, is_mail, kind_of_file, members
from factcheck.documents.containers.values import Kind, Limits, Member
from factcheck.documents.extraction import Found, Unreadable
from factcheck.documents.models import Container

#: What the media type of a container is called.
MEDIA_TYPES: dict[Kind, str] = {
    "zip": "application/zip",
    "warc": "application/warc",
    "wacz": "application/wacz",
    "jsonl": "application/x-ndjson",
    "eml": "message/rfc822",
}
#: The fields of a row of JSON lines, and the facts that they state.
_FACTS = {"title": "title", "author": "author", "published_on": "published", "language": "language", "url": "url"}
#: What the document is called outside: no fact about it, and brought along with them.
_OUTSIDE = {"id": "outside_key"}


@dataclass(frozen=True)
class Piece:
    """One document to bring in, or the `problem` that keeps it out. `place`: where it lies in a container."""

    name: str
    data: bytes = field(default=b"", repr=False)
    place: Place | None = None
    found: dict[str, Found] = field(default_factory=dict)
    source_name: str = ""
    problem: str = ""
    #: Its number among the pieces of the file, from 1.
    number: int = 1
    #: The fields of a row of JSON lines, which need no reader.
    row: dict[str, Any] | None = None
    #: Of a page in a web archive, its address: the last step of it says little.
    address: str = ""

    @property
    def label(self) -> str:
        """What people know it by."""
        return self.address or self.name


def limits() -> Limits:
    return Limits(member=settings.MAX_DOCUMENT_BYTES)


def pieces_of(file: BinaryIO, name: str, container_of: Callable[[str], Container]) -> Iterator[Piece]:
    """The file itself, or what lies in it; those included that can't be read. Raises Unreadable when no more can be.

    `container_of` gives the row of the file as a container of that media type, and is called once it is one.
    """
    if kind := kind_of_file(file, name):
        found = False
        for piece in _members(file, kind, container_of, 1):
            found = True
            yield piece
        if not found:
            yield Piece(name, problem=_("No document was found in it. Open it with the program that made it."))
        return
    file.seek(0)
    data = file.read()
    yield Piece(name, data)
    if is_mail(data[:HEAD], name):
        # A letter is a document, and holds those that are attached to it.
        yield from _members(file, "eml", container_of, 2)


def count_pieces(file: BinaryIO, name: str) -> int:
    """How many pieces there will be; fewer if the file breaks off."""
    kind, count = kind_of_file(file, name), 0
    if kind is None:
        file.seek(0)
        if not is_mail(file.read(HEAD), name):
            return 1
        kind, count = "eml", 1
    with suppress(Unreadable):
        for _member in members(file, kind, limits()):
            count += 1
    return max(count, 1)


def _members(file: BinaryIO, kind: Kind, container_of: Callable[[str], Container], first: int) -> Iterator[Piece]:
    container = None
    for number, member in enumerate(members(file, kind, limits()), first):
        # A letter without attachments is none.
        container = container or container_of(MEDIA_TYPES[kind])
        yield _piece(member, container, number)


def _piece(member: Member, container: Container, number: int) -> Piece:
    recorded = member.captured_at
    place = Place(
        container,
        member.path,
        member.offset,
        member.length,
        recorded.replace(tzinfo=recorded.tzinfo or UTC) if recorded else None,
        member.messages,
    )
    return Piece(
        name=member.filename or member.url or member.path or f"{member.number}",
        data=member.data,
        place=place,
        found=_found(member),
        source_name=(member.says or {}).get("source", ""),
        problem=member.problem,
        number=number,
        row=member.says,
        address=(member.url or "") if member.says is None else "",
    )


def _found(member: Member) -> dict[str, Found]:
    """What the container says of the document."""
    if member.says is not None:
        return found_in_row(member.says)
    found = {}
    if member.url:
        found["url"] = Found(member.url, "metadata", _("web archive file"))
    if member.title:
        found["title"] = Found(member.title, "metadata", _("web archive file"))
    return found


def found_in_row(fields: Mapping[str, str]) -> dict[str, Found]:
    """The facts that a row of JSON lines states."""
    return {
        fact: Found(fields[name], "metadata", _("field “%(name)s”") % {"name": name})
        for name, fact in (_FACTS | _OUTSIDE).items()
        if fields.get(name)
    }
