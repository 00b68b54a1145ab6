"""What is urgent first: what is late, then by priority, in each what is due and then what changed last.

What is late today no index can hold, so the order by itself would read and sort every claim. It keeps the order
within what is late, what has a day to come, and the rest, though, and each of these three goes by an index: what the
first pages show is among the first of each, and is put together here.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, DateField, F, Q, QuerySet, Value, When
from django.utils import timezone

from factcheck.claims.models import Claim, ClaimQuerySet
from factcheck.desk.claim_stages import still_open

_LATE, _TO_COME, _REST = range(3)
_BY_DAY = ("priority", "due_on", "-updated_at", "-pk")

type _Row = tuple[int, int, date | None, datetime, int]


def urgent_first(claims: ClaimQuerySet) -> ClaimQuerySet:
    """All of them, in this order."""
    late = Q(pk__in=_late(Claim.objects.order_by()).values("pk"))
    to_come = Q(due_on__gte=timezone.localdate())
    return claims.annotate(
        is_late=Case(When(late, then=True), default=False, output_field=BooleanField()),
        # What was due and is done waits for nobody.
        waits_for=Case(When(late | to_come, then=F("due_on")), default=None, output_field=DateField()),
    ).order_by("-is_late", "priority", F("waits_for").asc(nulls_last=True), "-updated_at", "-pk")


def first_urgent(claims: ClaimQuerySet, number: int) -> list[int]:
    """The keys of the first `number` of them in this order, by one statement that reads four times that at most."""
    rows: list[_Row] = list(candidates(claims, number))
    late = {row[-1] for row in rows if row[0] == _LATE}
    # What is late stands among the rest too.
    rows = [row for row in rows if row[0] == _LATE or row[-1] not in late]
    # By one after the other, from the least on: a sort leaves what is equal in its order.
    rows.sort(key=lambda row: (row[3], row[-1]), reverse=True)
    rows.sort(key=lambda row: (row[0] != _LATE, row[1], row[2] if row[2] and row[0] != _REST else date.max))
    return [row[-1] for row in rows[:number]]


def candidates(claims: ClaimQuerySet, number: int) -> "QuerySet[Claim, Any]":
    """Rows among which are the first `number`: which of the three it is, priority, due date, last change, key.

    Of the rest twice as many: fewer than `number` of them are late where not all that is wanted is late.
    """
    claims, today = claims.order_by(), timezone.localdate()
    late = _late(claims).order_by(*_BY_DAY)
    to_come = claims.filter(due_on__gte=today).order_by(*_BY_DAY)
    rest = claims.filter(Q(due_on=None) | Q(due_on__lt=today)).order_by("priority", "-updated_at", "-pk")
    parts = [_columns(part, which, number) for which, part in ((_LATE, late), (_TO_COME, to_come))]
    return parts[0].union(parts[1], _columns(rest, _REST, 2 * number), all=True)


def _columns(claims: ClaimQuerySet, part: int, number: int) -> "QuerySet[Claim, Any]":
    return claims.annotate(part=Value(part)).values_list("part", "priority", "due_on", "updated_at", "pk")[:number]


def _late(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those whose day has passed with something left to do."""
    return still_open(claims.filter(due_on__lt=timezone.localdate()))
