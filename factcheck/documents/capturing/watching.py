"""Watched pages: looked at again and again, what changed told apart, and answered by a person."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents import drawn
from factcheck.documents.actions.errors import NoPageToWatch, NoteIsMissing
from factcheck.documents.actions.redacted import keep_from_redacting, wait_for_redacting
from factcheck.documents.capturing.asking import ask_for_capture
from factcheck.documents.extraction.boilerplate import main_text
from factcheck.documents.models import Capture, Document, Extraction, Fetch, Watch, WatchFinding
from factcheck.documents.models.works import page_key
from factcheck.documents.web.errors import FetchRefused
from factcheck.sources import ground
from factcheck.sources.ground import Moved, What
from factcheck.web.words import says_something

Kind = WatchFinding.Kind
#: Fetches that are asked for by one round of the watch.
_AT_ONCE = 200
_TOUCHED = ("altered", "lost")


@transaction.atomic
def start_watch(*, document: Document, by: User, every: int = 24) -> Watch:
    """Let the page be looked at from now on, each time `every` hours later. Raises NoPageToWatch,
    RedactedAlready."""
    keep_from_redacting(document.pk)
    if not page_key(document.url):
        raise NoPageToWatch(one=document.public_id)
    values: dict[str, Any] = {"every": every, "started_by": by, "started_at": timezone.now(), "stopped_at": None}
    watch, is_new = Watch.objects.select_for_update().get_or_create(document=document, defaults=values)
    return watch if is_new else watch.change(**values, due_at=timezone.now())


@transaction.atomic
def stop_watch(*, watch: Watch) -> Watch:
    """Look at the page no longer. What was found stays."""
    return watch if watch.stopped_at else watch.change(stopped_at=timezone.now())


@transaction.atomic
def answer_finding(*, finding: WatchFinding, answer: WatchFinding.Answer, note: str, by: User) -> WatchFinding:
    """Say what the change means; said again, the new answer holds and the old one is in the history.

    Raises NoteIsMissing unless the document stands as captured.
    """
    if answer != WatchFinding.Answer.STANDS and not says_something(note):
        raise NoteIsMissing
    WatchFinding.objects.filter(pk=finding.pk).update(
        answer=answer, note=note.strip(), answered_by=by, answered_at=timezone.now()
    )
    finding.refresh_from_db()
    if answer != WatchFinding.Answer.STANDS:
        detail = f"{finding.get_kind_display()}; {finding.get_answer_display()}"
        ground.tell(Moved(What.PAGE, finding.document.standing_document.public_id, detail))
    return finding


def visit_watched_pages() -> int:
    """Ask for all pages that are due; how many. The next visit of each is moved on with the request."""
    with acting(actor="watch of pages", action="documents:capture"):
        return sum(_visit_one() for _ in range(_AT_ONCE))


@transaction.atomic
def _visit_one() -> bool:
    wait_for_redacting()
    now = timezone.now()
    due = Watch.objects.select_for_update(of=("self",), skip_locked=True).filter(stopped_at=None, due_at__lte=now)
    watch = due.select_related("document").order_by("due_at").first()
    if watch is None:
        return False
    # The document may have become part of another, which then has the page.
    document = watch.document.standing_document
    Watch.objects.filter(pk=watch.pk).update(due_at=now + timedelta(hours=watch.every))
    if not Fetch.objects.filter(document=document, outcome="").exists():
        try:
            ask_for_capture(url=watch.document.url or "", by=None, document=document)
        except FetchRefused:
            # Somebody put right the address meanwhile, and it is none any more.
            Watch.objects.filter(pk=watch.pk).update(stopped_at=now)
    return True


def compare(fetch: Fetch) -> WatchFinding | None:
    """What a recorded fetch says about a watched document, if it says that something changed.

    Called inside the transaction that records the fetch.
    """
    document = fetch.document
    if document is None or not Watch.objects.of(document).going_on().exists():
        return None
    if fetch.outcome == Fetch.Outcome.GONE:
        return None if _was_gone(fetch) else _found(fetch, document, Kind.VANISHED, {})
    if fetch.outcome != Fetch.Outcome.CAPTURED or fetch.capture is None:
        return None
    now, before = _text_of(fetch.capture), _text_before(fetch.capture)
    if now is None or before is None:
        return None
    counts, counts_before = (dict(drawn.relocate(document.pk, one.pk)) for one in (now, before))
    touched = sum(counts.get(status, 0) for status in _TOUCHED)
    # Wherever on the page it stands: what was cited counts, also beside the article.
    newly_touched = touched > sum(counts_before.get(status, 0) for status in _TOUCHED)
    if not newly_touched and _words(now) == _words(before):
        return None
    return _found(fetch, document, Kind.TOUCHED if touched else Kind.UNTOUCHED, counts)


def _found(fetch: Fetch, document: Document, kind: WatchFinding.Kind, counts: dict[str, int]) -> WatchFinding:
    return WatchFinding.objects.create(document=document, fetch=fetch, kind=kind, counts=counts)


def _was_gone(fetch: Fetch) -> bool:
    """Whether the last visit that got an answer found nothing either: that is said once."""
    answers = Fetch.objects.filter(document=fetch.document, status__isnull=False, pk__lt=fetch.pk)
    last = answers.exclude(outcome=Fetch.Outcome.FAILED).order_by("-pk").first()
    return last is not None and last.outcome == Fetch.Outcome.GONE and hasattr(last, "finding")


def _text_of(capture: Capture) -> Extraction | None:
    return capture.extractions.order_by("-id").first()


def _text_before(capture: Capture) -> Extraction | None:
    earlier = Extraction.objects.filter(capture__document=capture.document_id, capture__number__lt=capture.number)
    return earlier.order_by("-capture__number", "-id").first()


def _words(extraction: Extraction) -> list[str]:
    """Of the article: what stands around it changes with every visit."""
    return main_text(extraction.text, extraction.parsed_blocks).split()
