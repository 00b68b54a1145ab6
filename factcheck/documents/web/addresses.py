"""Which addresses a capture may connect to. Pure: an address in, a reason or none out.

A capture is asked for by a person, or by a page that sends us on, and made by a machine inside the desk's network.
Whoever can name the address could otherwise have that machine read what only the inside may see: an unprotected
database page, a router, the metadata service of a cloud that hands out keys. So only addresses of the public
internet are reached, and what counts is the address that the socket connects to, never the name.

Refused is whatever IANA's special-purpose registries (RFC 6890 and updates) do not call globally reachable, and also
every form of IPv6 that carries an IPv4 address inside, since a gateway would unwrap it: none is needed to reach a page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Where clouds answer with keys to whoever asks from inside. Refused whatever is allowed.
METADATA = frozenset(
    ip_address(each)
    for each in (
        "169.254.169.254",  # AWS, Azure, Google, DigitalOcean, OpenStack
        "169.254.170.2",  # AWS, credentials of containers
        "169.254.170.23",  # AWS, credentials of pods
        "169.254.169.253",  # AWS, its name server
        "169.254.169.123",  # AWS, its clock
        "fd00:ec2::254",
        "fd00:ec2::253",
        "fd00:ec2::23",
        "fd20:ce::254",  # Google
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
        "168.63.129.16",  # Azure's agent, though the number is a public one
    )
)

#: (network, what it is). The first that holds an address gives the reason.
FORBIDDEN: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "protocol assignments"),
        ("192.52.193.0/24", "protocol assignments"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "protocol assignments"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::ffff:0:0:0/96", "IPv4-translated"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3ffe::/16", "returned experiment"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
#: All of IPv6 that is handed out for the public internet (RFC 4291); everything else is reserved.
GLOBAL_UNICAST = IPv6Network("2000::/3")
#: ISATAP (RFC 5214): an interface number that carries an IPv4 address, in whatever network.
ISATAP = frozenset({0x00005EFE, 0x02005EFE})

ALLOWED = re.compile(r"(?:(?P<v4>[0-9.]+)|\[(?P<v6>[0-9a-fA-F:]+)\])(?P<size>/[0-9]+)?:(?P<port>[0-9]{1,5})")


@dataclass(frozen=True)
class Allowed:
    """A network that may be reached although it is not public, at one port."""

    network: Network
    port: int


def parse_allowed(text: str) -> Allowed:
    """Read "127.0.0.1:8000", "10.20.0.0/16:80", "[::1]:8000" or "[fd12::]/64:443".

    Raises ValueError for anything else: a slip in a setting that opens the inside must not pass unseen.
    """
    found = ALLOWED.fullmatch(text.strip())
    if not found or not 0 < int(found["port"]) < 65536:
        raise ValueError(f"expected NETWORK:PORT, for example 10.20.0.0/16:80 or [fd12::]/64:443, got {text!r}")
    return Allowed(ip_network((found["v4"] or found["v6"]) + (found["size"] or "")), int(found["port"]))


def read_address(text: str) -> Address | None:
    """The address that this text states in its one standard form; None for names, odd forms and zone ids."""
    if "%" in text or not text.isascii():
        return None
    try:
        return ip_address(text)
    except ValueError:
        return None


def why_forbidden(address: Address) -> str:
    """What makes this address no public one, in a few words; empty if it is public."""
    if address in METADATA:
        return "metadata service"
    for network, kind in FORBIDDEN:
        if address in network:
            return kind
    if isinstance(address, IPv6Address):
        if address not in GLOBAL_UNICAST or address.scope_id is not None:
            return "reserved"
        if (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
            return "ISATAP"
    # Last, whatever the standard library has learnt since this list was written.
    return "" if address.is_global and not address.is_multicast else "not public"


def may_connect(address: Address, port: int, *, ports: Iterable[int], allowed: Iterable[Allowed] = ()) -> bool:
    """Whether a socket may be connected: a public address at one of `ports`, or what is allowed by name and port."""
    if address in METADATA:
        return False
    if any(address in each.network and port == each.port for each in allowed):
        return True
    return port in ports and not why_forbidden(address)
