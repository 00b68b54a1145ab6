"""What rests on a source, a document, a capture, a passage or a piece of evidence: claims, verdicts and reports.

The same before a change, as a warning, and after it. The number of queries does not grow with what is found: each
of the two large sets, evidence and what was frozen of it, is walked once, and the page is filled from that.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from factcheck.accounts.models import User
from factcheck.claims.models import Appearance, Claim
from factcheck.documents.models import Capture, Document
from factcheck.evidence.models import Evidence
from factcheck.evidence.resting import Ground, evidence_on, ground_of, thing_named
from factcheck.passages.models import Passage
from factcheck.reports.models import Export
from factcheck.sources.models import Source
from factcheck.verdicts.models import StaleItem, State, Verdict
from factcheck.verdicts.resting import frozen_of

type Thing = Source | Document | Capture | Passage | Evidence

#: The order of the counts: what readers have first.
STATES = (
    *(State.PUBLISHED, State.APPROVED, State.IN_REVIEW, State.RETURNED, State.DRAFT),
    *(State.SUPERSEDED, State.WITHDRAWN),
)


@dataclass(frozen=True)
class Share:
    """How much of one claim's board lies on the thing. `said`: places where the claim was made."""

    direct: int = 0
    copies: int = 0
    withdrawn: int = 0
    said: int = 0


@dataclass(frozen=True)
class Touched:
    """A claim with what of it rests on the thing, as a line of the page."""

    claim: Claim
    share: Share
    verdicts: list[Verdict]
    exports: list[Export]
    stale: list[StaleItem]


@dataclass(frozen=True)
class Impact:
    """`claims` are keys, the newest first. `verdicts`: keys to states; drafts too, which rest on the board."""

    thing: Thing
    shares: Mapping[int, Share]
    verdicts: Mapping[int, str]
    claims: Sequence[int] = field(default_factory=list)

    @property
    def evidence(self) -> int:
        return sum(share.direct + share.copies for share in self.shares.values())

    @property
    def through_copies(self) -> int:
        return sum(share.copies for share in self.shares.values())

    @property
    def states(self) -> list[tuple[State, int]]:
        """How many verdicts of each state, those that readers have first."""
        counts = Counter(self.verdicts.values())
        return [(state, counts[state]) for state in STATES if counts[state]]

    def count(self, state: State) -> int:
        return sum(found == state for found in self.verdicts.values())


def visible_thing(public: str, user: User) -> Thing | None:
    """The object with that public id, if this person may see it."""
    thing = thing_named(public)
    match thing:
        case None | Source():
            return thing
        case Document():
            documents = [thing.pk]
        case Capture() | Passage():
            documents = [thing.document_id]
        case Evidence():
            documents = [thing.passage.document_id]
    return thing if Document.objects.visible_to(user).filter(pk__in=documents).exists() else None


def impact_of(thing: Thing, user: User) -> Impact:
    ground = ground_of(thing)
    evidence = evidence_on(ground).filter(pk__in=Evidence.objects.visible_to(user))
    shares = _shares(ground, evidence, user)
    return Impact(thing, shares, _verdicts(evidence, shares, user), sorted(shares, reverse=True))


def _shares(ground: Ground, evidence: "QuerySet[Evidence]", user: User) -> dict[int, Share]:
    standing = Q(withdrawn_at=None)
    direct = Q(passage__in=Passage.objects.filter(ground.direct)) if ground.copies else Q()
    rows = (
        evidence.order_by()
        .values_list("claim")
        .annotate(
            all=Count("pk", filter=standing),
            direct=Count("pk", filter=standing & direct),
            withdrawn=Count("pk", filter=~standing),
        )
    )
    found = {claim: Share(own, n - own, gone) for claim, n, own, gone in rows}
    for claim, said in _said(ground, user):
        share = found.get(claim, Share())
        found[claim] = Share(share.direct, share.copies, share.withdrawn, said)
    visible = set(Claim.objects.visible_to(user).filter(pk__in=list(found)).values_list("pk", flat=True))
    return {claim: share for claim, share in found.items() if claim in visible}


def _said(ground: Ground, user: User) -> "QuerySet[Any, Any]":
    """Claims and the places on this ground where they were said; of one piece of evidence, none."""
    if ground.evidence is not None:
        return Appearance.objects.none().values_list("claim", "pk")
    places = Appearance.objects.visible_to(user).standing().filter(passage__in=Passage.objects.filter(ground.direct))
    return places.order_by().values_list("claim").annotate(n=Count("pk"))


def _verdicts(evidence: "QuerySet[Evidence]", shares: Mapping[int, Share], user: User) -> dict[int, str]:
    sent = frozen_of(evidence).order_by().values_list("submission__verdict", "submission__verdict__state").distinct()
    on_board = [claim for claim, share in shares.items() if share.direct or share.copies]
    written = Verdict.objects.visible_to(user).filter(state__in=[State.DRAFT, State.RETURNED], claim__in=on_board)
    return {**dict(sent), **dict(written.order_by().values_list("pk", "state"))}


def lines(impact: Impact, claims: Sequence[int], user: User) -> list[Touched]:
    """What a page shows of these claims. Five queries, however many."""
    found = Claim.objects.visible_to(user).select_related("claimant").in_bulk(list(claims))
    by_claim: dict[int, list[Verdict]] = defaultdict(list)
    named = Verdict.objects.filter(claim__in=list(claims), pk__in=list(impact.verdicts))
    verdicts = list(named.select_related("rating", "publication").order_by("claim", "-number"))
    for verdict in verdicts:
        by_claim[verdict.claim_id].append(verdict)
    exports = exports_of(verdicts)
    stale: dict[int, list[StaleItem]] = defaultdict(list)
    for item in StaleItem.objects.open().filter(verdict__in=verdicts):
        stale[item.verdict_id].append(item)
    return [
        Touched(
            claim=found[key],
            share=impact.shares[key],
            verdicts=by_claim[key],
            exports=list({one.pk: one for verdict in by_claim[key] for one in exports[verdict.pk]}.values()),
            stale=[item for verdict in by_claim[key] for item in stale[verdict.pk]],
        )
        for key in claims
        if key in found
    ]


def exports_of(verdicts: Sequence[Verdict]) -> dict[int, list[Export]]:
    """Exports that took any of these versions out, by the key of the version."""
    found: dict[int, list[Export]] = defaultdict(list)
    if not verdicts:
        return found
    keys = {verdict.public_id: verdict.pk for verdict in verdicts}
    # Only what is asked for: an export may hold thousands.
    for export in Export.objects.filter(verdicts__has_any_keys=list(keys)).select_related("exported_by"):
        for name in keys.keys() & set(export.verdicts):
            found[keys[name]].append(export)
    return found


def preview(public: str, user: User) -> Impact | None:
    """What a form that would change the object warns of; None where there is nothing to see."""
    thing = visible_thing(public, user)
    return impact_of(thing, user) if thing else None
