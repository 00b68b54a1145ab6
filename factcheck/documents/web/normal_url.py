"""Do two URLs name the same page? The one form for all of them: a key to compare by, not an address to fetch.

Left out is what does not choose the page: how somebody came (tracking parameters), where on it to look (fragment), in
which dress it comes (`www`, mobile and AMP forms, http or https), and ways of writing (case of the host, default port,
order of parameters, escapes, a slash at the end). Kept is everything else: two pages taken for one is worse than one
page kept twice, which a person can join later. Pure, and never raises: what is no http(s) URL comes back stripped.
"""

import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import idna

from .normal_url_words import (
    AMP_CACHES,
    FORMS_OF_A_PAGE,
    HOST_FORMS,
    SECOND_LEVEL,
    TRACKING,
    TRACKING_PREFIXES,
)

MAX_LENGTH = 8_000
MAX_HOST = 253
#: A page in a cache of a cache of a page: each round shortens the URL, so this only bounds the work.
MAX_ROUNDS = 1_000

ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
AMP_ENDING = re.compile(r"(?<=[^/])\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9_.:-]+")


def normal_url(url: str) -> str:
    """The form shared by all URLs of one page. Applied twice, it changes nothing more."""
    text = url.strip()
    for _round in range(MAX_ROUNDS):
        changed = _once(text)
        if changed == text:
            break
        text = changed
    return text


def _once(text: str) -> str:
    try:
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.hostname or len(text) > MAX_LENGTH:
            return text
        host = _ascii(parts.hostname)
        cached = _from_amp_cache(host, parts)
        if cached:
            return cached
        port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    except ValueError:
        return text
    if not HOST.fullmatch(host) or len(host) > MAX_HOST:
        return text
    host = f"[{host}]" if ":" in host else _plain_host(host)
    query = _query(parts.query)
    return f"https://{host}{port}{_path(parts.path)}{'?' if query else ''}{query}"


def _ascii(host: str) -> str:
    name = host.rstrip(".").lower()
    return name if name.isascii() else idna.encode(name, uts46=True).decode("ascii").lower()


def _plain_host(host: str) -> str:
    """Without `www.`, `m.`, `amp.` and the like, as long as a name of its own is left."""
    labels = host.split(".")
    while labels[0] in HOST_FORMS and _is_own_name(labels[1:]):
        labels = labels[1:]
    # Wikipedia and its sisters put the language first: en.m.wikipedia.org
    if len(labels) > 3 and labels[1] in {"m", "mobile"}:
        labels = [labels[0], *labels[2:]]
    return ".".join(labels)


def _is_own_name(labels: list[str]) -> bool:
    if len(labels) < 2 or not all(labels):
        return False
    return not (len(labels) == 2 and labels[0] in SECOND_LEVEL and len(labels[1]) == 2)


def _from_amp_cache(host: str, parts: SplitResult) -> str:
    """The page's own address, if this is an AMP cache's copy of it; else ""."""
    for name, pattern in AMP_CACHES:
        ours = f".{host}".endswith(f".{name}") or (name.endswith(".") and _plain_host(host).startswith(name))
        found = re.fullmatch(pattern, parts.path) if ours else None
        if found and "." in found[2].partition("/")[0]:
            query = f"?{parts.query}" if parts.query else ""
            return f"{'https' if found[1] else 'http'}://{found[2]}{query}"
    return ""


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in AMP_ENDING.sub("", SESSION_IN_PATH.sub("", _escapes(path))).split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(segment)
    without_amp = [segment for segment in segments if segment.lower() != "amp"]
    return "/" + "/".join(without_amp or segments)


def _query(query: str) -> str:
    if not query:
        return ""
    kept = []
    for pair in query.split("&"):
        # "a=1&amp;b=2", copied out of a page's source, means "a=1&b=2".
        name, equals, value = _escapes(pair.removeprefix("amp;").replace("+", "%20")).partition("=")
        plain = unquote_to_bytes(name).decode("utf-8", "replace").lower()
        if not plain or plain in TRACKING or plain.startswith(TRACKING_PREFIXES):
            continue
        if (plain, value.lower()) not in FORMS_OF_A_PAGE:
            kept.append((name, f"{name}{equals}{value}"))
    # By name only: the order of several values of one name may mean something.
    return "&".join(pair for _name, pair in sorted(kept, key=lambda each: each[0]))


def _escapes(text: str) -> str:
    """One way of writing each character: escaped if it must be, in capitals, else as it is."""
    escaped = quote(text, safe="!$&'()*+,/:;=?@[]|~%-._", errors="replace")

    def written(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in UNRESERVED else f"%{match[1].upper()}"

    return ESCAPE.sub(written, escaped)
