"""A body without its content coding, unpacked in steps so that a small answer can't fill the memory."""

import zlib
from collections.abc import Iterator

import brotli
from django.utils.translation import gettext as _

from .visit import Visit, in_short

#: Asked for in requests; a server may send others all the same.
ACCEPTED = "gzip, br"
#: gzip within gzip within gzip is how a bomb gets past one look at its ratio.
MAX_LAYERS = 2
MAX_MEMBERS = 10_000
SLICE = 16_384
STEP = 262_144
GZIP = zlib.MAX_WBITS + 16


def decode(body: bytes, content_encoding: str, visit: Visit) -> bytes:
    """Unpack a body by its Content-Encoding header. Raises AnswerTooLarge, AnswerUnreadable or TookTooLong."""
    codings = [each.strip().lower() for each in content_encoding.split(",")]
    codings = [each for each in codings if each not in {"", "identity"}]
    if len(codings) > MAX_LAYERS:
        raise visit.unreadable(_("packed too many times"))
    for coding in reversed(codings):
        body = _unpacked(body, coding, visit) if body else body
    if len(body) > visit.limits.content_bytes:
        raise visit.too_large(visit.limits.content_bytes)
    return body


def _unpacked(body: bytes, coding: str, visit: Visit) -> bytes:
    out = bytearray()
    try:
        for part in _parts(body, coding, visit):
            out += part
            visit.seconds_left()
            if len(out) > visit.limits.content_bytes:
                raise visit.too_large(visit.limits.content_bytes)
    except (zlib.error, brotli.error) as error:
        raise visit.unreadable(_("packed as %(coding)s, and damaged") % {"coding": coding}) from error
    return bytes(out)


def _parts(body: bytes, coding: str, visit: Visit) -> Iterator[bytes]:
    if coding in {"gzip", "x-gzip"}:
        return _inflated(body, GZIP, visit)
    if coding == "deflate":
        # RFC 9110 says zlib; some servers have always sent the bare stream.
        is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
        return _inflated(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, visit)
    if coding == "br":
        return _brotli(body, visit)
    raise visit.unreadable(_("packed as %(coding)s, which was not asked for") % {"coding": in_short(coding)})


def _inflated(body: bytes, window: int, visit: Visit) -> Iterator[bytes]:
    """In small slices: what zlib has not read yet is copied at each step. gzip may hold several members in a row;
    padding after the last is left, as browsers do."""
    position = 0
    for _ignored in range(MAX_MEMBERS):
        unpacker = zlib.decompressobj(window)
        while not unpacker.eof:
            piece = unpacker.unconsumed_tail
            if not piece:
                piece = body[position : position + SLICE]
                position += len(piece)
            part = unpacker.decompress(piece, STEP)
            if not piece and not part and not unpacker.eof:
                raise visit.unreadable(_("breaks off"))
            yield part
        position -= len(unpacker.unused_data)
        if window != GZIP or body[position : position + 2] != b"\x1f\x8b":
            return
    raise visit.unreadable(_("in too many parts"))


def _brotli(body: bytes, visit: Visit) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    yield unpacker.process(body, output_buffer_limit=STEP)
    while not unpacker.is_finished():
        if unpacker.can_accept_more_data():
            raise visit.unreadable(_("breaks off"))
        yield unpacker.process(b"", output_buffer_limit=STEP)
