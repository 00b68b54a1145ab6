"""From the rows to what the warnings look at: a bounded number of queries, however much evidence there is."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from factcheck.claims.models import Claim, ClaimLink
from factcheck.evidence.models import Evidence
from factcheck.sources.models import Source, SourceRelation
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.open_points import opposing_stance
from factcheck.verdicts.policy.consistency import Considered, Likeness, Weighed
from factcheck.verdicts.policy.gathering import DECIDED, supporting_stance

#: From an outlet to who owns its owner, and no further.
STEPS = 3
#: Of claims that were said to be the same, so many are compared.
COMPARED = 20


def considered(verdict: Verdict, evidence: Sequence[Evidence], since: dt.datetime) -> Considered:
    """`evidence` as `gathering` reads it; `since` is when the verdict was last written, or sent."""
    owners = _owners({row.passage.document.source for row in evidence if row.passage.document.source})
    return Considered(
        rating=verdict.rating.label if verdict.rating else "",
        supports=supporting_stance(verdict.rating) or "",
        opposes=opposing_stance(verdict.rating) or "",
        pieces=tuple(_weighed(row, owners) for row in evidence),
        period=_days(verdict.claim.scope_time),
        since=since,
        like=tuple(_rated_alike(verdict.claim)),
    )


def since_when(verdict: Verdict) -> dt.datetime:
    """When the text was last written, or sent: moving to another state makes no verdict newer."""
    if verdict.can_be_edited:
        return verdict.updated_at
    sent = verdict.submissions.order_by("-number").values_list("submitted_at", flat=True).first()
    return sent or verdict.updated_at


def _weighed(row: Evidence, owners: dict[int, frozenset[str]]) -> Weighed:
    source = row.passage.document.source
    return Weighed(
        public_id=row.public_id,
        stance=row.stance,
        owners=owners.get(source.standing.pk, frozenset()) if source else frozenset(),
        affiliation=source.standing.state_affiliation if source else "",
        dated=_days(row.dated),
        date_of=row.date_of,
        linked_at=row.linked_at,
    )


def _days(days: Any) -> tuple[dt.date | None, dt.date | None] | None:
    return (days.lower, days.upper) if days is not None else None


def _owners(sources: set[Source]) -> dict[int, frozenset[str]]:
    """Of each source that stands: its own name, and those of its owners."""
    names = {source.standing.pk: source.standing.name for source in sources}
    owned: dict[int, set[int]] = {}
    fresh = set(names)
    for _step in range(STEPS):
        if not fresh:
            break
        rows = SourceRelation.objects.filter(source__in=fresh, kind=SourceRelation.Kind.OWNED_BY)
        found = list(rows.values_list("source_id", "other_id", "other__name"))
        for owned_one, owner, name in found:
            owned.setdefault(owned_one, set()).add(owner)
            names.setdefault(owner, name)
        fresh = {owner for _owned, owner, _name in found} - set(owned)
    return {
        source.standing.pk: frozenset(names[key] for key in _reached(source.standing.pk, owned)) for source in sources
    }


def _reached(key: int, owned: dict[int, set[int]]) -> set[int]:
    reached, fresh = {key}, {key}
    while fresh:
        fresh = {owner for one in fresh for owner in owned.get(one, ())} - reached
        reached |= fresh
    return reached


def _rated_alike(claim: Claim) -> list[Likeness]:
    """How claims were rated that people said are the same: by this desk, and in earlier checks."""
    links = ClaimLink.objects.filter(Q(claim=claim) | Q(other=claim), kind=ClaimLink.Kind.SAME, withdrawn_at=None)
    rows = list(links.select_related("earlier").order_by("id")[:COMPARED])
    others = {row.other_id if row.claim_id == claim.pk else row.claim_id for row in rows} - {None}
    rated = Verdict.objects.filter(claim__in=others, state__in=DECIDED, rating__isnull=False)
    found = [Likeness(row.claim.public_id, row.rating.label) for row in _latest(rated) if row.rating]
    earlier = [row.earlier for row in rows if row.earlier and row.earlier.rating]
    return found + [Likeness(check.public_id, check.rating) for check in earlier]


def _latest(verdicts: Any) -> list[Verdict]:
    return list(verdicts.select_related("claim", "rating").order_by("claim_id", "-number").distinct("claim_id"))
