"""Where a URL leads: read strictly, so that no two programs could read two different servers from it.

Parsers differ on odd URLs, and the difference is what an attacker lives on: one program checks the server that it
reads, another connects to the one that it reads. Here one reading serves the check, the connection, the certificate
and the Host header, and a URL that leaves doubt is refused rather than mended. Pure.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from .addresses import Address, read_address
from .errors import AddressUnreadable, SchemeForbidden, SignInInAddress

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 8_000

#: Not to be found in a URL that a browser shows; in headers they would end the line.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
PORT = re.compile(r"[0-9]{1,5}")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
#: What a browser takes for a number: then the whole must be an address in numbers, in the one usual form.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
#: Everything that may stand in a path and query as it is; the rest is percent-encoded as UTF-8.
KEPT = "!$&'()*+,/:;=?@[]|~%-._"


@dataclass(frozen=True)
class Target:
    """A server and what to ask it for. `host` is a lower-case ASCII name, or an address in its usual form."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def address(self) -> Address | None:
        """The address, if the URL states one in numbers."""
        return read_address(self.host)

    @property
    def authority(self) -> str:
        """Host and, unless it is the usual one, port: as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def read_target(url: str) -> Target:
    """Read an http(s) URL. The fragment, which never leaves the browser, is dropped.

    Raises FetchRefused: AddressUnreadable, SchemeForbidden or SignInInAddress.
    """
    text = url.strip()
    shown = CONTROLS.sub("\ufffd", text[:200])
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        raise SchemeForbidden(scheme=scheme[1][:40])
    authority = AUTHORITY.match(text)
    if not authority or len(text) > MAX_LENGTH or CONTROLS.search(text):
        raise AddressUnreadable(url=shown)
    if "@" in authority[1]:
        raise SignInInAddress
    try:
        parts = urlsplit(text)
        if parts.netloc != authority[1]:
            raise AddressUnreadable(url=shown)
        host, port = _host_and_port(parts.netloc)
        path = _path(parts.path, parts.query, has_query="?" in text.partition("#")[0])
    except ValueError:
        raise AddressUnreadable(url=shown) from None
    return Target(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)


def _host_and_port(authority: str) -> tuple[str, int]:
    """Port 0: none given. Raises ValueError."""
    if authority.startswith("["):
        host, bracket, rest = authority[1:].partition("]")
        address = read_address(host)
        if not bracket or address is None or address.version != 6:
            raise ValueError("no IPv6 address in the brackets")
        return str(address), _port(rest)
    name, colon, port = authority.partition(":")
    return _name(name), _port(colon + port)


def _port(text: str) -> int:
    if text in {"", ":"}:
        return 0
    if not text.startswith(":") or not PORT.fullmatch(text[1:]) or not 0 < int(text[1:]) < 65536:
        raise ValueError("no port")
    return int(text[1:])


def _name(text: str) -> str:
    """The name as it is looked up: lower case, ASCII, without the dot at the end."""
    mapped = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii").lower()
    name = mapped.removesuffix(".")
    if not NAME.fullmatch(name) or len(name) > 253:
        raise ValueError("no name of a server")
    if NUMBER.fullmatch(name.rpartition(".")[2]):
        # "127.1", "0x7f000001", "2130706433", digits of full width, a dot after it: no page is linked to like that.
        address = read_address(text)
        if address is None or str(address) != name:
            raise ValueError("an address in numbers, not in its usual form")
    return name


def _path(path: str, query: str, *, has_query: bool) -> str:
    asked = (path or "/") + (f"?{query}" if has_query else "")
    return quote(asked, safe=KEPT, encoding="utf-8", errors="strict")
