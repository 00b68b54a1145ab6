"""Containers, made by libraries that are not ours wherever one can make them."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from email.message import EmailMessage

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from factcheck.documents.containers import reading

PAGE = b"<!doctype html><html><title>Bridge</title><body><p>The bridge is shut until March.</p></body></html>"
DATE = "2020-08-31T10:00:00Z"


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """A ZIP of {name: bytes}, or of (name, bytes) where a name comes twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def warc(*records, gzip=True):
    """A WARC of records made by `response`, `request`, `record`."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for make in records:
        writer.write_record(make(writer))
    return out.getvalue()


def response(url="https://a.example/bridge", body=PAGE, *, kind="text/html; charset=utf-8", status="200 OK", **given):
    headers = {"Content-Type": kind, **given.pop("http", {})}
    return record("response", url, body, f"HTTP/1.1 {status}", headers, **given)


def request(url, response_id, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return record("request", url, b"", "GET / HTTP/1.1", named, warc={"WARC-Concurrent-To": response_id})


def record(kind, url, body, status="", headers=(), *, warc=None, date=DATE, content_type=""):
    def make(writer):
        http = None
        if kind == "request":
            http = StatusAndHeaders(status, list(dict(headers).items()), is_http_request=True)
        elif status:
            protocol, _, reason = status.partition(" ")
            http = StatusAndHeaders(reason, list(dict(headers).items()), protocol)
        return writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": date, **(warc or {})},
            warc_content_type=content_type,
        )

    return make


def wacz(warcs, listed=None, *, spoil_hash=False, extra=None):
    """A WACZ of {name: WARC} and listed pages, as py-wacz lays it out."""
    files = {f"archive/{name}": data for name, data in warcs.items()}
    if listed is not None:
        files["pages/pages.jsonl"] = lines({"format": "json-pages-1.0", "id": "pages", "title": "All"}, *listed)
    files |= extra or {}
    resources = [
        {"name": name.split("/")[-1], "path": name, "hash": f"sha256:{sha(data)}", "bytes": len(data)}
        for name, data in files.items()
    ]
    if spoil_hash:
        resources[0]["hash"] = "sha256:" + "0" * 64
    files["datapackage.json"] = json.dumps({"profile": "data-package", "resources": resources}).encode()
    return zipped(files, zipfile.ZIP_STORED)


def lines(*rows):
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def mail(attachments):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@a.example", "b@b.example", "Papers"
    message["Date"] = "Mon, 31 Aug 2020 10:00:00 +0000"
    message.set_content("See attached.\n")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def overlapping(copies=50):
    """Many directory entries for one and the same packed file: in the manner of David Fifield's bombs."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packed.compress(b"a" * 100_000) + packed.flush()
    crc, name = zlib.crc32(b"a" * 100_000), b"a"
    common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, len(kernel), 100_000, len(name), 0)
    local = b"PK\x03\x04" + common + name + kernel
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    directory = entry * copies
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, copies, copies, len(directory), len(local), 0)
    return local + directory + end


def sha(data):
    return hashlib.sha256(data).hexdigest()


def listed(data, kind, limits=None):
    """All members, and what was said of the whole."""
    notes = []
    return list(reading.members(io.BytesIO(data), kind, limits, notes.append)), notes


def read_again(data, member, limits=None):
    return reading.read_member(io.BytesIO(data), member.path, member.offset, member.length, limits)


def good(members):
    return [member for member in members if not member.problem]
