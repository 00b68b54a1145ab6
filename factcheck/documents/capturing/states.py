"""What the watch says of pages, for whoever relies on them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.documents.models import Document, Fetch, Watch, WatchFinding

_NO_CHANGE = {Fetch.Outcome.CAPTURED, Fetch.Outcome.UNCHANGED}
_TONES: dict[str, tuple[str, str]] = {
    WatchFinding.Kind.UNTOUCHED: ("go", "info"),
    WatchFinding.Kind.TOUCHED: ("warn", "alert"),
    WatchFinding.Kind.VANISHED: ("bad", "x"),
}

#: Hours between two visits that are offered, and what people call them.
INTERVALS = {1: gettext_lazy("every hour"), 24: gettext_lazy("once a day"), 168: gettext_lazy("once a week")}
ONCE_A_DAY = 24


def interval_in_words(hours: int) -> str:
    return str(INTERVALS.get(hours) or _("every %(n)s hours") % {"n": hours})


@dataclass
class PageState:
    """A document's page as last seen. `open`: findings that nobody has answered, the newest first."""

    document: int
    watch: Watch | None = None
    last: Fetch | None = None
    finding: WatchFinding | None = None
    open: list[WatchFinding] = field(default_factory=list)
    is_being_looked_at: bool = False

    @property
    def is_watched(self) -> bool:
        return self.watch is not None and self.watch.stopped_at is None

    @property
    def how_often(self) -> str:
        """In words; "" where it is not watched."""
        return interval_in_words(self.watch.every) if self.watch and self.is_watched else ""

    @property
    def kind(self) -> str:
        """A kind of finding, or "unchanged", "waiting" for an answer of a person, "looking", "unseen", "failed"."""
        if self.is_being_looked_at:
            return "looking"
        if self.last is None:
            return "unseen"
        if hasattr(self.last, "finding"):
            return str(self.last.finding.kind)
        if self.last.outcome == Fetch.Outcome.GONE:
            return str(WatchFinding.Kind.VANISHED)
        if self.last.outcome not in _NO_CHANGE:
            return "failed"
        return "waiting" if self.open else "unchanged"

    @property
    def words(self) -> str:
        own = {
            "unseen": _("not looked at yet"),
            "looking": _("being looked at"),
            "waiting": _("there; an earlier change waits for an answer"),
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
    """Of those documents that are or were watched, by their keys. A few queries, however many there are."""
    states: dict[int, PageState] = {}
    became = dict(Document.objects.filter(merged_into__in=documents).values_list("pk", "merged_into"))
    every = [*documents, *became]
    for watch in Watch.objects.filter(document__in=every).order_by(F("stopped_at").desc(nulls_last=True)):
        # The last one holds: one that is going on, if there is any.
        _of(states, became, watch.document_id).watch = watch
    visits = Fetch.objects.filter(document__in=every).exclude(outcome="").order_by("document_id", "-pk")
    latest = visits.select_related("finding").distinct("document_id") if states else []
    for fetch in sorted(latest, key=lambda one: one.pk):
        _of(states, became, fetch.document_id or 0).last = fetch
    for key in Fetch.objects.filter(document__in=every, outcome="").values_list("document", flat=True):
        if key in states or key in became:
            _of(states, became, key or 0).is_being_looked_at = True
    findings = WatchFinding.objects.filter(document__in=every).select_related("fetch")
    for finding in findings.order_by("document_id", "-pk").distinct("document_id"):
        state = _of(states, became, finding.document_id)
        state.finding = max(filter(None, [state.finding, finding]), key=lambda one: one.pk)
    for finding in findings.open():
        _of(states, became, finding.document_id).open.append(finding)
    return states


def state_of(document: Document) -> PageState:
    """Of one document, watched or not."""
    return states_of([document.pk]).get(document.pk) or PageState(document.pk)


def waiting_for(document: Document) -> Fetch | None:
    """The last visit to the page of a document that nothing came to so far: there is nothing in it to be read."""
    return Fetch.objects.filter(document=document, document__captures=None).first()


def _of(states: dict[int, PageState], became: dict[int, int | None], document: int) -> PageState:
    key = became.get(document) or document
    return states.setdefault(key, PageState(key))
