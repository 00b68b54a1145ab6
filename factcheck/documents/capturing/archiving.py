"""Asking a public archive to keep a captured page too. Whatever it answers, the capture stands as it is."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.documents.actions.errors import RedactedAlready
from factcheck.documents.actions.redacted import keep_from_redacting
from factcheck.documents.capturing import rules
from factcheck.documents.models import ArchiveRequest, Fetch
from factcheck.documents.web.archive import ask_archive


def ask_archive_to_keep(key: int) -> None:
    """Ask once, and record the link or why there is none. Safe to run again after a kill."""
    endpoint = settings.ARCHIVE_SAVE_URL
    if not endpoint:
        return
    fetch = Fetch.objects.select_related("asked_by", "document").get(pk=key)
    if fetch.document and fetch.document.seal_id:
        return  # sealed since it was captured: an archive shows its pages to everybody
    with (
        acting(fetch.asked_by, actor="watch of pages", action="documents:ask_archive"),
        # Nobody is to keep what had to go, and what an archive answers tells what it was.
        suppress(RedactedAlready),
    ):
        asked = _request_for(fetch, endpoint)
        if asked.answered_at:
            return
        archived = ask_archive(
            fetch.final_url, endpoint=endpoint, limits=rules.of_an_archive(), allowed=rules.allowed()
        )
        with transaction.atomic():
            _keep_from_redacting(fetch)
            ArchiveRequest.objects.filter(pk=asked.pk, answered_at=None).update(
                link=archived.link, message=archived.reason, answered_at=timezone.now()
            )


@transaction.atomic
def _request_for(fetch: Fetch, endpoint: str) -> ArchiveRequest:
    """The request of this fetch: made now, or by a worker that was killed before it had the answer."""
    _keep_from_redacting(fetch)
    Fetch.objects.select_for_update().get(pk=fetch.pk)
    made, _is_new = ArchiveRequest.objects.get_or_create(fetch=fetch, service=urlsplit(endpoint).hostname or endpoint)
    return made


def _keep_from_redacting(fetch: Fetch) -> None:
    if fetch.document_id:
        keep_from_redacting(fetch.document_id)
