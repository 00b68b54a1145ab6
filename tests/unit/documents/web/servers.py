"""Servers on this machine: one that plays what a test asks for, and traps that only count who comes."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

Play = Callable[[socket.socket, bytes], None]


class Server:
    """Answers each connection by `play(connection, request)`; keeps the requests that it got."""

    def __init__(self, play: Play, *, context: ssl.SSLContext | None = None) -> None:
        self.play = play
        self.context = context
        self.requests: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}{path}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                data = connection.recv(65536)
                if not data:
                    return
                request += data
            self.requests.append(request)
            self.play(connection, request)
            connection.close()

    def close(self) -> None:
        self.listener.close()


class Trap:
    """Listens wherever this machine can be reached, at one port, and counts connections. None may come."""

    def __init__(self) -> None:
        self.hits = 0
        try:
            self.listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        except (OSError, ValueError):
            self.listener = socket.create_server(("0.0.0.0", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()

    def close(self) -> None:
        self.listener.close()


def path_of(request: bytes) -> str:
    return request.split(b" ", 2)[1].decode()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextlib.contextmanager
def serving(play: Play | bytes, *, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    def fixed(connection: socket.socket, request: bytes) -> None:
        connection.sendall(play)  # type: ignore[arg-type]

    server = Server(play if callable(play) else fixed, context=context)
    try:
        yield server
    finally:
        server.close()
