"""What is urgent first: what is late, then by priority, in each what is due and then what changed last.

What is late today no index can hold, so the order by itself would read and sort every claim. It keeps the order
within what is late, what has a day to come, and the rest, though, and each of these three goes by an index: what the
first pages show is among the first of each.
"""

from typing import Any

from django.db.models import BooleanField, Case, DateField, F, Q, QuerySet, When
from django.utils import timezone

from factcheck.claims.models import Claim, ClaimQuerySet
from factcheck.desk.claim_stages import still_open


def urgent_first(claims: ClaimQuerySet) -> ClaimQuerySet:
    """All of them, in this order."""
    late = Q(pk__in=_late(Claim.objects.order_by()).values("pk"))
    to_come = Q(due_on__gte=timezone.localdate())
    return claims.annotate(
        is_late=Case(When(late, then=True), default=False, output_field=BooleanField()),
        # What was due and is done waits for nobody.
        waits_for=Case(When(late | to_come, then=F("due_on")), default=None, output_field=DateField()),
    ).order_by("-is_late", "priority", F("waits_for").asc(nulls_last=True), "-updated_at", "-pk")


def first_urgent(claims: ClaimQuerySet, number: int) -> ClaimQuerySet:
    """At least the first `number` of them in this order, of which no more than three times as many are read."""
    return urgent_first(Claim.objects.filter(pk__in=_candidates(claims.order_by(), number)))


def _candidates(claims: ClaimQuerySet, number: int) -> "QuerySet[Claim, Any]":
    today = timezone.localdate()
    late, to_come, rest = (
        _late(claims).order_by("priority", "due_on", "-updated_at", "-pk"),
        claims.filter(due_on__gte=today).order_by("priority", "due_on", "-updated_at", "-pk"),
        claims.filter(Q(due_on=None) | Q(due_on__lt=today))
        .exclude(pk__in=_late(claims).values("pk"))
        .order_by("priority", "-updated_at", "-pk"),
    )
    firsts = [part.values("pk")[:number] for part in (late, to_come, rest)]
    return firsts[0].union(*firsts[1:], all=True)


def _late(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those whose day has passed with something left to do."""
    return still_open(claims.filter(due_on__lt=timezone.localdate()))
