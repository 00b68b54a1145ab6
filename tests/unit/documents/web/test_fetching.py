"""What a fetch sends, what it brings back, and how it follows a page that was moved."""

import gzip
import socket
import zlib
from datetime import UTC, datetime

import brotli
import pytest

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.errors import (
    AnswerUnreadable,
    FetchRefused,
    NotReached,
    SchemeForbidden,
    TooManyRedirects,
)
from factcheck.documents.web.fetching import fetch
from factcheck.documents.web.values import Limits

from .servers import Server, answer, path_of, serving


def visit(server: Server, path: str = "/", **options):
    return fetch(server.url(path), allowed=[parse_allowed(f"127.0.0.1:{server.port}")], **options)


def test_a_page_comes_with_the_proof_of_how_it_was_obtained():
    with serving(answer(b"<p>Hello", "Content-Type: text/html", "x-ODD: kept as sent")) as server:
        before = datetime.now(UTC)
        found = visit(server, "/a?b=c#d")
    assert found.content == b"<p>Hello"
    assert found.status == 200
    assert found.requested_url == server.url("/a?b=c#d")
    assert found.url == server.url("/a?b=c")
    assert found.address == "127.0.0.1"
    assert found.certificate_sha256 == ""
    assert before <= found.started_at <= found.finished_at <= datetime.now(UTC)
    assert found.final.headers == (("Content-Type", "text/html"), ("x-ODD", "kept as sent"), ("Content-Length", "8"))
    assert found.final.reason == "OK"
    assert [found.final.request] == server.requests
    assert found.final.received == answer(b"<p>Hello", "Content-Type: text/html", "x-ODD: kept as sent")
    assert found.final.received[found.final.head_size :] == b"<p>Hello"


def test_a_request_says_who_asks_and_carries_nothing_else_of_ours():
    with serving(answer()) as server:
        visit(server, "/page", limits=Limits(user_agent="Desk/1.0 (desk@example.org)"))
    lines = server.requests[0].decode().split("\r\n")
    assert lines[0] == "GET /page HTTP/1.1"
    names = [line.partition(":")[0].lower() for line in lines[1:] if line]
    assert sorted(names) == ["accept", "accept-encoding", "connection", "host", "user-agent"]
    assert f"Host: 127.0.0.1:{server.port}" in lines
    assert "User-Agent: Desk/1.0 (desk@example.org)" in lines


def test_a_cookie_that_a_server_sets_never_comes_back_to_it():
    def play(connection, request):
        if path_of(request) == "/":
            connection.sendall(answer(b"", "Set-Cookie: who=me", "Location: /next", status="302 Found"))
        else:
            connection.sendall(answer(b"page"))

    with serving(play) as server:
        assert visit(server).content == b"page"
    assert b"cookie" not in b"".join(server.requests).lower()
    assert b"referer" not in b"".join(server.requests).lower()


def test_conditions_are_sent_and_an_unchanged_page_is_an_answer():
    with serving(answer(status="304 Not Modified", length=False)) as server:
        found = visit(server, etag='W/"7"', modified="Sun, 22 Nov 2026 02:00:00 GMT")
    assert found.status == 304
    assert found.content == b""
    assert b'If-None-Match: W/"7"\r\nIf-Modified-Since: Sun, 22 Nov 2026 02:00:00 GMT' in server.requests[0]


def test_conditions_are_not_sent_on_to_where_the_page_was_moved():
    def play(connection, request):
        moved = path_of(request) == "/"
        connection.sendall(answer(b"", "Location: /b", status="301 Moved") if moved else answer(b"b"))

    with serving(play) as server:
        visit(server, etag='"7"')
    assert [b"If-None-Match" in request for request in server.requests] == [True, False]


@pytest.mark.parametrize("value", ['"a"\r\nCookie: x', '"a"\x00'])
def test_a_condition_that_would_add_a_header_of_its_own_is_not_sent(value):
    with serving(answer()) as server, pytest.raises(AnswerUnreadable):
        visit(server, etag=value)
    assert server.requests == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "500 Oops", "429 Slow Down"])
def test_a_refusal_of_the_server_is_an_answer_that_is_kept(status):
    with serving(answer(b"sorry", status=status)) as server:
        found = visit(server)
    assert (found.status, found.content) == (int(status[:3]), b"sorry")


# --- moved pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_moved_page_is_followed_and_every_step_kept(status):
    def play(connection, request):
        onward = {"/": "/a/b", "/a/b": "../c?d=é"}.get(path_of(request))
        connection.sendall(answer(b"moved", f"Location: {onward}", status=status) if onward else answer(b"here"))

    with serving(play) as server:
        found = visit(server)
    assert [each.url for each in found.exchanges] == [
        server.url("/"),
        server.url("/a/b"),
        server.url("/c?d=%C3%A9"),
    ]
    assert [each.body for each in found.exchanges] == [b"moved", b"moved", b"here"]
    assert found.url == server.url("/c?d=%C3%A9")


def test_a_page_that_sends_us_round_and_round_is_given_up():
    with serving(answer(b"", "Location: /", status="302 Found")) as server, pytest.raises(TooManyRedirects):
        visit(server, limits=Limits(redirects=3))
    assert len(server.requests) == 4


def test_as_many_moves_as_allowed_are_followed():
    def play(connection, request):
        number = int(path_of(request)[1:])
        connection.sendall(answer(b"", f"Location: /{number + 1}", status="302 Found") if number < 10 else answer(b"x"))

    with serving(play) as server:
        assert visit(server, "/0").content == b"x"
        assert len(server.requests) == 11


def test_a_move_is_not_followed_when_only_the_first_answer_is_wanted():
    with serving(answer(b"", "Location: /b", status="302 Found")) as server:
        found = visit(server, follow=False)
    assert found.status == 302
    assert found.final.header("location") == "/b"


def test_a_move_that_leads_nowhere_is_an_answer():
    with serving(answer(b"?", status="302 Found")) as server:
        assert visit(server).status == 302


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "javascript:alert(1)", "data:,x"])
def test_a_move_to_another_scheme_is_refused(onward):
    with serving(answer(b"", f"Location: {onward}", status="302 Found")) as server, pytest.raises(SchemeForbidden):
        visit(server)


@pytest.mark.parametrize("onward", ["http://[", "http://a b/", "http://:80/", "//%31/", "https://@/"])
def test_a_move_to_what_is_no_address_is_refused(onward):
    with serving(answer(b"", f"Location: {onward}", status="302 Found")) as server, pytest.raises(FetchRefused):
        visit(server)


# --- bodies ----------------------------------------------------------------------------------------------------------


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PAGE = b"<p>The harbour was closed on Tuesday.</p>" * 500


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("GZIP", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:1000]) + gzip.compress(PAGE[1000:])),
        ("gzip", gzip.compress(PAGE) + b"\x00" * 100),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        ("", PAGE),
    ],
)
def test_a_packed_body_is_unpacked_and_kept_as_it_came(coding, packed):
    with serving(answer(packed, f"Content-Encoding: {coding}")) as server:
        found = visit(server)
    assert found.content == PAGE
    assert found.final.body == packed
    assert found.final.received.endswith(packed)


def test_an_empty_body_needs_no_unpacking():
    with serving(answer(b"", "Content-Encoding: gzip")) as server:
        assert visit(server).content == b""


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)[:-20]),
        ("gzip", b"no gzip at all"),
        ("deflate", zlib.compress(PAGE)[:50]),
        ("br", brotli.compress(PAGE)[:-5]),
        ("br", b"\xff" * 50),
        ("zstd", b"(\xb5/\xfd"),
        ("gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(PAGE)))),
    ],
)
def test_a_body_that_can_not_be_unpacked_is_said_to_be_so(coding, packed):
    with serving(answer(packed, f"Content-Encoding: {coding}")) as server, pytest.raises(AnswerUnreadable):
        visit(server)


def test_a_body_in_chunks_is_put_together_and_kept_in_chunks():
    chunks = b"5\r\nHello\r\n7;note=x\r\n, world\r\n0\r\nTrailer: x\r\n\r\n"
    head = answer(b"", "Transfer-Encoding: chunked", length=False)
    with serving(head + chunks) as server:
        found = visit(server)
    assert found.content == b"Hello, world"
    assert found.final.received == head + chunks


def test_a_body_of_no_stated_length_ends_with_the_connection():
    with serving(answer(b"to the end", length=False)) as server:
        assert visit(server).content == b"to the end"


def test_what_a_server_sends_beyond_its_answer_is_not_kept():
    with serving(answer(b"page") + b"HTTP/1.1 200 OK\r\n\r\nsmuggled") as server:
        assert visit(server).final.received == answer(b"page")


def test_early_hints_are_not_taken_for_the_answer():
    with serving(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(b"page", "A: b")) as server:
        found = visit(server)
    assert found.status == 200
    assert found.final.received == answer(b"page", "A: b")
    assert found.final.received[found.final.head_size :] == b"page"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x16\x03\x01\x02\x00\x01",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHel",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    ],
)
def test_what_is_no_whole_answer_is_said_to_be_unreadable(sent):
    with serving(sent) as server, pytest.raises((AnswerUnreadable, NotReached)) as failed:
        visit(server)
    assert "127.0.0.1" in str(failed.value)


def test_a_server_that_hangs_up_is_said_to_have_given_no_answer():
    with serving(b"") as server, pytest.raises(NotReached, match="no answer"):
        visit(server)


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotReached, match="refused"):
        fetch(f"http://127.0.0.1:{port}/", allowed=[parse_allowed(f"127.0.0.1:{port}")])
