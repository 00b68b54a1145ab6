"""Asking for a page. The job that fetches it is put in the queue with the request, or not at all."""

from datetime import datetime

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.database.queue import put_in_queue
from factcheck.documents.models import Document, Fetch
from factcheck.documents.tasks import capture_page
from factcheck.documents.web.target import read_target


@transaction.atomic
def ask_for_capture(
    *, url: str, by: User | None, with_images: bool = False, document: Document | None = None, later: bool = True
) -> Fetch:
    """Note that the page is wanted, and let a worker fetch it; not `later`, the caller carries it out.

    `document`: whose page it is known to be. Raises FetchRefused for what is no address of a page.
    """
    target = read_target(url.strip())
    if document is None and by:
        # The page of a sealed document: nobody else reads its address while it waits.
        document = Document.objects.visible_to(by).filter(seal__isnull=False, merged_into=None).of_page(url).first()
    fetch = Fetch.objects.create(
        url=url.strip(), host=target.host, with_images=with_images, asked_by=by, document=document
    )
    if later:
        defer(fetch)
    return fetch


def defer(fetch: Fetch, at: datetime | None = None) -> None:
    """Let a worker carry it out; `at`: not before then."""
    put_in_queue(capture_page, at=at, key=fetch.pk)
