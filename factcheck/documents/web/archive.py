"""Ask a public archive to keep a page too, so that readers can see it where the desk has no say.

The endpoint is of the kind that the Wayback Machine has: `GET {endpoint}/save/{url}`. The answer names the archived
page in a Content-Location or Location header, or as the memento in a Link header (RFC 7089). It is asked through the
same client as any page. Whatever goes wrong is an answer too: a capture never waits for, or fails with, an archive.
"""

import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from .addresses import Allowed
from .connecting import Resolve, resolve_host
from .errors import FetchError
from .fetching import fetch
from .target import KEPT, Target, read_target
from .values import Exchange, Limits

#: Saving takes an archive longer than sending a page takes a server.
ARCHIVE_SECONDS = 90.0
#: From http to https, or to a server beside; a page's own redirects are the archive's business.
MAX_STEPS = 3
#: The time in the address of a copy: /web/20261122023000/https://example.org/
MOMENT = re.compile(r"/[0-9]{4,14}[a-z_]*/")
LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[a-zA-Z*]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)')
REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))', re.IGNORECASE)


@dataclass(frozen=True)
class Archived:
    """What the archive said: the address of its copy, or in plain words why there is none. One of them is empty."""

    link: str = ""
    reason: str = ""


def ask_archive(
    url: str,
    *,
    endpoint: str,
    limits: Limits = Limits(total_seconds=ARCHIVE_SECONDS),  # noqa: B008 - frozen
    allowed: Sequence[Allowed] = (),
    resolve: Resolve = resolve_host,
    trust: ssl.SSLContext | None = None,
) -> Archived:
    """Ask the archive at `endpoint` to save `url`. Never raises for what others do. No endpoint: switched off."""
    if not endpoint:
        return Archived(reason=_("No public archive is set up."))
    try:
        page = read_target(url)
        asked = f"{endpoint.rstrip('/')}/save/{quote(page.url, safe=KEPT)}"
        for _step in range(MAX_STEPS):
            answer = fetch(asked, limits=limits, allowed=allowed, follow=False, resolve=resolve, trust=trust).final
            link = archived_address(answer, page)
            onward = _absolute(answer, answer.header("Location"))
            if link or not _asks_to_save(onward):
                return Archived(link, "" if link else why_not(answer))
            asked = onward
    except FetchError as error:
        return Archived(reason=str(error))
    return Archived(reason=_("The archive sent us on again and again without saving the page."))


def archived_address(answer: Exchange, page: Target) -> str:
    """The copy that this answer names; "" if none. A Location counts only if it is a moment's copy of this page."""
    if answer.status >= 400:
        return ""
    named = [answer.header("Content-Location"), _memento(answer.all_of("Link"))]
    sent_on = _absolute(answer, answer.header("Location"))
    if MOMENT.search(sent_on) and page.host in sent_on:
        named.append(sent_on)
    found = (_absolute(answer, each) for each in named)
    return next((each for each in found if each and not _asks_to_save(each)), "")


def why_not(answer: Exchange) -> str:
    """In words for people, what an answer without a copy means."""
    if answer.status == 429:
        return _("The archive has too much to do. Ask it again later.")
    if answer.status in {401, 403}:
        return _("The archive does not let this desk save pages.")
    if answer.status >= 400:
        return _("The archive could not save the page (it answered %(status)s).") % {"status": answer.status}
    return _("The archive answered, but named no copy of the page.")


def _memento(links: str) -> str:
    """Relations may be several ("first memento"); the latest named is the one just made."""
    found = ""
    for match in LINK.finditer(links):
        rel = REL.search(match[2])
        if rel and "memento" in (rel[1] or rel[2] or "").lower().split():
            found = match[1]
    return found


def _absolute(answer: Exchange, reference: str) -> str:
    """A reference in this answer as a whole http(s) URL; "" if it is none."""
    try:
        return read_target(urljoin(answer.url, reference.strip())).url if reference.strip() else ""
    except (FetchError, ValueError):
        return ""


def _asks_to_save(url: str) -> bool:
    return "/save/" in urlsplit(url).path.partition("http")[0]
