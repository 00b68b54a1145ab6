"""No URL, and no page that sends us on, makes us connect to what is not public: a trap counts who comes."""

import socket
import time
from urllib.parse import quote, unquote

import pytest

from factcheck.documents.web.addresses import parse_allowed
from factcheck.documents.web.errors import (
    AnswerUnreadable,
    FetchFailed,
    FetchRefused,
    HostForbidden,
    HostUnknown,
    PortForbidden,
    SignInInAddress,
    TookTooLong,
)
from factcheck.documents.web.fetching import fetch
from factcheck.documents.web.values import Limits

from .hostile import NAMES, URLS
from .servers import Trap, answer, path_of, serving

CASES = pytest.mark.parametrize("template", list(URLS.values()), ids=list(URLS))
#: A line end would end the header: what follows it never becomes a URL.
IN_A_HEADER = {name: url for name, url in URLS.items() if "\r" not in url}


def resolve(host: str, port: int) -> list[str]:
    return NAMES.get(host, ["127.0.0.1"])


@pytest.fixture(scope="module")
def trap():
    trap = Trap()
    yield trap
    time.sleep(0.3)  # for one that is still on its way
    trap.close()
    assert trap.hits == 0


@pytest.fixture(scope="module")
def sender():
    """A server that sends each visitor to the URL in its path."""

    def play(connection, request):
        _, _, onward = path_of(request).partition("?to=")
        headers = [f"Location: {unquote(onward)}"] if onward else []
        connection.sendall(answer(b"", *headers, status="302 Found"))

    with serving(play) as server:
        yield server


@pytest.fixture
def connections(monkeypatch):
    """Where sockets of this process were connected to, whether anybody answered or not."""
    made: list[tuple[object, ...]] = []
    real = socket.socket.connect

    def connect(self, address):
        made.append(address)
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


def limits(trap: Trap) -> Limits:
    """The trap's port counts as usual, so that it is not the port that saves us."""
    return Limits(total_seconds=5, connect_seconds=2, ports=(80, 443, trap.port))


def test_there_are_at_least_sixty_hostile_urls():
    assert len(URLS) >= 60


def test_the_trap_counts_who_comes():
    trap = Trap()
    with socket.create_connection(("127.0.0.1", trap.port)):
        pass
    deadline = time.monotonic() + 5
    while not trap.hits and time.monotonic() < deadline:
        time.sleep(0.01)
    assert trap.hits == 1
    trap.close()


def test_a_url_of_these_would_reach_its_server_if_it_were_allowed():
    with serving(answer(b"inside")) as server:
        found = fetch(server.url(), allowed=[parse_allowed(f"127.0.0.1:{server.port}")])
    assert found.content == b"inside"


@CASES
def test_a_hostile_url_is_refused_and_nobody_is_asked(template, trap, connections):
    with pytest.raises(FetchRefused) as refused:
        fetch(template.replace("PORT", str(trap.port)), limits=limits(trap), resolve=resolve)
    assert str(refused.value)
    assert connections == []
    assert trap.hits == 0


@pytest.mark.parametrize("template", list(IN_A_HEADER.values()), ids=list(IN_A_HEADER))
def test_a_page_that_sends_us_to_a_hostile_url_is_followed_no_further(template, trap, sender, connections):
    here = ("127.0.0.1", sender.port)
    url = template.replace("PORT", str(trap.port))
    try:
        found = fetch(
            sender.url("/?to=" + quote(url, safe="")),
            limits=limits(trap),
            allowed=[parse_allowed(f"127.0.0.1:{sender.port}")],
            resolve=resolve,
        )
    except (FetchRefused, AnswerUnreadable):
        pass
    else:
        # "http:x" in a header is a reference within the server that sent it.
        assert {(each.address, each.port) for each in found.exchanges} == {here}
    assert set(connections) == {here}
    assert trap.hits == 0


@CASES
def test_what_is_allowed_at_one_port_opens_no_other(template, trap, connections):
    allowed = [parse_allowed("127.0.0.1:1"), parse_allowed("[::1]:1"), parse_allowed("169.254.0.0/16:1")]
    with pytest.raises(FetchRefused):
        fetch(template.replace("PORT", str(trap.port)), limits=limits(trap), allowed=allowed, resolve=resolve)
    assert connections == []
    assert trap.hits == 0


@pytest.mark.parametrize(
    "host",
    [*("[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "[::127.0.0.1]"), "[::1]"],
)
def test_allowing_an_address_allows_no_other_way_of_writing_it(host, trap, connections):
    with pytest.raises(FetchRefused):
        fetch(f"http://{host}:{trap.port}/", allowed=[parse_allowed(f"127.0.0.1:{trap.port}")], resolve=resolve)
    assert connections == []


def test_a_metadata_service_is_never_reached_whatever_is_allowed(connections):
    with pytest.raises(HostForbidden):
        fetch("http://169.254.169.254/latest/", allowed=[parse_allowed("169.254.0.0/16:80")])
    assert connections == []


# --- rebinding ---------------------------------------------------------------------------------------------------


def test_a_name_that_changes_its_address_is_looked_up_once_and_that_address_connected(trap, connections):
    answers = iter([["192.0.2.1"], ["127.0.0.1"]])
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return next(answers)

    # 192.0.2.1 plays the public address: nobody answers there, in this test or anywhere.
    allowed = [parse_allowed(f"192.0.2.1:{trap.port}")]
    with pytest.raises(FetchFailed):
        fetch(
            f"http://rebind.example:{trap.port}/",
            limits=Limits(total_seconds=3, connect_seconds=0.5),
            allowed=allowed,
            resolve=rebinding,
        )
    assert asked == ["rebind.example"]
    assert connections == [("192.0.2.1", trap.port)]
    assert trap.hits == 0


def test_a_name_is_looked_up_and_checked_anew_when_it_sends_us_to_itself(trap, connections):
    """Public at first, then, in a redirect to the same name, inside."""
    with serving(answer(b"", f"Location: http://rebind.example:{trap.port}/", status="302 Found")) as server:
        answers = iter([["127.0.0.1"], ["127.0.0.2"]])
        allowed = [parse_allowed(f"127.0.0.1:{server.port}")]
        with pytest.raises(HostForbidden):
            fetch(
                f"http://rebind.example:{server.port}/",
                limits=limits(trap),
                allowed=allowed,
                resolve=lambda host, port: next(answers),
            )
    assert connections == [("127.0.0.1", server.port)]
    assert trap.hits == 0


def test_a_resolver_that_never_answers_costs_no_more_than_the_time_allowed():
    begin = time.monotonic()
    with pytest.raises(TookTooLong):
        fetch(
            "http://slow.example/",
            limits=Limits(total_seconds=0.3),
            resolve=lambda host, port: time.sleep(3) or [],
        )
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize("found", [[], OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_said_to_be_unknown(found):
    def nothing(host, port):
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(HostUnknown, match=r"nowhere\.example"):
        fetch("http://nowhere.example/", resolve=nothing)


# --- ports -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("port", [21, 22, 25, 3306, 5432, 6379, 8080, 9200, 65535])
def test_ports_where_no_pages_are_served_are_refused_before_the_name_is_looked_up(port, connections):
    def never(host, port):
        raise AssertionError("looked up")

    with pytest.raises(PortForbidden, match=str(port)):
        fetch(f"http://example.com:{port}/", resolve=never)
    assert connections == []


def test_a_port_allowed_inside_opens_it_on_no_public_address(connections):
    with pytest.raises(PortForbidden):
        fetch("http://93.184.215.14:8000/", allowed=[parse_allowed("127.0.0.1:8000")])
    assert connections == []


# --- proxies, credentials ------------------------------------------------------------------------------------------


def test_a_proxy_named_by_the_environment_is_not_used(trap, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    with serving(answer(b"direct")) as server:
        assert fetch(server.url(), allowed=[parse_allowed(f"127.0.0.1:{server.port}")]).content == b"direct"
    assert trap.hits == 0


def test_a_password_never_stands_in_the_message():
    with pytest.raises(SignInInAddress) as refused:
        fetch("http://user:secret@example.com/")
    assert "secret" not in str(refused.value)
