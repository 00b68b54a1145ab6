"""Asking for a page. The job that fetches it is put in the queue with the request, or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.database.queue import put_in_queue
from factcheck.documents.actions.first_facts import MAX_ADDRESS
from factcheck.documents.actions.redacted import refuse_redacted, wait_for_redacting
from factcheck.documents.models import Basis, Document, Fetch, Seal
from factcheck.documents.models.works import page_key
from factcheck.documents.tasks import capture_page
from factcheck.documents.web.target import read_target
from factcheck.documents.wording import filename_of


@transaction.atomic
def ask_for_capture(
    *,
    url: str,
    by: User | None,
    with_images: bool = False,
    document: Document | None = None,
    later: bool = True,
    seal: Seal | None = None,
) -> Fetch:
    """Note that the page is wanted, and let a worker fetch it; not `later`, the caller carries it out.

    `document`: whose page it is known to be. `seal`: who alone may see what comes of it, and that it was asked for.
    Raises FetchRefused for what is no address of a page, RedactedAlready.
    """
    target = read_target(url.strip())
    wait_for_redacting()
    if document is None and seal:
        document = _await(url.strip(), by, seal)
    elif document is None and by:
        # The page of a sealed document: nobody else reads its address while it waits.
        document = Document.objects.visible_to(by).filter(seal__isnull=False, merged_into=None).of_page(url).first()
    if document:
        refuse_redacted(document.pk)
    fetch = Fetch.objects.create(
        url=url.strip(), host=target.host, with_images=with_images, asked_by=by, document=document
    )
    if later:
        defer(fetch)
    return fetch


def _await(url: str, by: User | None, seal: Seal) -> Document:
    """The document that a page is to become, sealed before anything is known of it: a fetch is as visible as that."""
    address = {"url": url, "url_basis": Basis.DESK, "url_how": _("asked for"), "url_key": page_key(url)}
    return Document.objects.create(
        filename=filename_of(url), imported_by=by, seal=seal, **(address if len(url) <= MAX_ADDRESS else {})
    )


def defer(fetch: Fetch, at: datetime | None = None) -> None:
    """Let a worker carry it out; `at`: not before then."""
    put_in_queue(capture_page, at=at, key=fetch.pk)
