"""What was asked and answered, as a WARC file (ISO 28500, WARC/1.1) that any web archive's tools can read.

The bytes of requests and answers go in exactly as they went over the wire: not parsed and written anew, with chunks
and content coding as sent. So the payload digest, like that of most writers, is of the body as transferred. What
WARC has no place for (certificate, TLS version, times) stands in a metadata record beside each answer. Pure.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .values import Exchange, Fetched

VERSION = "1.1"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "metadata": "application/warc-fields",
}


@dataclass(frozen=True)
class Place:
    """Where a record lies in the file: bytes. With gzip, one whole member."""

    offset: int
    length: int


@dataclass(frozen=True)
class Warc:
    """A WARC file, and the place of each fetch's last answer, in the order of the fetches."""

    data: bytes
    places: tuple[Place, ...]


def write_warc(fetches: Sequence[Fetched], *, software: str, gzip: bool = True) -> Warc:
    """Write one file with every exchange of these fetches (a page, and the pictures it shows): at least one.

    `software`: who made it, for the warcinfo record. With `gzip`, each record is a member of its own (.warc.gz).
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip, warc_version=VERSION)
    moment = fetches[0].started_at
    about = {"software": software, "format": f"WARC File Format {VERSION}", "conformsTo": CONFORMS_TO}
    info = _id()
    _write(writer, "warcinfo", {"WARC-Record-ID": info, "WARC-Date": _date(moment)}, _fields(about))
    places = []
    for fetched in fetches:
        for number, exchange in enumerate(fetched.exchanges):
            via = fetched.exchanges[number - 1].url if number else ""
            place = _write_exchange(writer, out, exchange, info=info, via=via)
        places.append(place)
    return Warc(out.getvalue(), tuple(places))


def _write_exchange(writer: WARCWriter, out: BytesIO, exchange: Exchange, *, info: str, via: str) -> Place:
    """Answer, request, and what we know beside them. Returns the place of the answer."""
    answer = _id()
    shared = {"WARC-Target-URI": exchange.url, "WARC-Date": _date(exchange.started_at), "WARC-Warcinfo-ID": info}
    seen = {"WARC-IP-Address": exchange.address}
    cut = {"WARC-Truncated": "length"} if exchange.truncated else {}
    begin = out.tell()
    _write(
        writer,
        "response",
        {"WARC-Record-ID": answer, **shared, **seen, **cut},
        exchange.received,
        payload=exchange.received[exchange.head_size :],
    )
    place = Place(begin, out.tell() - begin)
    beside = {**shared, "WARC-Concurrent-To": answer}
    _write(writer, "request", {"WARC-Record-ID": _id(), **beside, **seen}, exchange.request, payload=b"")
    known = {
        "via": via,
        "fetchTimeMs": f"{(exchange.finished_at - exchange.started_at).total_seconds() * 1000:.0f}",
        "finishedAt": _date(exchange.finished_at),
        "port": str(exchange.port),
        "tlsVersion": exchange.tls_version,
        "tlsCertificateSha256": exchange.certificate_sha256,
    }
    _write(writer, "metadata", {"WARC-Record-ID": _id(), **beside}, _fields(known))
    return place


def _write(
    writer: WARCWriter, kind: str, headers: Mapping[str, str], block: bytes, *, payload: bytes | None = None
) -> None:
    """Without `http_headers`, the library leaves the block as it is; so the digests are made here."""
    digests = {"WARC-Block-Digest": _digest(block)}
    if payload is not None:
        digests["WARC-Payload-Digest"] = _digest(payload)
    lines = [("WARC-Type", kind), *headers.items(), *digests.items()]
    stated = StatusAndHeaders("", lines, protocol=f"WARC/{VERSION}")
    record = ArcWarcRecord("warc", kind, stated, BytesIO(block), None, CONTENT_TYPES[kind], len(block))
    writer.write_record(record)


def _fields(pairs: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in pairs.items() if value).encode()


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
