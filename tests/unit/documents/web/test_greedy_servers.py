"""Servers that would hold us for ever, or fill the memory: each is left when its share is used up."""

import gzip
import time
import tracemalloc
import zlib

import brotli
import pytest

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.errors import AnswerTooLarge, AnswerUnreadable, TookTooLong
from factcheck.documents.web.fetching import fetch
from factcheck.documents.web.values import Limits

from .servers import answer, path_of, serving

SHORT = Limits(total_seconds=0.6, connect_seconds=0.5)
SMALL = Limits(wire_bytes=200_000, content_bytes=1_000_000, header_bytes=8_000, redirect_bytes=5_000)


def visit(server, limits):
    return fetch(server.url(), allowed=[parse_allowed(f"127.0.0.1:{server.port}")], limits=limits)


def drip(beginning: bytes, piece: bytes):
    def play(connection, request):
        connection.sendall(beginning)
        while True:
            time.sleep(0.05)
            connection.sendall(piece)

    return play


def flood(beginning: bytes, piece: bytes):
    def play(connection, request):
        connection.sendall(beginning)
        while True:
            connection.sendall(piece)

    return play


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        (answer(b"", "Content-Length: 1000", length=False), b"x"),
        (answer(b"", "Transfer-Encoding: chunked", length=False), b"1\r\nx\r\n"),
        (answer(b"", length=False), b"x"),
        (answer(b"", "Location: /", status="302 Found", length=False), b"x"),
    ],
    ids=["status line", "headers", "body", "chunks", "body without a length", "body of a redirect"],
)
def test_a_server_that_drips_is_left_when_the_time_is_up(beginning, piece):
    begin = time.monotonic()
    with serving(drip(beginning, piece)) as server, pytest.raises((TookTooLong, AnswerUnreadable)) as failed:
        visit(server, SHORT)
    assert isinstance(failed.value, TookTooLong) or beginning == b""
    assert time.monotonic() - begin < 3


def test_a_server_that_says_nothing_is_left_when_the_time_is_up():
    begin = time.monotonic()
    with (
        serving(lambda connection, request: time.sleep(4)) as server,
        pytest.raises(TookTooLong, match=r"0\.6 seconds"),
    ):
        visit(server, SHORT)
    assert time.monotonic() - begin < 3


def test_the_time_is_for_the_whole_chain_and_not_for_each_step():
    def play(connection, request):
        time.sleep(0.25)
        connection.sendall(answer(b"", f"Location: {path_of(request)}x", status="302 Found"))

    begin = time.monotonic()
    with serving(play) as server, pytest.raises(TookTooLong):
        visit(server, SHORT)
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (answer(b"", length=False), b"x" * 10_000),
        (answer(b"", "Transfer-Encoding: chunked", length=False), b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        (answer(b"", "Transfer-Encoding: chunked", length=False), b"1\r\nx\r\n" * 1000),
        (answer(b"", "Content-Length: 150000000000", length=False), b"x" * 10_000),
    ],
    ids=["no length", "chunks", "tiny chunks", "announced"],
)
def test_an_endless_body_is_left_when_the_bytes_are_used_up(beginning, piece):
    with serving(flood(beginning, piece)) as server, pytest.raises(AnswerTooLarge, match="200,000"):
        visit(server, SMALL)


def test_a_length_beyond_the_limit_is_refused_before_the_body_comes():
    head = answer(b"", "Content-Length: 200001", length=False)
    with serving(drip(head, b"")) as server, pytest.raises(AnswerTooLarge):
        visit(server, SMALL)


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nA: ", b"a" * 1000),
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 100),
        (b"HTTP/1.1 ", b"2" * 1000),
        (answer(b"", "Transfer-Encoding: chunked", length=False), b"0" * 1000),
    ],
    ids=["one header", "many headers", "status line", "size of a chunk"],
)
def test_endless_headers_are_left(beginning, piece):
    with serving(flood(beginning, piece)) as server, pytest.raises((AnswerUnreadable, AnswerTooLarge)):
        visit(server, SMALL)


def test_the_long_body_of_a_redirect_is_cut_and_marked_as_cut():
    def play(connection, request):
        if path_of(request) == "/":
            connection.sendall(answer(b"", "Location: /b", "Content-Length: 1000000000", status="302 F", length=False))
            while True:
                connection.sendall(b"x" * 1000)
        connection.sendall(answer(b"page"))

    with serving(play) as server:
        found = visit(server, SMALL)
    assert found.content == b"page"
    assert [each.truncated for each in found.exchanges] == [True, False]
    assert len(found.exchanges[0].received) < 100_000


def zeros(size: int, wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", zeros(50_000_000, 31)),
        ("deflate", zeros(50_000_000, 15)),
        ("deflate", zeros(50_000_000, -15)),
        ("br", brotli.compress(bytes(50_000_000), quality=5)),
        ("gzip, gzip", gzip.compress(zeros(50_000_000, 31))),
        ("br, gzip", gzip.compress(brotli.compress(bytes(50_000_000), quality=5))),
        ("gzip", gzip.compress(bytes(900_000)) * 50),
    ],
    ids=["gzip", "zlib", "deflate", "brotli", "gzip in gzip", "brotli in gzip", "many members"],
)
def test_a_bomb_is_left_before_it_fills_the_memory(coding, bomb):
    with serving(answer(bomb, f"Content-Encoding: {coding}")) as server:
        tracemalloc.start()
        try:
            with pytest.raises(AnswerTooLarge):
                visit(server, Limits(wire_bytes=2_000_000, content_bytes=1_000_000))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 20_000_000


def test_a_body_of_countless_empty_parts_is_left():
    begin = time.monotonic()
    body = gzip.compress(b"") * 300_000
    with serving(answer(body, "Content-Encoding: gzip")) as server, pytest.raises(AnswerUnreadable):
        visit(server, Limits())
    assert time.monotonic() - begin < 5
