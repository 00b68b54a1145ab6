import datetime as dt
import gzip
import io
import re
import zlib

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.documents.containers import reading
from factcheck.documents.containers.errors import TooMuch
from factcheck.documents.containers.values import Limits
from factcheck.documents.extraction.errors import CouldNotRead, Unreadable

from .samples import DATE, PAGE, good, listed, read_again, record, request, response, sha, warc

MIB = 1 << 20
ID = "<urn:uuid:12345678-0000-0000-0000-000000000000>"


def chunked(body, size=40):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_with_address_time_and_the_bytes_another_reader_finds(packed):
    data = warc(
        record("warcinfo", "", b"software: x\r\n"),
        response("https://a.example/one.html"),
        response("https://a.example/two", b"%PDF-1.4 \xff", kind="application/pdf", date="2021-05-06T07:08:09.123Z"),
        record("resource", "https://a.example/three", PAGE, content_type="text/html"),
        gzip=packed,
    )
    members, notes = listed(data, "warc")
    assert notes == []
    assert [(m.url, m.filename, m.declared_type, m.number) for m in members] == [
        ("https://a.example/one.html", "one.html", "text/html; charset=utf-8", 1),
        ("https://a.example/two", "two", "application/pdf", 2),
        ("https://a.example/three", "three", "text/html", 3),
    ]
    assert members[0].captured_at == dt.datetime(2020, 8, 31, 10, tzinfo=dt.UTC)
    assert members[1].captured_at.microsecond == 123000
    assert not [m for m in members if m.messages or m.problem]
    theirs = ArchiveIterator(io.BytesIO(data))
    pages = {r.rec_headers.get_header("WARC-Target-URI"): r.content_stream().read() for r in theirs}
    assert all(pages[m.url] == m.data and m.sha256 == sha(m.data) for m in members)


@pytest.mark.parametrize("packed", [True, False])
def test_offset_and_length_cut_out_a_record_that_stands_alone(packed):
    data = warc(response("https://a.example/1"), response("https://a.example/2"), gzip=packed)
    members, _ = listed(data, "warc")
    for member in members:
        cut = data[member.offset : member.offset + member.length]
        (alone,) = ArchiveIterator(io.BytesIO(cut))
        assert alone.rec_headers.get_header("WARC-Target-URI") == member.url
        assert read_again(data, member) == member.data == PAGE


def test_what_is_no_page_stays_in_the_container():
    data = warc(
        response("https://a.example/"),
        response("https://a.example/x.png", b"\x89PNG", kind="image/png"),
        response("https://a.example/old", b"", status="301 Moved", http={"Location": "/"}),
        response("https://a.example/none", status="404 Not Found"),
        response("https://a.example/part", status="206 Partial Content"),
        record("resource", "urn:pageinfo:https://a.example/", PAGE, content_type="text/html"),
        record("metadata", "https://a.example/", b"fetchTimeMs: 1\r\n"),
        record("response", "dns:a.example", b"20200831 1.2.3.4", content_type="text/dns"),
    )
    members, _ = listed(data, "warc")
    assert [member.url for member in members] == ["https://a.example/"]


@pytest.mark.parametrize(
    ("headers", "is_page"),
    [
        ({"Sec_Fetch_Dest": "document"}, True),
        ({}, True),
        ({"Sec_Fetch_Dest": "iframe"}, False),
        ({"Sec_Fetch_Dest": "empty"}, False),
        ({"X_Requested_With": "XMLHttpRequest"}, False),
    ],
)
@pytest.mark.parametrize("request_first", [True, False])
def test_what_a_page_asked_for_is_told_by_its_request(headers, is_page, request_first):
    pair = [response("https://a.example/x", warc={"WARC-Record-ID": ID}), request("https://a.example/x", ID, **headers)]
    members, _ = listed(warc(*(reversed(pair) if request_first else pair)), "warc")
    assert bool(members) == is_page


def test_a_type_that_is_not_stated_is_told_by_how_the_page_begins():
    members, _ = listed(
        warc(
            response("https://a.example/1", PAGE, kind=""),
            response("https://a.example/2", b"%PDF-1.7 x", kind="application/octet-stream"),
            response("https://a.example/3", b"MZ", kind="application/octet-stream"),
        ),
        "warc",
    )
    assert [m.url[-1] for m in members] == ["1", "2"]
    assert members[1].data == b"%PDF-1.7 x"


def test_a_visit_that_found_the_same_page_is_noted():
    data = warc(response(), response(body=b"", date="2021-01-01T00:00:00Z", status="304 Not Modified"), gzip=True)
    revisit = warc(record("revisit", "https://a.example/bridge", b"", "HTTP/1.1 200 OK", {"Content-Type": "text/html"}))
    members, notes = listed(data + revisit, "warc")
    assert len(members) == 1
    assert "1 visit found" in notes[0]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE)), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE, wbits=-15), {"Content-Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content-Encoding": "br"}),
        (gzip.compress(brotli.compress(PAGE)), {"Content-Encoding": "br, gzip"}),
        (PAGE, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
        (PAGE, {"Content-Encoding": "br"}),
    ],
)
def test_what_http_did_to_the_page_is_undone_even_where_a_recorder_undid_it_already(body, headers):
    data = warc(response(body=body, http=headers))
    (member,), _ = listed(data, "warc")
    assert (member.data, member.messages, member.problem) == (PAGE, (), "")
    assert read_again(data, member) == PAGE


def test_a_page_cut_short_in_its_chunks_says_so():
    (member,), _ = listed(warc(response(body=chunked(PAGE)[:-30], http={"Transfer-Encoding": "chunked"})), "warc")
    assert PAGE.startswith(member.data)
    assert "ends early" in member.messages[0]


def test_a_method_that_is_not_known_is_a_problem():
    (member,), _ = listed(warc(response(body=b"\x28\xb5\x2f\xfd\0", http={"Content-Encoding": "zstd"})), "warc")
    assert "zstd" in member.problem


@pytest.mark.parametrize("name", ["WARC-Payload-Digest", "WARC-Block-Digest"])
def test_a_digest_that_does_not_agree_is_kept_visible_and_noted(name):
    wrong = f"sha256:{'0' * 64}"
    data = warc(response(), gzip=False)
    start = data.find(name.encode() + b": ") + len(name) + 2
    stated = data[start : data.find(b"\r\n", start)]
    spoilt = data.replace(stated, wrong.encode(), 1)
    (member,), notes = listed(spoilt, "warc")
    assert member.data == PAGE
    assert any("is not what was recorded" in message for message in member.messages)
    if name == "WARC-Block-Digest":
        assert "1 of 1" in notes[0]
    assert read_again(spoilt, member) == PAGE


def stating(digest, made):
    """The WARC of one record, with this payload digest instead of its writer's."""
    return re.sub(rb"(?<=WARC-Payload-Digest: )\S+", digest.encode(), warc(made, gzip=False))


def test_a_digest_over_the_page_without_chunks_is_right_too_and_an_unknown_one_is_said_to_be():
    in_chunks = response(body=chunked(PAGE), http={"Transfer-Encoding": "chunked"})
    (first,), _ = listed(stating(f"sha256:{sha(PAGE)}", in_chunks), "warc")
    (second,), _ = listed(stating("blake9:abc", response()), "warc")
    (third,), _ = listed(stating(f"sha-256:{sha(b'')}", response()), "warc")
    assert first.messages == ()
    assert "not checked" in second.messages[0]
    assert "not what was recorded" in third.messages[0]


def test_a_digest_that_does_not_agree_on_another_record_is_noted_on_the_container():
    data = warc(response(), response("https://a.example/x.png", b"\x89PNG....", kind="image/png"), gzip=False)
    members, notes = listed(data.replace(b"PNG....", b"PNG!!!!"), "warc")
    assert members[0].messages == ()
    assert "1 of 2" in notes[0]
    assert "is not what was recorded" in notes[0]


@pytest.mark.parametrize("change", [-20, 20, 100_000, 10**14])
def test_a_wrong_length_is_told_and_the_next_record_found_where_it_can_be(change):
    data = warc(response("https://a.example/1"), response("https://a.example/2"), gzip=False)
    start = data.find(b"Content-Length: ") + 16
    end = data.find(b"\r\n", start)
    spoilt = data[:start] + str(int(data[start:end]) + change).encode() + data[end:]
    members, notes = listed(spoilt, "warc")
    first = members[0]
    assert first.problem or first.messages
    assert notes
    if change < 100:
        assert "https://a.example/2" in [member.url for member in members] or change > 0
    assert len(good(listed(spoilt.replace(b"Content-Length: ", b"Content-Width: ", 1), "warc")[0])) == 1


def test_all_records_in_one_gzip_are_read_and_addressed():
    plain = warc(*(response(f"https://a.example/{n}", PAGE + str(n).encode()) for n in range(5)), gzip=False)
    data = gzip.compress(plain)
    members, _ = listed(data, "warc")
    assert [member.path for member in members] == ["", "record 2", "record 3", "record 4", "record 5"]
    assert [read_again(data, member) for member in members] == [PAGE + str(n).encode() for n in range(5)]


def test_a_damaged_record_is_a_problem_and_reading_goes_on_behind_it():
    parts = [warc(response(f"https://a.example/{n}")) for n in range(3)]
    spoilt = bytearray(parts[1])
    spoilt[-6] ^= 255  # the checksum, so that all of the page is there and still not to be relied on
    members, notes = listed(parts[0] + bytes(spoilt) + parts[2], "warc")
    assert [bool(member.problem) for member in members] == [False, True, False]
    assert notes
    spoilt[len(spoilt) // 2 : len(spoilt) // 2 + 9] = b"\xff" * 9
    assert len(good(listed(parts[0] + bytes(spoilt) + parts[2], "warc")[0])) == 2


def test_gzip_bombs_end_at_the_limits():
    zeros = b"\0" * (20 * MIB)
    bomb = warc(response("https://a.example/bomb", zeros), response("https://a.example/fine"))
    members, _ = listed(bomb, "warc")
    assert "https://a.example/fine" in [member.url for member in good(members)]
    assert all(member.problem for member in members if member.url.endswith("bomb"))
    inner = warc(response("https://a.example/bomb", gzip.compress(zeros), http={"Content-Encoding": "gzip"}))
    assert "grows from" in listed(inner, "warc")[0][0].problem
    packed = warc(
        response("https://a.example/bomb", brotli.compress(zeros, quality=1), http={"Content-Encoding": "br"})
    )
    assert "grows from" in listed(packed, "warc")[0][0].problem
    with pytest.raises(TooMuch):
        listed(bomb, "warc", Limits(total=MIB))
    lines = gzip.compress(b"WARC/1.0\r\nX: " + zeros)
    for data in (lines, gzip.compress(zeros)):
        with pytest.raises(CouldNotRead):
            listed(data, "warc")


def test_heads_without_end_and_addresses_with_nul_do_no_harm():
    head = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"A: b\r\n" * 100_000
    assert listed(head, "warc")[0] == []
    data = warc(response("https://a.example/x\0y"), gzip=False)
    (member,), _ = listed(data, "warc")
    assert "\0" not in member.url
    strange = warc(response("https://[::1/"), response("https://a.example:99999999/"))
    assert len(listed(strange, "warc")[0]) >= 1


def test_a_page_larger_than_is_read_is_a_problem():
    data = warc(response(body=PAGE * 100), gzip=False)
    (member,), _ = listed(data, "warc", Limits(member=1000))
    assert "1,000 are read" in member.problem


def test_a_record_without_a_date_says_so():
    data = warc(response(), gzip=False).replace(DATE.encode(), b"2020-99-99T00:00:00Z")
    (member,), _ = listed(data, "warc")
    assert member.captured_at is None
    assert "when it was made" in member.messages[-1]


def test_an_address_too_long_to_keep_is_left_out_and_the_page_kept():
    (member,), _ = listed(warc(response("https://a.example/" + "x" * 5000)), "warc")
    assert (member.url, member.data) == (None, PAGE)
    assert "5,018 characters" in member.messages[0]
    assert len(member.filename) <= 255


def test_a_file_without_records_and_a_place_without_one_are_refused():
    for data in (b"", b"WARC/1.0", b"\x1f\x8b\x08" + b"\0" * 50, b"words\n" * 9):
        with pytest.raises(CouldNotRead):
            listed(data, "warc")
    data = warc(response(), gzip=True)
    for offset, path in ((0, "record 2"), (5, ""), (10**9, "")):
        with pytest.raises(Unreadable):
            reading.read_member(io.BytesIO(data), path, offset, 10**9)


def test_a_warc_is_known_by_its_beginning():
    assert reading.kind_of(warc(response(), gzip=False)[:4096]) == "warc"
    assert reading.kind_of(warc(response())[:4096], "x.gz") == "warc"
    assert reading.kind_of(gzip.compress(PAGE)) is None
