"""A web site of the tests' own, on this machine: pages that can be changed and taken away, and what was asked for."""

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.unit.documents.web.servers import answer, path_of, serving

STORY = """<html lang="en"><head><title>The bridge story</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The bridge story</h1>
<p>The bridge over the river was closed on Monday, the mayor of the town said at a meeting with reporters.</p>
<p>{middle}</p>
<p>Nobody was hurt when the railing fell into the water, and the road along the river stayed open all week.</p>
</article><footer>All rights reserved</footer></body></html>"""
CITED = "Repairs will take three weeks and cost about two million, according to the office of public works."
EDITED = "Repairs will take five months and cost about nine million, according to a spokesman."


def story(middle: str = CITED) -> bytes:
    return STORY.format(middle=middle).encode()


@dataclass
class Site:
    """`pages`: what is answered, by path. A body alone is a page of HTML; anything else stands as whole bytes."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/story") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, body: bytes, path: str = "/story", *headers: str) -> None:
        self.pages[path] = answer(body, "Content-Type: text/html; charset=utf-8", *headers)

    def take_away(self, path: str = "/story") -> None:
        self.pages[path] = answer(b"Gone", "Content-Type: text/plain", status="404 Not Found")

    def play(self, connection: socket.socket, request: bytes) -> None:
        self.requests.append(request)
        path = path_of(request)
        connection.sendall(self.pages.get(path) or answer(b"None", status="404 Not Found"))


@contextlib.contextmanager
def site() -> Iterator[Site]:
    made = Site()
    with serving(made.play) as server:
        made.port = server.port
        yield made


@contextlib.contextmanager
def site_to_fetch_from(settings) -> Iterator[Site]:
    """A site that fetches may go to, private address or not, as often as they like."""
    with site() as made:
        settings.CAPTURE_ALLOWED = [f"127.0.0.1:{made.port}"]
        settings.CAPTURE_HOST_PAUSE = 0
        yield made
