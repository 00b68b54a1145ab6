"""WARC and WACZ files, and rows of JSON."""

import gzip

import brotli

from tests.faults.hostile.values import Hostile
from tests.unit.documents.containers.samples import PAGE, lines, response, wacz, warc

BOMB = b"\0" * 5 * 10**7


def plain(*lengths: object, body: bytes = PAGE) -> bytes:
    """Records with these Content-Lengths, whatever follows them."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return b"".join(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Date: 2020-08-31T10:00:00Z\r\n"
        b"WARC-Target-URI: https://a.example/%d\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %s\r\n\r\n%s\r\n\r\n" % (number, number, str(length).encode(), http)
        for number, length in enumerate(lengths)
    )


def _digest(value: str) -> bytes:
    return warc(response(warc={"WARC-Payload-Digest": value, "WARC-Block-Digest": value}), gzip=False)


def _encoded(name: str, body: bytes) -> bytes:
    return warc(response(body=body, http={"Content-Encoding": name}))


FILES = {
    "WARC whose length is too long": Hostile("a.warc", lambda: plain(10**6, len(PAGE))),
    "WARC whose length is too short": Hostile("a.warc", lambda: plain(20, 40)),
    "WARC whose length is below zero": Hostile("a.warc", lambda: plain(-5)),
    "WARC whose length has 19 digits": Hostile("a.warc", lambda: plain(10**18)),
    "WARC whose length is no number": Hostile("a.warc", lambda: plain("many")),
    "WARC with a wrong digest": Hostile("a.warc", lambda: _digest("sha1:" + "A" * 32)),
    "WARC with a digest of an unknown kind": Hostile("a.warc", lambda: _digest("crc99:\u202e!")),
    "WARC record that is a gzip bomb": Hostile("a.warc.gz", lambda: gzip.compress(plain(len(BOMB), body=BOMB))),
    "WARC page that is a gzip bomb": Hostile("a.warc.gz", lambda: _encoded("gzip", gzip.compress(BOMB))),
    "WARC page that is a Brotli bomb": Hostile("a.warc.gz", lambda: _encoded("br", brotli.compress(BOMB, quality=1))),
    "WARC page packed 50 times": Hostile("a.warc.gz", lambda: _encoded(", ".join(["gzip"] * 50), PAGE)),
    "WARC page in chunks without end": Hostile(
        "a.warc.gz",
        lambda: warc(response(body=b"ffffffffff\r\n" + PAGE, http={"Transfer-Encoding": "chunked"})),
    ),
    "WARC with headers of 3 MB": Hostile("a.warc", lambda: b"WARC/1.0\r\n" + b"X-A: b\r\n" * 400_000 + b"\r\n"),
    "WARC of a thousand empty records": Hostile(
        "a.warc", lambda: b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 1000
    ),
    "WARC whose address is a local file": Hostile("a.warc", lambda: warc(response("file:///etc/passwd"))),
    "WARC whose address is script": Hostile("a.warc", lambda: warc(response("javascript:alert(1)"))),
    "WACZ with a wrong hash": Hostile("a.wacz", lambda: wacz({"a.warc.gz": warc(response())}, spoil_hash=True)),
    "WACZ whose pages are no JSON": Hostile(
        "a.wacz", lambda: wacz({"a.warc.gz": warc(response())}, extra={"pages/pages.jsonl": b"[" * 100_000})
    ),
    "rows nested 100,000 deep": Hostile("a.jsonl", lambda: b'{"text": ' + b"[" * 100_000 + b"\n"),
    "rows with fields twice, NaN and half characters": Hostile(
        "a.jsonl",
        lambda: b'{"text": "a", "text": "b"}\n{"text": NaN}\n{"text": "\\ud800"}\n{"text": "Fine words."}\n',
    ),
    "rows that are not UTF-8": Hostile("a.jsonl", lambda: b'{"text": "caf\xe9"}\n{"text": "\xff\xfe"}\n'),
    "a row of 17 MB": Hostile("a.jsonl", lambda: lines({"text": "word " * 3_400_000}, {"text": "Short words."})),
    "a row whose page is nested 10,000 deep": Hostile("a.jsonl", lambda: lines({"html": "<div>" * 10_000 + "words"})),
    "rows with numbers of 100,000 digits": Hostile("a.jsonl", lambda: b'{"text": ' + b"9" * 100_000 + b"}\n"),
    "rows with NUL characters": Hostile("a.jsonl", lambda: lines({"text": "a\0b words", "title": "a\0b"})),
}
