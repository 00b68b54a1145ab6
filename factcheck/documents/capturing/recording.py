"""Recording what came of a fetch: the proof, the capture and what follows from it, all in one transaction."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.database.queue import put_in_queue
from factcheck.documents import blobs, drawn
from factcheck.documents.actions.errors import BytesWereRedacted, RedactedAlready
from factcheck.documents.actions.first_facts import Stated, facts_of
from factcheck.documents.actions.readings import Reading
from factcheck.documents.actions.receiving import (
    Imported,
    Place,
    Receipt,
    first_words,
    import_document,
    record_capture,
)
from factcheck.documents.actions.redacted import wait_for_redacting
from factcheck.documents.actions.redacted_bytes import refuse_redacted_bytes
from factcheck.documents.capturing.visiting import Visited
from factcheck.documents.capturing.watching import compare
from factcheck.documents.extraction import Found
from factcheck.documents.models import Capture, Container, Document, Fetch, Received, Retrieval, Watch
from factcheck.documents.models.works import page_key
from factcheck.documents.tasks import ask_archive_to_keep
from factcheck.documents.web.values import Fetched
from factcheck.documents.wording import filename_of
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What

Outcome = Fetch.Outcome


@transaction.atomic
def record(fetch: Fetch, visited: Visited) -> None:
    """Once: where somebody has recorded this fetch meanwhile, nothing is written.

    Of the page of a document that was redacted meanwhile nothing is written either, but that it was refused.
    """
    wait_for_redacting()
    fetch = Fetch.objects.select_for_update(of=("self",)).select_related("document__merged_into").get(pk=fetch.pk)
    if fetch.outcome:
        return
    visited = redacted_meanwhile(fetch) or _redacted_before(fetch, visited) or visited
    columns = _columns(visited) | {"container": _container(fetch, visited)}
    if visited.outcome == Outcome.CAPTURED:
        columns |= _bring_in(fetch, visited, columns["container"])
    elif visited.fetched and (document := _document_of(fetch, visited.fetched)):
        columns["document"] = document
    Fetch.objects.filter(pk=fetch.pk).update(**columns)
    fetch.refresh_from_db()
    compare(fetch)
    is_new = fetch.capture is not None and fetch.retrieval is None
    # A public archive would show everybody that somebody asked for the page of a sealed document.
    is_sealed = fetch.document is not None and fetch.document.seal_id is not None
    if is_new and settings.ARCHIVE_SAVE_URL and visited.fetched and visited.fetched.is_public and not is_sealed:
        put_in_queue(ask_archive_to_keep, key=fetch.pk)


def redacted_meanwhile(fetch: Fetch) -> Visited | None:
    """What comes of the fetch if its document was redacted since it was asked for; needs its document."""
    if fetch.document is None or fetch.document.redacted_at is None:
        return None
    return Visited(Outcome.REFUSED, str(RedactedAlready(one=fetch.document.public_id)))


def _redacted_before(fetch: Fetch, visited: Visited) -> Visited | None:
    """What comes of it if these bytes were taken out of a document before, whatever the address was then."""
    if visited.reading is None:
        return None
    try:
        refuse_redacted_bytes(visited.sha256, fetch.asked_by)
    except BytesWereRedacted as refused:
        if visited.proof:
            # They lie in it, and it was made for this visit alone.
            blobs.remove(visited.proof.blob.sha256)
        return Visited(Outcome.REFUSED, str(refused))
    return None


def _columns(visited: Visited) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "outcome": visited.outcome,
        "message": visited.message,
        "finished_at": timezone.now(),
    }
    if fetched := visited.fetched:
        columns |= {
            "final_url": fetched.url,
            "status": fetched.status,
            # PostgreSQL stores no NUL.
            "headers": [[part.replace("\x00", "�") for part in pair] for pair in fetched.final.headers],
            "redirects": [exchange.url for exchange in fetched.exchanges[:-1]],
            "address": fetched.address,
            "certificate_sha256": fetched.certificate_sha256,
            "started_at": fetched.started_at,
            "finished_at": fetched.finished_at,
        }
    return columns


def _container(fetch: Fetch, visited: Visited) -> Container | None:
    if visited.proof is None:
        return None
    return Container.objects.create(
        sha256=visited.proof.blob.sha256,
        size=visited.proof.blob.size,
        media_type="application/warc",
        filename=f"{fetch.public_id}.warc.gz",
        received_how=Received.FETCHED,
        received_from=fetch.host,
        received_by=fetch.asked_by,
    )


def _bring_in(fetch: Fetch, visited: Visited, container: Container) -> dict[str, Any]:
    """The columns of a fetch that brought a page: a new document, a further capture, or the same bytes again."""
    fetched, proof, reading = visited.fetched, visited.proof, visited.reading
    if not (fetched and proof and reading):
        raise ValueError("No page was captured.")
    _wait_for_others(fetched)
    receipt = Receipt(Received.FETCHED, urlsplit(fetched.url).hostname or "", filename=filename_of(fetched.url))
    place = Place(container, "", proof.offset, proof.length, fetched.finished_at) if proof.holds_page else None
    if document := _document_of(fetch, fetched):
        imported = _add_to(document, fetch, visited, receipt, place)
    else:
        imported = import_document(
            data=fetched.content,
            receipt=receipt,
            by=fetch.asked_by,
            found={"url": _by_us(fetched)},
            place=place,
            reading=reading,
            look_for_copies=False,
        )
    columns: dict[str, Any] = {"document": imported.document, "capture": imported.capture}
    messages = [visited.message, *imported.messages]
    if imported.status == "unchanged":
        columns["outcome"] = Outcome.UNCHANGED
        columns["retrieval"] = imported.capture.retrievals.latest("id")
    return columns | {"message": " ".join(filter(None, messages))}


def _add_to(document: Document, fetch: Fetch, visited: Visited, receipt: Receipt, place: Place | None) -> Imported:
    """A further capture of a document that is here; the same bytes are noted as met again."""
    if not (visited.fetched and visited.reading):
        raise ValueError("No page was captured.")
    sha256 = visited.sha256
    if known := document.captures.filter(sha256=sha256).first():
        Retrieval.objects.create(capture=known, retrieved_by=fetch.asked_by, **receipt.columns)
        return Imported("unchanged", document, known, (_same_bytes(known),))
    last = document.captures.aggregate(last=Max("number"))["last"] or 0
    if not last:
        _begin(document, fetch, visited.fetched, visited.reading)
    capture = record_capture(
        document=document,
        number=last + 1,
        sha256=sha256,
        data=visited.fetched.content,
        receipt=receipt,
        by=fetch.asked_by,
        place=place,
        reading=visited.reading,
    )
    for extraction in capture.extractions.all():
        drawn.relocate(document.pk, extraction.pk)
    # Of a watched page the two texts are compared, and a person says whether the change matters.
    if not Watch.objects.of(document).going_on().exists():
        ground.tell(Moved(What.CAPTURE, document.public_id, _("capture %(n)s") % {"n": capture.number}))
    return Imported("imported", document, capture, visited.reading.messages)


def _begin(document: Document, fetch: Fetch, fetched: Fetched, reading: Reading) -> None:
    """Its first capture came: what the page says of itself. What a person has established meanwhile stays."""
    stated = Stated(found={"url": _by_us(fetched)}, is_sealed=document.seal_id is not None)
    columns = facts_of(reading.extracted, stated)
    if "url" not in columns:
        del columns["url_key"]
    for name in Document.FACTS:
        is_as_asked = name == "url" and document.url == fetch.url
        if document.fact(name)["value"] is not None and not is_as_asked:
            columns = {key: value for key, value in columns.items() if key.partition("_")[0] != name}
    document.change(first_words=first_words(reading.text), filename=filename_of(fetched.url), **columns)


def _by_us(fetched: Fetched) -> Found:
    return Found(fetched.url, "metadata", _("fetched by us"))


def _same_bytes(capture: Capture) -> str:
    if capture.document.captures.filter(number__gt=capture.number).exists():
        return _("The page is again as it was in capture %(number)s.") % {"number": capture.number}
    return _("The same bytes as in capture %(number)s.") % {"number": capture.number}


def _document_of(fetch: Fetch, fetched: Fetched) -> Document | None:
    """The document whose page this is, locked: the one it was asked for, else by the address at which it was."""
    known = Document.objects.select_related("merged_into")
    if fetch.asked_by:
        # Who may not know of a sealed document gets one of their own for the same page.
        known = known.visible_to(fetch.asked_by)
    found = (
        fetch.document
        or known.of_page(fetched.url).order_by("pk").first()
        or known.of_page(fetch.url).order_by("pk").first()
    )
    return Document.objects.select_for_update().get(pk=found.standing_document.pk) if found else None


def _wait_for_others(fetched: Fetched) -> None:
    """Two captures of one page, or of the same bytes, wait for each other; the second finds the first's document."""
    keys = sorted((page_key(fetched.url), hashlib.sha256(fetched.content).hexdigest()))
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
