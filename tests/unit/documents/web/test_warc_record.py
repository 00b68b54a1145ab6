"""What is written as WARC is read back by the library, digests checked, byte for byte."""

import gzip
import io
from ipaddress import ip_address

import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.fetching import fetch
from factcheck.documents.web.values import Fetched, Limits
from factcheck.documents.web.warc_record import Warc, write_warc

from .servers import answer, path_of, serving

PAGE = "<p>Zwölf Schiffe lagen im Hafen.</p>".encode() * 40
CHUNKED = b"28\r\n" + PAGE[:40] + b"\r\n" + f"{len(PAGE) - 40:x}\r\n".encode() + PAGE[40:] + b"\r\n0\r\n\r\n"

ANSWERS = {
    "/": answer(b"moved", "Location: /page", status="301 Moved Permanently"),
    "/page": answer(gzip.compress(PAGE), "content-TYPE: text/html", "Content-Encoding: gzip", "X-Odd:  two spaces "),
    "/chunked": answer(b"", "Transfer-Encoding: chunked", length=False) + CHUNKED,
    "/empty": answer(status="204 No Content", length=False),
    "/bytes": answer(bytes(range(256)) * 10, "Content-Type: application/octet-stream"),
    "/long": answer(b"x" * 300, "Location: /page", status="302 Found"),
    "/latin": b"HTTP/1.1 200 Gr\xfc\xdfe\r\nX-Name: caf\xe9\r\nContent-Length: 2\r\n\r\nok",
}


def fetched(*paths: str) -> list[Fetched]:
    with serving(lambda connection, request: connection.sendall(ANSWERS[path_of(request)])) as server:
        allowed = [parse_allowed(f"127.0.0.1:{server.port}")]
        return [fetch(server.url(path), allowed=allowed, limits=Limits(redirect_bytes=100)) for path in paths]


def records(warc: Warc):
    """(type, headers, body unpacked) of each record; a wrong digest raises."""
    for record in ArchiveIterator(io.BytesIO(warc.data), check_digests="raise"):
        yield record.rec_type, record.rec_headers, record.content_stream().read()
        assert record.digest_checker.passed is not False


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("path", ["/", "/page", "/chunked", "/empty", "/bytes", "/long", "/latin"])
def test_what_is_written_is_read_back_with_its_digests_verified(path, packed):
    found = fetched(path)
    warc = write_warc(found, software="Factcheck", gzip=packed)
    kinds = [kind for kind, _, _ in records(warc)]
    assert kinds == ["warcinfo"] + ["response", "request", "metadata"] * len(found[0].exchanges)
    assert [body for kind, _, body in records(warc) if kind == "response"][-1] == found[0].content
    assert (warc.data[:2] == b"\x1f\x8b") is packed


@pytest.mark.parametrize("path", list(ANSWERS))
def test_the_bytes_of_request_and_answer_stand_in_the_file_as_they_went(path):
    (found,) = fetched(path)
    data = write_warc([found], software="Factcheck", gzip=False).data
    for exchange in found.exchanges:
        assert exchange.request in data
        assert exchange.received in data


@pytest.mark.parametrize("packed", [True, False])
def test_the_last_answer_of_each_fetch_lies_where_it_is_said_to(packed):
    pages = fetched("/", "/chunked", "/bytes")
    warc = write_warc(pages, software="Factcheck", gzip=packed)
    for page, place in zip(pages, warc.places, strict=True):
        piece = warc.data[place.offset : place.offset + place.length]
        (record,) = ArchiveIterator(io.BytesIO(piece), check_digests="raise")
        assert record.rec_type == "response"
        assert record.rec_headers.get_header("WARC-Target-URI") == page.url
        assert record.http_headers.get_statuscode() == str(page.status)
        offsets = ArchiveIterator(io.BytesIO(warc.data))
        assert place.offset in [offsets.get_record_offset() for _ in offsets]


def test_a_record_says_when_from_where_and_what_belongs_together():
    (found,) = fetched("/")
    all_records = list(records(write_warc([found], software="Factcheck 0.1")))
    info = all_records[0]
    assert b"software: Factcheck 0.1\r\n" in info[2]
    answers = [headers for kind, headers, _ in all_records if kind == "response"]
    assert [headers.get_header("WARC-Target-URI") for headers in answers] == [each.url for each in found.exchanges]
    for kind, headers, _ in all_records[1:]:
        assert headers.get_header("WARC-Warcinfo-ID") == info[1].get_header("WARC-Record-ID")
        assert headers.get_header("WARC-Date").endswith("Z")
        if kind == "response":
            assert ip_address(headers.get_header("WARC-IP-Address")).is_loopback
        else:
            concurrent = headers.get_header("WARC-Concurrent-To")
            assert concurrent in {each.get_header("WARC-Record-ID") for each in answers}
    assert len({headers.get_header("WARC-Record-ID") for _, headers, _ in all_records}) == len(all_records)
    assert all(headers.protocol == "WARC/1.1" for _, headers, _ in all_records)
    beside = [body.decode() for kind, _, body in all_records if kind == "metadata"]
    assert f"via: {found.exchanges[0].url}\r\n" in beside[1]
    assert f"port: {found.final.port}\r\n" in beside[1]


def test_a_body_that_we_cut_is_marked_as_cut():
    (found,) = fetched("/long")
    cut = [headers.get_header("WARC-Truncated") for kind, headers, _ in records(write_warc([found], software="x"))]
    assert cut[1] == "length"
    assert set(cut[2:]) == {None}


@pytest.mark.parametrize("kind", ["response", "request"])
def test_a_changed_byte_is_noticed(kind):
    from warcio.exceptions import ArchiveLoadFailed

    (found,) = fetched("/bytes")
    data = bytearray(write_warc([found], software="x", gzip=False).data)
    wanted = found.final.received[-50:] if kind == "response" else b"User-Agent: Fact"
    data[data.index(wanted) + 13] ^= 1
    with pytest.raises(ArchiveLoadFailed, match="digest"):
        list(records(Warc(bytes(data), ())))
