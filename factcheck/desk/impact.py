"""What rests on a source, a document, a capture, a passage or a piece of evidence: claims, verdicts and reports.

The same before a change, as a warning, and after it. One statement gives the totals and one page of claims: asked one
by one, each total walked all of the evidence again.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.documents.models import Capture, Document
from factcheck.evidence.models import Evidence
from factcheck.evidence.resting import Ground, ground_of, thing_named
from factcheck.passages.models import Passage
from factcheck.reports.models import Export
from factcheck.sources.models import Source
from factcheck.verdicts.models import StaleItem, State, Verdict

type Thing = Source | Document | Capture | Passage | Evidence

#: The order of the counts: what readers have first.
STATES = (
    *(State.PUBLISHED, State.APPROVED, State.IN_REVIEW, State.RETURNED, State.DRAFT),
    *(State.SUPERSEDED, State.WITHDRAWN),
)

# A verdict that was sent rests on what its latest sending froze; one that is being written, on the board.
_STATEMENT = """
    WITH ground (passage_id, direct) AS MATERIALIZED ({passages}),
    boards AS (
        SELECT e.claim_id, count(*) FILTER (WHERE e.withdrawn_at IS NULL AND g.direct) AS direct,
            count(*) FILTER (WHERE e.withdrawn_at IS NULL AND NOT g.direct) AS copies,
            count(*) FILTER (WHERE e.withdrawn_at IS NOT NULL) AS withdrawn
        FROM ground g JOIN evidence_evidence e ON e.passage_id = g.passage_id {only} GROUP BY e.claim_id
    ),
    said AS (
        SELECT a.claim_id, count(*) AS n FROM ground g JOIN claims_appearance a ON a.passage_id = g.passage_id
        WHERE a.withdrawn_at IS NULL AND g.direct {nowhere} GROUP BY a.claim_id
    ),
    touched AS MATERIALIZED (
        SELECT claim_id, coalesce(direct, 0) AS direct, coalesce(copies, 0) AS copies,
            coalesce(withdrawn, 0) AS withdrawn, coalesce(n, 0) AS said
        FROM boards FULL JOIN said USING (claim_id) WHERE claim_id IN ({claims})
    ),
    sent AS (
        SELECT DISTINCT s.verdict_id
        FROM verdicts_submission s
        JOIN verdicts_frozenevidence f ON f.submission_id = s.id
        JOIN evidence_evidence e ON e.id = f.evidence_id {only}
        JOIN ground g ON g.passage_id = e.passage_id
        WHERE NOT EXISTS (SELECT FROM verdicts_submission later
            WHERE later.verdict_id = s.verdict_id AND later.number > s.number)
    ),
    resting AS MATERIALIZED (
        SELECT v.id, v.state, v.claim_id
        FROM touched t JOIN verdicts_verdict v ON v.claim_id = t.claim_id LEFT JOIN sent ON sent.verdict_id = v.id
        WHERE sent.verdict_id IS NOT NULL OR v.state IN ('draft', 'returned') AND t.direct + t.copies > 0
    ),
    page AS MATERIALIZED (SELECT * FROM touched ORDER BY claim_id DESC LIMIT {limit} OFFSET {offset})
    SELECT
        (SELECT json_build_object('claims', count(*), 'direct', coalesce(sum(direct), 0),
            'copies', coalesce(sum(copies), 0)) FROM touched),
        (SELECT coalesce(json_object_agg(state, n), '{{}}') FROM
            (SELECT state, count(*) AS n FROM resting GROUP BY state) q),
        (SELECT coalesce(json_agg(p ORDER BY claim_id DESC), '[]') FROM page p),
        (SELECT coalesce(json_agg(id), '[]') FROM resting WHERE claim_id IN (SELECT claim_id FROM page))
"""


@dataclass(frozen=True)
class Share:
    """How much of one claim's board lies on the thing. `said`: places there in which the claim was made."""

    claim_id: int
    direct: int
    copies: int
    withdrawn: int
    said: int


@dataclass(frozen=True)
class Impact:
    """Totals, and one page: `shares` of its claims, the newest first, and the keys of their verdicts concerned."""

    thing: Thing
    claims: int
    direct: int
    through_copies: int
    counts: dict[str, int]
    shares: list[Share]
    verdicts: list[int]

    @property
    def evidence(self) -> int:
        return self.direct + self.through_copies

    @property
    def states(self) -> list[tuple[State, int]]:
        """How many verdicts of each state, those that readers have first."""
        return [(state, self.counts[state]) for state in STATES if state in self.counts]


@dataclass(frozen=True)
class Touched:
    """A claim with what of it rests on the thing, as a line of the page."""

    claim: Claim
    share: Share
    verdicts: list[Verdict]
    exports: list[Export]
    stale: list[StaleItem]


def visible_thing(public: str, user: User) -> Thing | None:
    """The object with that public id, if this person may see it."""
    thing = thing_named(public)
    match thing:
        case None | Source():
            return thing
        case Document():
            document = thing.pk
        case Capture() | Passage():
            document = thing.document_id
        case Evidence():
            document = thing.passage.document_id
    return thing if Document.objects.visible_to(user).filter(pk=document).exists() else None


def impact_of(thing: Thing, user: User, *, limit: int = 0, offset: int = 0) -> Impact:
    """What rests on it, as far as this person may see; `limit` claims from `offset` on. At most four queries."""
    ground = ground_of(thing)
    passages, first = _passages(ground, user).query.sql_with_params()
    claims, second = Claim.objects.visible_to(user).order_by().values("pk").query.sql_with_params()
    # One piece of evidence is no place where something was said, and others may have its passage.
    piece = "" if ground.evidence is None else f"AND e.id = {int(ground.evidence)}"
    nowhere = "AND false" if piece else ""
    statement = _STATEMENT.format(
        passages=passages, claims=claims, only=piece, nowhere=nowhere, limit=int(limit), offset=int(offset)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*first, *second])
        totals, counts, shares, verdicts = cursor.fetchone()
    return Impact(
        thing=thing,
        claims=totals["claims"],
        direct=totals["direct"],
        through_copies=totals["copies"],
        counts=counts,
        shares=[Share(**row) for row in shares],
        verdicts=verdicts,
    )


def _passages(ground: Ground, user: User) -> "QuerySet[Any, Any]":
    """Passages on this ground that the person may see: key, and whether they lie on it directly."""
    direct = Case(When(ground.direct, then=True), default=False) if ground.copies else Value(True)
    passages = Passage.objects.visible_to(user).filter(ground.either).order_by()
    return passages.annotate(is_direct=direct).values_list("pk", "is_direct")


def lines(impact: Impact, user: User) -> list[Touched]:
    """What the page shows of its claims. Four queries, however many."""
    found = Claim.objects.visible_to(user).select_related("claimant").in_bulk([row.claim_id for row in impact.shares])
    verdicts = list(
        Verdict.objects.filter(pk__in=impact.verdicts)
        .select_related("rating", "publication")
        .defer("explanation")
        .order_by("claim", "-number")
    )
    by_claim: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_claim[verdict.claim_id].append(verdict)
    exports = exports_of(verdicts)
    stale: dict[int, list[StaleItem]] = defaultdict(list)
    for item in StaleItem.objects.open().filter(verdict__in=impact.verdicts):
        stale[item.verdict_id].append(item)
    return [
        Touched(
            claim=found[share.claim_id],
            share=share,
            verdicts=by_claim[share.claim_id],
            exports=_once(exports[verdict.pk] for verdict in by_claim[share.claim_id]),
            stale=[item for verdict in by_claim[share.claim_id] for item in stale[verdict.pk]],
        )
        for share in impact.shares
    ]


def exports_of(verdicts: Sequence[Verdict]) -> dict[int, list[Export]]:
    """Exports that took any of these versions out, by the key of the version."""
    found: dict[int, list[Export]] = defaultdict(list)
    keys = {verdict.public_id: verdict.pk for verdict in verdicts}
    if not keys:
        return found
    for export in Export.objects.filter(verdicts__has_any_keys=list(keys)).select_related("exported_by"):
        for name in keys.keys() & set(export.verdicts):
            found[keys[name]].append(export)
    return found


def _once(lists: Any) -> list[Export]:
    return list({export.pk: export for exports in lists for export in exports}.values())


def warning(public: str, user: User) -> dict[str, Any]:
    """What a form that would change the object says beside it; empty where nothing rests on it."""
    thing = visible_thing(public, user)
    found = impact_of(thing, user) if thing else None
    if found is None or not (found.claims or found.counts):
        return {}
    return {
        "url": reverse("desk:impact", args=[public]),
        "claims": found.claims,
        "published": found.counts.get(State.PUBLISHED, 0),
        "approved": found.counts.get(State.APPROVED, 0),
    }
