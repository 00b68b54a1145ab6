"""A public archive, played by a server of our own, is asked to keep a page, and whatever it does is an answer."""

import time

import pytest

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.archive import ask_archive
from factcheck.documents.web.values import Limits

from .servers import answer, path_of, serving

PAGE = "https://example.com/a?b=1&c=é#part"
ASKED = "/save/https://example.com/a?b=1&c=%C3%A9"
COPY = "/web/20261122023000/https://example.com/a?b=1&c=%C3%A9"


def ask(server, url=PAGE, **options):
    allowed = [parse_allowed(f"127.0.0.1:{server.port}")]
    return ask_archive(url, endpoint=server.url("/"), allowed=allowed, **options)


@pytest.mark.parametrize(
    "said",
    [
        answer(b"saved", f"Content-Location: {COPY}"),
        answer(b"", f"Location: {COPY}", status="302 Found"),
        answer(b"saved", f'Link: <{COPY}>; rel="memento"; datetime="Sun, 22 Nov 2026 02:30:00 GMT"'),
        answer(
            b"saved",
            'Link: <https://example.com/a>; rel="original", </web/timemap/x>; rel="timemap"; type="a/b"',
            f'Link: </web/2001/https://example.com/>; rel="first memento", <{COPY}>; rel="last memento"',
        ),
        answer(b"saved", f"Link: <{COPY}>; rel=memento"),
        answer(b"", f"Content-Location: {COPY}", "Location: /login", status="302 Found"),
    ],
    ids=["content location", "location", "memento", "last memento", "rel without quotes", "content location first"],
)
def test_the_copy_that_the_archive_names_is_returned_as_a_whole_address(said):
    with serving(said) as server:
        archived = ask(server)
        assert archived.link == server.url(COPY)
    assert archived.reason == ""
    assert [path_of(request) for request in server.requests] == [ASKED]


def test_an_archive_that_moved_its_endpoint_is_followed():
    def play(connection, request):
        moved = path_of(request).startswith("/save/")
        headers = [f"Location: /new{path_of(request)}"] if moved else [f"Content-Location: {COPY}"]
        connection.sendall(answer(b"", *headers, status="302 Found" if moved else "200 OK"))

    with serving(play) as server:
        assert ask(server).link == server.url(COPY)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(b"", status="429 Too Many Requests"), "too much to do"),
        (answer(b"", status="403 Forbidden"), "does not let"),
        (answer(b"", status="401 Unauthorized"), "does not let"),
        (answer(b"", f"Content-Location: {COPY}", status="520 Job failed"), "answered 520"),
        (answer(b"thanks"), "named no copy"),
        (answer(b"", "Location: /login?next=/save", status="302 Found"), "named no copy"),
        (answer(b"", "Location: https://example.com/a", status="302 Found"), "named no copy"),
        (answer(b"", "Location: /web/2026/https://other.example/", status="302 Found"), "named no copy"),
        (answer(b"", "Content-Location: javascript:alert(1)"), "named no copy"),
        (answer(b"", "Content-Location: http://[", "Link: <<<>;;rel"), "named no copy"),
        (answer(b"", f"Location: {ASKED}", status="302 Found"), "again and again"),
        (b"", "no answer"),
        (b"nonsense\r\n\r\n", "can't be read"),
    ],
)
def test_an_archive_that_fails_gives_a_reason_and_no_error(said, reason):
    with serving(said) as server:
        archived = ask(server)
    assert archived.link == ""
    assert reason in archived.reason


def test_an_archive_that_takes_too_long_is_left():
    with serving(lambda connection, request: time.sleep(3)) as server:
        assert "within 0.3 seconds" in ask(server, limits=Limits(total_seconds=0.3)).reason


def test_without_an_endpoint_nobody_is_asked():
    assert ask_archive(PAGE, endpoint="").reason == "No public archive is set up."


@pytest.mark.parametrize("url", ["file:///etc/passwd", "no address", "https://user:secret@example.com/"])
def test_an_archive_is_not_asked_for_what_is_no_public_page(url):
    with serving(answer(b"", f"Content-Location: {COPY}")) as server:
        archived = ask(server, url=url)
    assert archived.link == ""
    assert archived.reason
    assert server.requests == []


def test_an_endpoint_inside_the_network_is_refused_unless_allowed():
    with serving(answer(b"", f"Content-Location: {COPY}")) as server:
        archived = ask_archive(PAGE, endpoint=server.url("/"), limits=Limits(ports=(80, 443, server.port)))
    assert "no address on the public internet" in archived.reason
    assert server.requests == []


def test_a_long_link_header_costs_little():
    begin = time.process_time()
    with serving(answer(b"", "Link: " + "<a>; rel=x" * 5000)) as server:
        ask(server)
    with serving(answer(b"", "Link: <a>" + "; a=b" * 10000 + ";")) as server:
        ask(server)
    assert time.process_time() - begin < 2
