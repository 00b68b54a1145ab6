"""Going to a page: what came of it, read and put into a file, before anything is written to the database."""

import hashlib
import io
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.documents import blobs
from factcheck.documents.actions.readings import Reading, read_apart
from factcheck.documents.capturing import rules
from factcheck.documents.capturing.page import look_at
from factcheck.documents.containers.reading import read_member
from factcheck.documents.extraction import Unreadable, type_of
from factcheck.documents.extraction.media_types import HTML
from factcheck.documents.importing.pieces import limits
from factcheck.documents.models import Fetch
from factcheck.documents.web.errors import FetchFailed, FetchRefused
from factcheck.documents.web.fetching import fetch as fetch_url
from factcheck.documents.web.values import Fetched
from factcheck.documents.web.warc_record import write_warc
from factcheck.documents.wording import filename_of

Outcome = Fetch.Outcome


@dataclass(frozen=True)
class Proof:
    """The WARC file in the blob store, and where the page's answer lies in it."""

    blob: blobs.Blob
    offset: int
    length: int
    #: Whether the page's bytes can be read out of it again; else they are a blob of their own.
    holds_page: bool


@dataclass(frozen=True)
class Visited:
    """What came of going there. With `reading` there is a page to be recorded; else `message` says why not."""

    outcome: Outcome
    message: str = ""
    fetched: Fetched | None = None
    proof: Proof | None = None
    reading: Reading | None = None

    @property
    def sha256(self) -> str:
        """Of the page's bytes."""
        assert self.fetched is not None, "something came"
        return hashlib.sha256(self.fetched.content).hexdigest()


def visit(url: str, *, with_images: bool = False, etag: str = "", modified: str = "") -> Visited:
    """Fetch the page, read it, and keep what went over the wire. Raises BlobError where the disk refuses."""
    try:
        fetched = fetch_url(url, limits=rules.of_a_page(), allowed=rules.allowed(), etag=etag, modified=modified)
    except FetchRefused as refused:
        return Visited(Outcome.REFUSED, str(refused))
    except FetchFailed as failed:
        return Visited(Outcome.FAILED, str(failed))
    judged = _judged(fetched, asked_if_changed=bool(etag or modified))
    if judged.outcome != Outcome.CAPTURED:
        return replace(judged, proof=_keep(fetched, []))
    return _read(fetched, with_images)


def _judged(fetched: Fetched, *, asked_if_changed: bool) -> Visited:
    """What the status means; captured if there is a page to be read."""
    status, host = fetched.status, urlsplit(fetched.url).hostname
    if 200 <= status < 300:
        return Visited(Outcome.CAPTURED, "", fetched)
    if status == 304 and asked_if_changed:
        return Visited(Outcome.UNCHANGED, _("The server says that nothing has changed."), fetched)
    if status in {404, 410}:
        text = _("%(host)s says that there is no such page (%(status)s).")
        return Visited(Outcome.GONE, text % {"host": host, "status": status}, fetched)
    if status == 401:
        return Visited(Outcome.NEEDS_SIGN_IN, _("The page is shown only to those who sign in."), fetched)
    told = {"host": host, "status": status, "why": _why(status) or fetched.final.reason}
    return Visited(Outcome.FAILED, _("%(host)s sent no page (%(status)s: %(why)s).") % told, fetched)


def _why(status: int) -> str:
    if status >= 500:
        return _("something is wrong there; try again later")
    return {
        403: _("it does not let us see the page"),
        429: _("it is asked too often; try again later"),
        451: _("it may not show the page for legal reasons"),
    }.get(status, "")


def _read(fetched: Fetched, with_images: bool) -> Visited:
    declared = fetched.final.header("Content-Type").partition(";")[0].strip().lower()
    given = {"filename": filename_of(fetched.url), "declared_type": declared}
    reading, problem = None, None
    try:
        reading = read_apart(fetched.content, **given)
    except Unreadable as unreadable:
        # A page that is made by script has no words to be read.
        problem = unreadable
    if (reading.media_type if reading else type_of(fetched.content, **given)) != HTML:
        return _found(fetched, _keep(fetched, []), reading, problem)
    page = look_at(fetched, with_images=with_images)
    proof = _keep(fetched, page.pictures)
    if page.needs == "script":
        text = _("The page shows its words only once a script has run, which a capture does not do.")
        return Visited(Outcome.NEEDS_SCRIPT, text, fetched, proof)
    if page.needs == "sign-in":
        text = _("The page shows its words only to those who sign in.")
        return Visited(Outcome.NEEDS_SIGN_IN, text, fetched, proof)
    return _found(fetched, proof, reading, problem, page.message)


def _found(
    fetched: Fetched, proof: Proof, reading: Reading | None, problem: Unreadable | None, message: str = ""
) -> Visited:
    if problem is not None:
        return Visited(Outcome.FAILED, problem.reason, fetched, proof)
    return Visited(Outcome.CAPTURED, message, fetched, proof, reading)


def _keep(fetched: Fetched, pictures: list[Fetched]) -> Proof:
    """Into the blob store, before any row names it."""
    warc = write_warc([fetched, *pictures], software=settings.CAPTURE_USER_AGENT)
    place = warc.places[0]
    try:
        found = read_member(io.BytesIO(warc.data), "", place.offset, place.length, limits())
    except Unreadable:
        found = b""
    holds_page = found == fetched.content
    if not holds_page:
        # A coding that our reader of WARC files does not undo as the fetch did.
        blobs.store(fetched.content)
    return Proof(blobs.store(warc.data), place.offset, place.length, holds_page)
