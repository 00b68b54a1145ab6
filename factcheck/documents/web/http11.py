"""One request and its answer over an open socket, every byte kept.

h11 reads the protocol; the socket, the deadline and the counting are ours, because a library's time-out starts anew
with every byte that a slow server drips.
"""

from dataclasses import dataclass

import h11
from django.utils.translation import gettext as _

from .connecting import Connection
from .errors import NotReached
from .visit import Visit, in_short

RECEIVE = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: "103 Early Hints" and its like come before the answer; a server that sends nothing else gets no more patience.
MAX_INTERIM = 10


@dataclass(frozen=True)
class Answer:
    """What came back: all bytes of it, of which `head_size` are the head, and the body without chunks."""

    head: h11.Response
    received: bytes
    head_size: int
    body: bytes
    truncated: bool


def ask(connection: Connection, path: str, headers: list[tuple[str, str]], visit: Visit) -> tuple[bytes, Answer]:
    """Send a GET and read the answer. Returns the bytes sent and the answer. Raises FetchFailed."""
    protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=visit.limits.header_bytes)
    try:
        request = protocol.send(h11.Request(method="GET", target=path, headers=headers)) or b""
        request += protocol.send(h11.EndOfMessage()) or b""
        connection.socket.settimeout(visit.seconds_left())
        connection.socket.sendall(request)
        return request, _read(connection, protocol, visit)
    except TimeoutError:
        raise visit.too_long() from None
    except OSError as error:
        raise NotReached(host=visit.host, detail=in_short(error.strerror or error)) from error
    except h11.ProtocolError as error:
        raise visit.unreadable(error) from error


def _read(connection: Connection, protocol: h11.Connection, visit: Visit) -> Answer:
    received = bytearray()
    head, head_size = _read_head(connection, protocol, received, visit)
    sends_us_on = _sends_us_on(head)
    if not sends_us_on:
        _refuse_announced_excess(head, visit)
    body = bytearray()
    while True:
        event = _next(connection, protocol, received, visit)
        if isinstance(event, h11.Data):
            body += event.data
            if sends_us_on and len(body) > visit.limits.redirect_bytes:
                return Answer(head, bytes(received), head_size, bytes(body), truncated=True)
        elif isinstance(event, h11.EndOfMessage):
            # What a server sends beyond the end is not the answer.
            end = len(received) - len(protocol.trailing_data[0])
            return Answer(head, bytes(received[:end]), head_size, bytes(body), truncated=False)
        else:
            raise visit.unreadable(_("breaks off"))


def _read_head(
    connection: Connection, protocol: h11.Connection, received: bytearray, visit: Visit
) -> tuple[h11.Response, int]:
    """Status line and headers, and their size; interim answers before them are dropped from `received`."""
    for _interim in range(MAX_INTERIM):
        event = _next(connection, protocol, received, visit)
        size = len(received) - len(protocol.trailing_data[0])
        if isinstance(event, h11.Response):
            return event, size
        if not isinstance(event, h11.InformationalResponse):
            break
        del received[:size]
    raise visit.unreadable(_("not the answer to a request for a page"))


def _next(
    connection: Connection, protocol: h11.Connection, received: bytearray, visit: Visit
) -> h11.Event | type[h11.PAUSED]:
    while (event := protocol.next_event()) is h11.NEED_DATA:
        connection.socket.settimeout(visit.seconds_left())
        data = connection.socket.recv(RECEIVE)
        if not data and not received:
            raise NotReached(host=visit.host, detail=_("no answer came"))
        received += data
        if len(received) > visit.limits.wire_bytes:
            raise visit.too_large(visit.limits.wire_bytes)
        protocol.receive_data(data)
    return event  # type: ignore[return-value]


def _refuse_announced_excess(head: h11.Response, visit: Visit) -> None:
    """Don't read 25 MB to learn what the header says."""
    if int(dict(head.headers).get(b"content-length", b"0")) > visit.limits.wire_bytes:
        raise visit.too_large(visit.limits.wire_bytes)


def _sends_us_on(head: h11.Response) -> bool:
    return head.status_code in REDIRECTS and bool(dict(head.headers).get(b"location"))
