"""What the watch says of pages, for whoever relies on them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from factcheck.documents.models import Document, Fetch, Watch, WatchFinding

_NO_CHANGE = {Fetch.Outcome.CAPTURED, Fetch.Outcome.UNCHANGED}
_TONES: dict[str, tuple[str, str]] = {
    WatchFinding.Kind.UNTOUCHED: ("go", "info"),
    WatchFinding.Kind.TOUCHED: ("warn", "alert"),
    WatchFinding.Kind.VANISHED: ("bad", "x"),
}


@dataclass
class PageState:
    """A document's page as last seen. `open`: findings that nobody has answered, the newest first."""

    document: int
    watch: Watch | None = None
    last: Fetch | None = None
    finding: WatchFinding | None = None
    open: list[WatchFinding] = field(default_factory=list)

    @property
    def is_watched(self) -> bool:
        return self.watch is not None and self.watch.stopped_at is None

    @property
    def kind(self) -> str:
        """A kind of finding, or "unchanged", "unseen" (nobody has looked yet), "failed"."""
        if self.last is None:
            return "unseen"
        if hasattr(self.last, "finding"):
            return str(self.last.finding.kind)
        if self.last.outcome == Fetch.Outcome.GONE:
            return str(WatchFinding.Kind.VANISHED)
        return "unchanged" if self.last.outcome in _NO_CHANGE else "failed"

    @property
    def words(self) -> str:
        own = {
            "unseen": _("not looked at yet"),
            "unchanged": _("unchanged"),
            "failed": _("could not be looked at"),
        }
        return own.get(self.kind) or str(WatchFinding.Kind(self.kind).label)

    @property
    def tone(self) -> str:
        return _TONES.get(self.kind, ("ok" if self.kind == "unchanged" else "", ""))[0]

    @property
    def chip(self) -> str:
        """As `tone`, for a chip in a narrow column, whose words may need two lines."""
        return f"{self.tone} long"

    @property
    def icon(self) -> str:
        return _TONES.get(self.kind, ("", "check" if self.kind == "unchanged" else "clock"))[1]


def states_of(documents: Collection[int]) -> dict[int, PageState]:
    """Of those documents that are or were watched, by their keys. Four queries, however many there are."""
    states = {
        watch.document_id: PageState(watch.document_id, watch) for watch in Watch.objects.filter(document__in=documents)
    }
    visits = Fetch.objects.filter(document__in=list(states)).exclude(outcome="")
    for fetch in visits.select_related("finding").order_by("document_id", "-pk").distinct("document_id"):
        if fetch.document_id:
            states[fetch.document_id].last = fetch
    findings = WatchFinding.objects.filter(document__in=documents).order_by("document_id", "-pk")
    for finding in findings.select_related("fetch").distinct("document_id"):
        _of(states, finding).finding = finding
    for finding in findings.open():
        _of(states, finding).open.append(finding)
    return states


def state_of(document: Document) -> PageState:
    """Of one document, watched or not."""
    return states_of([document.pk]).get(document.pk) or PageState(document.pk)


def _of(states: dict[int, PageState], finding: Any) -> PageState:
    return states.setdefault(finding.document_id, PageState(finding.document_id))
