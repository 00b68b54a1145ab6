"""Pages fetched from the web by this desk: the proof of each fetch, and pages looked at again and again."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted
from factcheck.database.objects import Identified, Versioned
from factcheck.documents.models.captures import Capture, Container, Retrieval
from factcheck.documents.models.takes_nothing import OF_FETCH, takes_nothing
from factcheck.documents.models.works import Document, page_key


class FetchQuerySet(models.QuerySet["Fetch"]):
    def visible_to(self, user: User) -> "FetchQuerySet":
        """A fetch is as visible as its document; one that came to none, to everybody of the desk.

        One that came to none of a page that is sealed to others is seen by whoever asked for it alone: they know the
        address, and by a fetch that they can't open they would learn that it is sealed.
        """
        seen = Q(document=None) | Q(document__in=Document.objects.visible_to(user))
        hidden = _of_pages(_pages_sealed_to_others(user), asked_by_others_than=user)
        return self.filter(seen).exclude(pk__in=hidden) if hidden else self.filter(seen)

    def of(self, document: Document) -> "FetchQuerySet":
        """Of the document's page, and of those that became part of it."""
        return self.filter(Q(document=document) | Q(document__merged_into=document))


class Fetch(Identified):
    """One visit to an address: asked for, then what came of it, with the proof.

    `container` is the WARC file (ISO 28500) with the requests and responses, redirects included, as they went over
    the wire.
    """

    KIND = "F"

    class Outcome(models.TextChoices):
        WAITING = "", _("waiting")
        CAPTURED = "captured", _("captured")
        UNCHANGED = "unchanged", _("the same bytes as before")
        GONE = "gone", _("no longer there")
        NEEDS_SCRIPT = "script", _("the page is made by script")
        NEEDS_SIGN_IN = "sign-in", _("the page asks for a sign-in")
        REFUSED = "refused", _("refused by this desk")
        FAILED = "failed", _("failed")

    url = models.TextField(_("address"))
    with_images = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="fetches")
    outcome = models.TextField(choices=Outcome, blank=True, default="")
    # What happened and what to do, for people.
    message = models.TextField(blank=True)
    # The server asked first, and from when on it may be: one host is asked now and then, not all at once.
    host = models.TextField(blank=True)
    turn_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    final_url = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    # A list of [name, value], as received.
    headers = models.JSONField(default=list)
    # The addresses on the way, when there were redirects.
    redirects = models.JSONField(default=list)
    # The network address that answered, and the SHA-256 of its certificate.
    address = models.GenericIPAddressField(null=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    container = models.ForeignKey(Container, models.PROTECT, null=True, related_name="fetches")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="fetches")
    retrieval = models.ForeignKey(Retrieval, models.PROTECT, null=True, related_name="fetches")

    objects = FetchQuerySet.as_manager()

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        ordering = ["-id"]
        indexes = [
            # When is this host asked next? Asked before each fetch.
            models.Index(fields=["host", "turn_at"], name="documents_fetch_turn"),
        ]
        triggers = [
            Audited("F", parents=["document_id:D", "capture_id:K"]),
            NeverDeleted(),
            # Once it is over, what came of it is proof; of a document that was redacted, it stays empty.
            Immutable(condition=pgtrigger.Condition("OLD.outcome <> ''")),
            takes_nothing("NEW.document_id"),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.get_outcome_display()})"

    @property
    def etag(self) -> str:
        return self._header("etag")

    @property
    def last_modified(self) -> str:
        return self._header("last-modified")

    def _header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


def _pages_sealed_to_others(user: User) -> set[str]:
    """The pages of documents that this person may not know of, and the addresses that led there. Two queries."""
    sealed = Document.objects.sealed_to_others(user).order_by()
    pages = {(key, page_key(url)) for key, url in sealed.values_list("url_key", "url")}
    if not pages:
        return set()
    visits = Fetch.objects.filter(document__in=sealed).order_by()
    led = _addresses(visits.values_list("url", "final_url", "redirects"))
    return {key for pair in (*pages, *led) for key in pair} - {""}


def _of_pages(pages: set[str], asked_by_others_than: User) -> list[int]:
    """The keys of fetches that came to no document, of these pages by any of their addresses. One query at most."""
    if not pages:
        return []
    # The one form of an address is made here and not in the database: what can't be of these sites is not looked at,
    # unless something in it is written in another form there. Of en.m.wikipedia.org the end alone is in both.
    hosts = sorted({".".join((urlsplit(page).hostname or "").split(".")[-2:]) for page in pages})
    near = "|".join([*map(re.escape, hosts), r"[^\x21-\x7E]"])
    failed = Fetch.objects.filter(document=None).exclude(asked_by=asked_by_others_than).order_by()
    rows = (
        failed.annotate(on_the_way=Cast("redirects", models.TextField()))
        .filter(Q(url__iregex=near) | Q(final_url__iregex=near) | Q(on_the_way__iregex=near))
        .values_list("pk", "url", "final_url", "redirects")
    )
    return [pk for pk, *given in rows if any(not pages.isdisjoint(keys) for keys in _addresses([given]))]


def _addresses(rows: Iterable[Iterable[Any]]) -> Iterator[set[str]]:
    """Of each fetch, the pages that its addresses name; of rows with url, final_url and redirects."""
    for url, final_url, redirects in rows:
        yield {page_key(address) for address in (url, final_url, *redirects)}


class ArchiveRequest(Identified):
    """A public archive was asked to save an address, and what it answered. Never more than an extra."""

    KIND = "AR"

    fetch = models.ForeignKey(Fetch, models.PROTECT, related_name="archive_requests")
    service = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    link = models.TextField(blank=True)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("request to an archive")
        ordering = ["id"]
        triggers = [
            Audited("AR", parents=["fetch_id:F", "fetch_id:D:documents_fetch:document_id"]),
            NeverDeleted(),
            takes_nothing(OF_FETCH, words=["link", "message"]),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.link or self.message}"


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, document: Document) -> "WatchQuerySet":
        """Of the document, or of one that became part of it; those that are going on first."""
        found = self.filter(Q(document=document) | Q(document__merged_into=document))
        return found.order_by(F("stopped_at").asc(nulls_first=True), "pk")

    def going_on(self) -> "WatchQuerySet":
        return self.filter(stopped_at=None)


class Watch(Versioned):
    """A document whose page is fetched again now and then, since something rests on it."""

    KIND = "WA"

    document = models.OneToOneField(Document, models.PROTECT, related_name="watch")
    # Hours between two visits.
    every = models.PositiveIntegerField(default=24)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    # The next visit; moved on when one is asked for.
    due_at = models.DateTimeField(default=timezone.now)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        indexes = [
            # Which are due? Asked every minute.
            models.Index(fields=["due_at"], condition=Q(stopped_at=None), name="documents_watch_due"),
        ]
        constraints = [models.CheckConstraint(condition=Q(every__gt=0), name="documents_watch_every_some_hours")]
        # Redacting stops it: nor does it go on afterwards.
        triggers = [
            Audited("WA", parents=["document_id:D"]),
            NeverDeleted(),
            takes_nothing("NEW.document_id", words=["stopped_at"]),
        ]

    def __str__(self) -> str:
        return f"watch of {self.document.public_id}"


class WatchFindingQuerySet(models.QuerySet["WatchFinding"]):
    def open(self) -> "WatchFindingQuerySet":
        return self.filter(answer="").exclude(kind=WatchFinding.Kind.UNTOUCHED)


class WatchFinding(Identified):
    """A watched page was not as before. It blames nobody; a person says what it means."""

    KIND = "WF"

    class Kind(models.TextChoices):
        UNTOUCHED = "untouched", _("changed, no cited passage touched")
        TOUCHED = "touched", _("a cited passage changed or is gone")
        VANISHED = "vanished", _("vanished")

    class Answer(models.TextChoices):
        STANDS = "stands", _("stands as captured")
        DROPPED = "dropped", _("no longer relied on")
        MATTERS = "matters", _("the change matters")

    document = models.ForeignKey(Document, models.PROTECT, related_name="findings")
    fetch = models.OneToOneField(Fetch, models.PROTECT, related_name="finding")
    kind = models.TextField(choices=Kind)
    # How many passages drawn from the document the new text holds: exact, moved, altered, lost.
    counts = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), choices=Answer, blank=True)
    note = models.TextField(_("why"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = WatchFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of a watch")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="documents_finding_answered_at",
            ),
        ]
        triggers = [Audited("WF", parents=["document_id:D"]), NeverDeleted(), takes_nothing("NEW.document_id")]

    def __str__(self) -> str:
        return f"{self.document.public_id}: {self.get_kind_display()}"
