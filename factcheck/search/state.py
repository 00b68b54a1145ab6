"""How far the indexes of this host are behind PostgreSQL, for pages and for the doctor."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.search import problems, reading, registry
from factcheck.search.index import Damaged, Followed, documents, followed
from factcheck.search.registry import Index

#: Seconds behind that nobody needs to be told of.
USUAL_LAG = 10.0


@dataclass(frozen=True)
class State:
    """`lag_rows`: what has arrived and can't be found yet; `lag_seconds`: for how long the first of it has waited.

    `ready` is False while an index is being built for the first time, or anew; `items` of about `total` are in it.
    `problem` is what keeps it from being written, in the system's words; "" is none.
    """

    lag_rows: int = 0
    lag_seconds: float = 0.0
    problem: str = ""
    ready: bool = True
    items: int = 0
    total: int = 0

    @property
    def said(self) -> str:
        """What a page says about it; "" when all is well."""
        if self.problem:
            return _("Search can't be kept up to date: %(problem)s. It is tried again by itself.") % {
                "problem": self.problem
            }
        if not self.ready:
            return _("The search index is being built: %(items)s of about %(total)s.") % {
                "items": self.items,
                "total": max(self.total, self.items),
            }
        if self.lag_seconds > USUAL_LAG:
            return ngettext(
                "Search is %(minutes)s minute behind.",
                "Search is %(minutes)s minutes behind.",
                max(1, round(self.lag_seconds / 60)),
            ) % {"minutes": max(1, round(self.lag_seconds / 60))}
        return ""


def state(name: str | None = None) -> State:
    """Of one index, or of the worst in each respect."""
    states = [_state(index) for index in ([registry.named(name)] if name else registry.registered())]
    return State(
        lag_rows=sum(one.lag_rows for one in states),
        lag_seconds=max((one.lag_seconds for one in states), default=0.0),
        problem=next((one.problem for one in states if one.problem), ""),
        ready=all(one.ready for one in states),
        items=sum(one.items for one in states),
        total=sum(one.total for one in states),
    )


def _state(index: Index) -> State:
    items, come = _come(index)
    waiting = index.waiting(come.place)
    problem = problems.of(index)
    since = waiting.since.timestamp() if waiting.since else time.time()
    return State(
        lag_rows=waiting.rows,
        lag_seconds=max(0.0, datetime.now(UTC).timestamp() - since) if waiting.rows else 0.0,
        problem=problem.text if problem else "",
        ready=come.complete,
        items=items,
        # Counting all is for those who wait for the index.
        total=items if come.complete else index.total(),
    )


def _come(index: Index) -> tuple[int, Followed]:
    searcher = reading.searcher(index.name)
    if searcher is None:
        return 0, Followed()
    try:
        return documents(searcher), followed(searcher)
    except Damaged:
        return 0, Followed()
