"""What goes over the pipe between a process that asks and a child that reads: frames of JSON and bytes.

Never pickle: a child that a hostile file has taken over could answer with code.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

from factcheck.documents.extraction.values import Basis, Block, Extracted, Found, Page
from factcheck.documents.extraction.words import as_plain, from_plain

#: Two lengths in bytes, of the JSON and of what follows it.
_HEAD = struct.Struct(">QQ")
#: Bytes. More than any answer has: what claims to be longer is none.
_LONGEST = 1024**3
_FOUND = ("title", "author", "published", "language", "url")


class Closed(Exception):
    """The other side has ended."""


def write_frame(pipe: BinaryIO, message: Mapping[str, Any], data: bytes = b"") -> None:
    body = json.dumps(message).encode()
    pipe.write(_HEAD.pack(len(body), len(data)) + body)
    pipe.write(data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The next frame. Raises Closed at the end of the pipe, also in the middle of a frame, and at what is none."""
    body, data = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if body + data > _LONGEST:
        raise Closed
    return json.loads(_exactly(pipe, body)), _exactly(pipe, data)


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise Closed
    return data


def as_message(extracted: Extracted) -> dict[str, Any]:
    """As plain lists and texts. Blocks and words are tuples, which JSON takes as lists."""
    shallow = {name: getattr(extracted, name) for name in Extracted.__dataclass_fields__}
    shallow |= {name: found and _as_told(found) for name in _FOUND if (found := shallow[name]) or True}
    shallow["messages"] = [as_plain(one) for one in extracted.messages]
    shallow["blocks"] = [(b.kind, b.start, b.end, b.level, b.links, b.label) for b in extracted.blocks]
    shallow["pages"] = [(p.number, p.width, p.height, p.start, p.end, p.words) for p in extracted.pages]
    return shallow


def from_message(message: dict[str, Any]) -> Extracted:
    """Raises TypeError, KeyError or ValueError if it is not what `as_message` gives."""
    fields = dict(message)
    fields |= {name: _found(**fields[name]) if fields[name] else None for name in _FOUND}
    fields["blocks"] = tuple(
        Block(kind, start, end, level, tuple((a, b, href) for a, b, href in links), label)
        for kind, start, end, level, links, label in fields["blocks"]
    )
    fields["pages"] = tuple(
        Page(number, width, height, start, end, tuple(tuple(word) for word in words))
        for number, width, height, start, end, words in fields["pages"]
    )
    fields["messages"] = tuple(map(from_plain, fields["messages"]))
    return Extracted(**fields)


def _as_told(found: Found) -> dict[str, Any]:
    return {"value": found.value, "basis": found.basis, "where": as_plain(found.where)}


def _found(value: str, basis: Basis, where: Any) -> Found:
    return Found(value, basis, from_plain(where))
