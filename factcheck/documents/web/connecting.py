"""From a target to an open socket: each address that the name has is checked, then one of exactly these is connected.

The name is looked up once. A name that answers with a public address when checked and with 127.0.0.1 when
connected (rebinding) therefore gains nothing: the socket gets the checked number, and never a name. A name with
one forbidden address among its own is refused whole. The certificate is still asked for, and verified, by name.
"""

import functools
import hashlib
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import certifi

from .addresses import Address, Allowed, may_connect, read_address, why_forbidden
from .errors import CertificateWrong, HostForbidden, HostUnknown, NotReached, PortForbidden
from .target import Target
from .visit import Visit, in_short

#: Looks a name up: (host, port) to addresses in numbers.
Resolve = Callable[[str, int], Sequence[str]]

#: A name may have hundreds of addresses; the first few show whether the server is there.
MAX_TRIES = 4


@dataclass(frozen=True)
class Connection:
    """An open socket, and the proof of whose it is."""

    socket: socket.socket
    address: str
    tls_version: str = ""
    certificate_sha256: str = ""


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@functools.cache
def default_trust() -> ssl.SSLContext:
    """Mozilla's list of authorities, and those that this machine trusts beside (an intranet's own)."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def checked_addresses(target: Target, visit: Visit, allowed: Sequence[Allowed], resolve: Resolve) -> list[Address]:
    """The addresses that may be connected, in the resolver's order. Raises FetchRefused or HostUnknown."""
    if target.port not in visit.limits.ports and all(target.port != each.port for each in allowed):
        raise PortForbidden(port=target.port)
    stated = target.address
    texts = [str(stated)] if stated else _looked_up(target, visit, resolve)
    addresses = []
    for text in texts:
        address = read_address(text)
        if address is None or not may_connect(address, target.port, ports=visit.limits.ports, allowed=allowed):
            if address and not why_forbidden(address):
                raise PortForbidden(port=target.port)
            raise HostForbidden(host=target.host, address=in_short(text))
        addresses.append(address)
    return addresses


def _looked_up(target: Target, visit: Visit, resolve: Resolve) -> list[str]:
    """In a thread of its own: the system's resolver knows no deadline, and a hostile name server never answers."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(resolve(target.host, target.port)))
        except Exception as error:  # whatever it is, the waiting side tells it
            answers.put(error)

    threading.Thread(target=look_up, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=visit.seconds_left())
    except queue.Empty:
        raise visit.too_long() from None
    if isinstance(answer, Exception) or not answer:
        raise HostUnknown(host=target.host)
    return answer


def connect(target: Target, addresses: Sequence[Address], visit: Visit, trust: ssl.SSLContext) -> Connection:
    """Connect to the first of these addresses that answers. Raises FetchFailed."""
    problem: OSError | None = None
    for address in addresses[:MAX_TRIES]:
        try:
            plain = _open(address, target.port, min(visit.limits.connect_seconds, visit.seconds_left()))
        except OSError as error:
            problem = error
            continue
        try:
            return _secured(plain, target, address, visit, trust)
        except BaseException:
            plain.close()
            raise
    visit.seconds_left()
    raise NotReached(host=target.host, detail=in_short((problem and problem.strerror) or problem))


def _open(address: Address, port: int, seconds: float) -> socket.socket:
    opened = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((str(address), port))
    except BaseException:
        opened.close()
        raise
    return opened


def _secured(plain: socket.socket, target: Target, address: Address, visit: Visit, trust: ssl.SSLContext) -> Connection:
    if target.scheme == "http":
        return Connection(plain, str(address))
    plain.settimeout(visit.seconds_left())
    try:
        secured = trust.wrap_socket(plain, server_hostname=target.host)
    except TimeoutError:
        raise visit.too_long() from None
    except ssl.SSLCertVerificationError as error:
        raise CertificateWrong(host=target.host, detail=in_short(error.verify_message)) from error
    except OSError as error:
        raise NotReached(host=target.host, detail=in_short(error.strerror or error)) from error
    certificate = secured.getpeercert(binary_form=True) or b""
    return Connection(secured, str(address), secured.version() or "", hashlib.sha256(certificate).hexdigest())
