"""What a list of the desk holds, and how several share a page: each claim once, in two columns of one length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from factcheck.claims.models import Claim, Priority
from factcheck.desk.claim_stages import Stage

#: Rows shown of each list; the rest is one link away.
SHOWN = 8
#: Letters on a line of a column, about.
LINE = 60


@dataclass(frozen=True)
class Row:
    """One thing to do: the claim, what is said beside it, since when it waits, by when it should be done.

    `claim` None: it is about words that are of no claim. `text` then, or where it says more, stands in its place.
    """

    claim: Claim | None
    url: str
    stage: Stage | None
    note: Any
    since: datetime
    due: date | None = None
    text: str = ""
    #: Where it is not the claim that is named.
    number: str = ""

    @property
    def words(self) -> str:
        return self.text or (self.claim.statement if self.claim else "")

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def days_late(self) -> int:
        return (timezone.localdate() - self.due).days if self.due else 0

    @property
    def is_urgent(self) -> bool:
        return self.claim is not None and self.claim.priority == Priority.HIGH


@dataclass(frozen=True)
class Above:
    """A row whose claim stands in another list already: the claim, that list, and where this one would lead."""

    number: str
    title: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class Tasks:
    """One list of the desk. `url` leads to all of it, where there is a page for that.

    `title`, and `empty` for when there is nothing, are said to the person. `above`: what it leaves to other lists.
    """

    name: str
    title: str
    rows: list[Row]
    count: int
    empty: str
    url: str = ""
    above: tuple[Above, ...] = ()
    #: Of a list whose rows are no work on a claim, such as questions: another list shows the claim all the same.
    is_apart: bool = False

    @property
    def late(self) -> int:
        """How many of those it holds are, as far as it names them, be they shown in another list."""
        return sum(row.is_late for row in self.rows) + sum(one.is_late for one in self.above)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows) + len(self.above)


def each_claim_once(lists: Iterable[Tasks]) -> list[Tasks]:
    """The lists, the most pressing first, each claim in the first that has it; a later one names it and leads to it.

    Of one list all rows stay: two enquiries about a claim are two things to do.
    """
    shown: dict[int, str] = {}
    found = []
    for tasks in lists:
        elsewhere = {} if tasks.is_apart else dict(shown)
        rows, above = [], []
        for row in tasks.rows:
            title = elsewhere.get(row.claim.pk) if row.claim else None
            if row.claim and title is not None:
                above.append(Above(row.claim.public_id, title, row.url, row.is_late))
                continue
            rows.append(row)
            if row.claim and not tasks.is_apart:
                shown.setdefault(row.claim.pk, tasks.title)
        found.append(replace(tasks, rows=rows, above=tuple(above)))
    return found


def in_columns(lists: Sequence[Tasks]) -> list[list[Tasks]]:
    """The lists in two columns of about one length, what is most pressing first; what is empty ends the second.

    One column where there is but one list, or nothing at all.
    """
    full = [tasks for tasks in lists if tasks.rows or tasks.above]
    empty = [tasks for tasks in lists if not (tasks.rows or tasks.above)]
    if len(full) + bool(empty) < 2 or not full:
        return [[*full, *empty]]
    ends = range(1, len(full) + bool(empty))
    cut = min(ends, key=lambda end: abs(_length(full[:end]) - _length(full[end:]) - 2 * len(empty)))
    return [full[:cut], [*full[cut:], *empty]]


def _length(lists: Sequence[Tasks]) -> int:
    """About how long they are on the page, in lines."""
    return sum(3 + bool(tasks.above) + sum(3 + len(row.words) // LINE for row in tasks.rows) for tasks in lists)
