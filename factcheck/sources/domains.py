"""From an address to the domain that names its publisher. Plain values in and out.

Which part of a host was registered cannot be told from its form (`x.co.example` may be a site or a branch of
one), and lists of suffixes age. So a source is known by the host as it stands in the address, without
`www.`, and a look-up tries the host's parents: pages of `news.x.example` are found under `x.example`.

International names are kept in their ASCII form (RFC 3490), in which look-alike letters differ.
"""

import ipaddress
import re
from urllib.parse import urlsplit

#: A name in a host: RFC 1123, and the underscore that some hosts have nevertheless.
_LABEL = re.compile(r"^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_MAX_LENGTH = 253


def domain_of(address: str) -> str | None:
    """The domain of a URL or host, lower case, without `www.`, port and trailing dot; None if it has none."""
    text = address.strip()
    try:
        host = urlsplit(text if _SCHEME.match(text) else f"//{text.removeprefix('//')}").hostname or ""
    except ValueError:  # brackets that hold no address
        return None
    if _is_ip_address(host):
        return host
    return _in_ascii(host.rstrip("."))


def parents_of(domain: str) -> list[str]:
    """The domain itself, then its parents down to two names: `a.b.example` gives `a.b.example`, `b.example`."""
    if _is_ip_address(domain):
        return [domain]
    labels = domain.split(".")
    return [domain, *(".".join(labels[start:]) for start in range(1, len(labels) - 1))]


def readable(domain: str) -> str:
    """The domain in its own letters, for naming a source."""
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _in_ascii(host: str) -> str | None:
    try:
        # The codec refuses an underscore in letters of other scripts only; ASCII names pass through.
        domain = host.lower().encode("idna").decode("ascii").lower()
    except UnicodeError:  # an empty name, or one that is too long
        return None
    domain = domain.removeprefix("www.") if domain.count(".") > 1 else domain
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > _MAX_LENGTH or not all(map(_LABEL.match, labels)):
        return None
    # A last name in digits would be an address in numbers, badly written.
    return None if labels[-1].isdigit() else domain


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
