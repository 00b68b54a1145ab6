"""A look at an HTML page that was fetched: does it keep its words back, and what pictures does its article show?"""

import time
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.documents.capturing import rules
from factcheck.documents.extraction import Unreadable
from factcheck.documents.extraction.html_walls import Need
from factcheck.documents.pool import run_apart
from factcheck.documents.web.errors import FetchError
from factcheck.documents.web.fetching import fetch as fetch_url
from factcheck.documents.web.values import Fetched


@dataclass(frozen=True)
class Look:
    """`message`: what is to be said of the pictures, for people."""

    needs: Need
    pictures: list[Fetched]
    message: str = ""


def look_at(fetched: Fetched, *, with_images: bool) -> Look:
    """What the page needs, and its pictures, fetched, if they are wanted."""
    try:
        found, _data = run_apart("look_at_page", fetched.content, address=fetched.url, with_pictures=with_images)
    except Unreadable:
        # It was read all the same; what can't be told of it is not said.
        return Look("", [])
    if found["needs"] or not found["pictures"]:
        return Look(found["needs"], [])
    pictures = _fetch_pictures(found["pictures"])
    told = {"kept": len(pictures), "all": len(found["pictures"])}
    return Look("", pictures, _("%(kept)s of %(all)s pictures of the article are kept with it.") % told)


def _fetch_pictures(addresses: list[str]) -> list[Fetched]:
    """Those that come, within the time that one page may take."""
    ends = time.monotonic() + settings.CAPTURE_SECONDS
    kept = []
    for address in addresses[: settings.CAPTURE_PICTURES]:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            limits = replace(rules.of_a_picture(), total_seconds=left)
            fetched = fetch_url(address, limits=limits, allowed=rules.allowed())
        except FetchError:
            continue
        if fetched.status == 200:
            kept.append(fetched)
    return kept
