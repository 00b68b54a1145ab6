"""What a fetch is limited by, and what it brings back."""

from dataclasses import dataclass
from datetime import datetime

from .addresses import read_address, why_forbidden


@dataclass(frozen=True)
class Limits:
    """How much one fetch may take. Seconds and bytes; the time is for the whole chain, the bytes for each answer."""

    total_seconds: float = 30.0
    connect_seconds: float = 8.0
    #: Of one answer as it comes over the wire, headers included.
    wire_bytes: int = 25_000_000
    #: Of the page, unpacked.
    content_bytes: int = 50_000_000
    header_bytes: int = 64_000
    #: Of the body of an answer that only sends us on; what is longer is cut, and marked as cut.
    redirect_bytes: int = 64_000
    redirects: int = 10
    #: Ports at which public addresses may be asked.
    ports: tuple[int, ...] = (80, 443)
    user_agent: str = "Factcheck/0.1 (captures a page once, when a person of the desk asks)"


@dataclass(frozen=True)
class Exchange:
    """One request and its answer.

    `request`: every byte sent. `received`: every byte of the answer as it came, with chunks and content coding;
    its first `head_size` bytes are status line and headers. `body`: without chunks, content coding kept.
    `truncated`: we stopped reading. `certificate_sha256`: hex, of the server's certificate in DER; "" over http.
    """

    url: str
    request: bytes
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    received: bytes
    head_size: int
    body: bytes
    truncated: bool
    address: str
    port: int
    tls_version: str
    certificate_sha256: str
    started_at: datetime
    finished_at: datetime

    def header(self, name: str) -> str:
        """The first value of this header; "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all_of(self, name: str) -> str:
        """The values of this header, joined as RFC 9110 allows for lists."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True)
class Fetched:
    """What one fetch brought: every exchange in order, the last of them the answer. Any status, 404 and 304 too."""

    requested_url: str
    exchanges: tuple[Exchange, ...]
    #: The body of the last answer, unpacked.
    content: bytes

    @property
    def final(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        """Where the page was in the end."""
        return self.final.url

    @property
    def status(self) -> int:
        return self.final.status

    @property
    def address(self) -> str:
        """The IP address that the last answer came from."""
        return self.final.address

    @property
    def is_public(self) -> bool:
        """Whether every answer came from the public internet; else its URL is no public archive's business."""
        addresses = [read_address(each.address) for each in self.exchanges]
        return all(address is not None and not why_forbidden(address) for address in addresses)

    @property
    def certificate_sha256(self) -> str:
        return self.final.certificate_sha256

    @property
    def started_at(self) -> datetime:
        return self.exchanges[0].started_at

    @property
    def finished_at(self) -> datetime:
        return self.final.finished_at
