"""Fetch a page so that it stands up later, and so that nobody can use us to look inside our own network.

At every step of a chain of redirects the URL is read anew, its name looked up once, each address checked, and the
socket connected to a checked address. Nothing of ours goes along: no cookies, no credentials, no referrer, no proxy
taken from the environment. What comes is kept byte by byte.
"""

import ssl
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin

from .addresses import Address, Allowed
from .connecting import Resolve, checked_addresses, connect, default_trust, resolve_host
from .decoding import ACCEPTED, decode
from .errors import TooManyRedirects
from .http11 import REDIRECTS, ask
from .target import Target, read_target
from .values import Exchange, Fetched, Limits
from .visit import Visit

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    allowed: Sequence[Allowed] = (),
    etag: str = "",
    modified: str = "",
    follow: bool = True,
    resolve: Resolve = resolve_host,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch what a URL names, following redirects. Whatever the status, it is an answer: 404 and 304 too.

    `etag`, `modified`: what an earlier answer said in ETag and Last-Modified; the server may then answer 304. They
    go to the first server only. `follow=False`: the first answer is the last. `resolve`, `trust`: for tests, and for
    desks with name servers or authorities of their own. Raises FetchRefused or FetchFailed.
    """
    ends = time.monotonic() + limits.total_seconds
    exchanges: list[Exchange] = []
    target = read_target(url)
    conditions = [(name, value) for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value]
    while True:
        visit = Visit(target.host, limits, ends)
        headers = _headers(target, limits) + (conditions if not exchanges else [])
        addresses = checked_addresses(target, visit, allowed, resolve)
        exchanges.append(_exchange(target, addresses, headers, visit, trust or default_trust()))
        onward = _onward(exchanges[-1]) if follow else ""
        if not onward:
            content = decode(exchanges[-1].body, exchanges[-1].all_of("Content-Encoding"), visit)
            return Fetched(url, tuple(exchanges), content)
        if len(exchanges) > limits.redirects:
            raise TooManyRedirects(limit=limits.redirects)
        target = read_target(onward)


def _headers(target: Target, limits: Limits) -> list[tuple[str, str]]:
    return [
        ("Host", target.authority),
        ("User-Agent", limits.user_agent),
        ("Accept", ACCEPT),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]


def _exchange(
    target: Target, addresses: Sequence[Address], headers: list[tuple[str, str]], visit: Visit, trust: ssl.SSLContext
) -> Exchange:
    started_at = datetime.now(UTC)
    connection = connect(target, addresses, visit, trust)
    try:
        request, answer = ask(connection, target.path, headers, visit)
    finally:
        connection.socket.close()
    head = answer.head
    return Exchange(
        url=target.url,
        request=request,
        status=head.status_code,
        reason=head.reason.decode("latin-1"),
        headers=tuple((_text(name), _text(value)) for name, value in head.headers.raw_items()),
        received=answer.received,
        head_size=answer.head_size,
        body=answer.body,
        truncated=answer.truncated,
        address=connection.address,
        port=target.port,
        tls_version=connection.tls_version,
        certificate_sha256=connection.certificate_sha256,
        started_at=started_at,
        finished_at=datetime.now(UTC),
    )


def _text(raw: bytes) -> str:
    """A header as UTF-8, which servers send though no standard says so, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _onward(exchange: Exchange) -> str:
    """Where this answer sends us; "" if nowhere."""
    location = exchange.header("Location").strip()
    if exchange.status not in REDIRECTS or not location:
        return ""
    try:
        return urljoin(exchange.url, location)
    except ValueError:
        return location  # refused when read
