"""The document in a WARC record: HTTP's head taken off, its encodings undone. RFC 9110, 8.4, and RFC 9112, 7."""

import re
import zlib
from dataclasses import dataclass, field

import brotli

from ..extraction.errors import CouldNotRead, Damaged
from ..extraction.words import gettext as _
from . import digests
from .errors import TooLarge, grown, too_large
from .records import Headers, Record, header, read_headers
from .streams import CHUNK
from .values import Job

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP, _DEFLATE = {"gzip", "x-gzip"}, {"deflate"}


@dataclass
class Head:
    """What stands before a record's document. `status`: 0 where there is none; `headers`: HTTP's."""

    status: int = 0
    headers: Headers = ()
    is_http: bool = False


@dataclass(frozen=True)
class Payload:
    """A record's document, as a browser would be handed it."""

    data: bytes = field(repr=False)
    declared_type: str
    messages: tuple[str, ...]


def read_head(record: Record, job: Job) -> Head:
    """Take HTTP's head off a response, request or revisit; nothing off any other record."""
    if record.type not in {"response", "request", "revisit"} or not _is_http(record):
        return Head()
    status = _STATUS.match(record.readline(job.limits.head))
    headers, _ = read_headers(record, job.limits.head)
    return Head(int(status[1]) if status else 0, headers, is_http=True)


def declared_type(record: Record, head: Head) -> str:
    return header(head.headers, "Content-Type") if head.is_http else record.get("Content-Type")


def read(record: Record, head: Head, job: Job) -> Payload:
    """The rest of the record as a document. Raises Damaged, TooLarge or CouldNotRead."""
    if record.left > job.limits.member:
        raise TooLarge(too_large(record.left, job.limits.member))
    body = record.read(record.left)
    record.finish()
    if record.damage:
        raise Damaged(record.damage)
    messages = list(record.messages)
    plain = _unchunked(head, body, messages)
    messages += _digest_messages(record, body, plain)
    if truncated := record.get("WARC-Truncated"):
        messages.append(_("Only its beginning was recorded (%(why)s).", why=truncated[:40]))
    data = _decoded(head, plain, job, messages)
    return Payload(data, declared_type(record, head), tuple(messages))


def _is_http(record: Record) -> bool:
    stated = record.get("Content-Type").lower()
    # some recorders leave the type out; a revisit may have no block at all
    return record.left > 0 and (not stated or stated.startswith("application/http"))


def _digest_messages(record: Record, body: bytes, plain: bytes) -> list[str]:
    """Recorders differ in whether the payload digest is over chunks as sent or over what they hold."""
    stated = record.get("WARC-Payload-Digest")
    if not stated or record.get("WARC-Segment-Number"):
        return []
    if digests.matches(stated, body) or (plain is not body and digests.matches(stated, plain)):
        return []
    digest = digests.Digest(stated)
    digest.update(body)
    return [digest.message(*digests.PAGE)]


def _unchunked(head: Head, body: bytes, messages: list[str]) -> bytes:
    """`body` without HTTP's chunk sizes; as it is where it has none, for many recorders take them out."""
    if "chunked" not in header(head.headers, "Transfer-Encoding").lower() or not _CHUNK_SIZE.match(body):
        return body
    parts, at = list[bytes](), 0
    while size := _CHUNK_SIZE.match(body, at):
        start = size.end()
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[start : start + length])
        at = start + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    messages.append(_("The page ends early: its last part was not recorded."))
    return b"".join(parts)


def _decoded(head: Head, data: bytes, job: Job, messages: list[str]) -> bytes:
    stated = header(head.headers, "Content-Encoding").lower()
    for name in reversed([part.strip() for part in stated.split(",") if part.strip()]):
        if name in _GZIP:
            # many recorders undo the encoding and leave the header
            data = _inflated(data, zlib.MAX_WBITS | 16, job, messages) if data[:2] == b"\x1f\x8b" else data
        elif name in _DEFLATE:
            data = _deflated(data, job, messages)
        elif name == "br":
            data = data if _is_readable(data) else _unbrotlied(data, job, messages)
        elif name != "identity" and not _is_readable(data):
            raise CouldNotRead(_("The page is packed by a method not known here (%(method)s).", method=name[:20]))
    return data


def _deflated(data: bytes, job: Job, messages: list[str]) -> bytes:
    """Deflate comes with a frame, as the standard says, or without, as some servers send it, or undone already."""
    for frame in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            zlib.decompressobj(frame).decompress(data, 64)
        except zlib.error:
            continue
        return _inflated(data, frame, job, messages)
    return data


def _inflated(data: bytes, frame: int, job: Job, messages: list[str]) -> bytes:
    inflate = zlib.decompressobj(frame)
    limit = job.limits.member
    try:
        found = inflate.decompress(data, limit + 1)
    except zlib.error:
        raise Damaged(_("The page's packed bytes are damaged.")) from None
    job.spend(len(found))
    if len(found) > limit or job.is_bomb(len(data), len(found)):
        raise TooLarge(grown(len(data), len(found)))
    if not inflate.eof:
        messages.append(_("The page ends early: its last part was not recorded."))
    return found


def _unbrotlied(data: bytes, job: Job, messages: list[str]) -> bytes:
    inflate, limit = brotli.Decompressor(), job.limits.member
    parts, size, given = [], 0, data
    try:
        while part := inflate.process(given, output_buffer_limit=CHUNK):
            given, size = b"", size + len(part)
            parts.append(part)
            job.spend(len(part))
            if size > limit or job.is_bomb(len(data), size):
                raise TooLarge(grown(len(data), size))
    except brotli.error:
        raise Damaged(_("The page's packed bytes are damaged.")) from None
    if not inflate.is_finished():
        messages.append(_("The page ends early: its last part was not recorded."))
    return b"".join(parts)


def _is_readable(data: bytes) -> bool:
    """Whether it is text or PDF, that is, no longer packed as its header has it."""
    head = data[:1024]
    return head.startswith(b"%PDF-") or (not any(byte < 9 for byte in head) and b"<" in head)
