"""From the rows to the facts that the rules ask for: the same few queries, however much evidence there is."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from factcheck.accounts.models import Desk, User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim, ClaimState
from factcheck.discussion.reading import unresolved_of
from factcheck.documents.models import WatchFinding
from factcheck.evidence.board import origins_of, unknown_among
from factcheck.evidence.models import DocumentedSearch, Enquiry, Evidence, EvidenceQuerySet, Stance, Weight
from factcheck.verdicts.models import OpinionRound, Rating, State, Submission, Verdict
from factcheck.verdicts.open_points import opposing_stance
from factcheck.verdicts.policy.facts import Facts, Leaning, Piece, Present, Round
from factcheck.verdicts.references import references

#: A sub-claim whose verdict is in one of these is decided.
DECIDED = (State.APPROVED, State.PUBLISHED)


def evidence_seen(claim: Claim, user: User) -> list[Evidence]:
    """What stands on the board as far as this person sees it, with all that rules and warnings ask of it."""
    return list(_with_passages(Evidence.objects.visible_to(user).standing().filter(claim=claim)))


def evidence_sent(submission: Submission) -> list[Evidence]:
    """What the submission rests on, whatever has become of it since."""
    return list(_with_passages(Evidence.objects.filter(frozen__submission=submission)))


def _with_passages(evidence: EvidenceQuerySet) -> EvidenceQuerySet:
    return evidence.select_related("passage__document__source__merged_into").order_by("id")


def leaning_of(rating: Rating | None) -> Leaning:
    if rating is None:
        return "none"
    if rating.value is None:
        return "outside"
    return "one_side" if opposing_stance(rating) else "middle"


def supporting_stance(rating: Rating | None) -> Stance | None:
    """The stance that speaks for a rating; None where no side does."""
    opposing = opposing_stance(rating)
    if opposing is None:
        return None
    return Stance.CORROBORATES if opposing == Stance.CONTRADICTS else Stance.CONTRADICTS


def facts_of(verdict: Verdict, evidence: Sequence[Evidence], looks: User | None = None) -> Facts:
    """All the facts on a verdict that is worked on; `evidence` from `evidence_seen`.

    `looks`: who would approve it; None while nobody can say who that will be.
    """
    claim = verdict.claim
    supports, opposes = supporting_stance(verdict.rating), opposing_stance(verdict.rating)
    origins = origins_of(claim, supports, evidence) if supports else None
    counted = {key for group in origins.groups for key in group} if origins else set()
    searches = list(claim.searches.filter(withdrawn_at=None).values_list("outcome", flat=True))
    asked = list(claim.enquiries.filter(withdrawn_at=None).values_list("role", "answer"))
    answers = [answer for role, answer in asked if role == Enquiry.Asked.CLAIMANT]
    failed = searches.count(DocumentedSearch.Outcome.COULD_NOT_SEARCH)
    return Facts(
        kind=claim.kind,
        leaning=leaning_of(verdict.rating),
        pieces=tuple(_piece(row, supports, opposes, row.pk in counted) for row in evidence),
        independent=origins.independent if origins else 0,
        of_unknown_source=unknown_among(origins, evidence) if origins else 0,
        referenced=frozenset(references(verdict.explanation)),
        scope_stated=bool(claim.scope_place or claim.scope_time),
        searches_made=len(searches) - failed,
        searches_failed=failed,
        enquiries_made=len(asked),
        has_claimant=claim.claimant_id is not None,
        claimant_asked=len(answers),
        claimant_answered=any(answers),
        now=_present(verdict, evidence, looks),
    )


def facts_at_approval(submission: Submission, looks: User) -> Facts:
    """The facts that may have changed since it was sent, on what it was sent with."""
    verdict, evidence = submission.verdict, evidence_sent(submission)
    pieces = tuple(Piece(row.public_id) for row in evidence)
    return Facts(kind=submission.content["kind"], pieces=pieces, now=_present(verdict, evidence, looks))


def _piece(row: Evidence, supports: Stance | None, opposes: Stance | None, counted: bool) -> Piece:
    return Piece(
        public_id=row.public_id,
        supports=row.stance == supports,
        opposes=row.stance == opposes,
        central=row.weight == Weight.CENTRAL,
        counted=counted,
        first_hand=row.first_hand,
        voice=row.voice,
        speaker=row.speaker,
        has_rationale=bool(row.rationale.strip()),
    )


def _present(verdict: Verdict, evidence: Sequence[Evidence], looks: User | None) -> Present:
    claim = verdict.claim
    documents = {row.passage.document_id: row.passage.document.public_id for row in evidence}
    changed = WatchFinding.objects.open().filter(document__in=documents).values_list("document_id", flat=True)
    parts = list(_parts_decided(claim))
    return Present(
        unanswered_pages=tuple(documents[key] for key in sorted(set(changed))),
        unresolved_threads=unresolved_of(claim),
        linked_by_who_looks=sum(row.linked_by_id == looks.pk for row in evidence) if looks else 0,
        cannot_approve=looks is None or _cannot_approve(verdict, looks),
        desk_has_address=Desk.objects.exclude(url="").exists(),
        second_opinion=_second_opinion(claim),
        parts=len(parts),
        parts_decided=sum(parts),
    )


def _cannot_approve(verdict: Verdict, looks: User) -> bool:
    return not looks.has_role(Role.EDITOR) or verdict.authors.filter(user=looks).exists()


def _second_opinion(claim: Claim) -> Round:
    settled = OpinionRound.objects.filter(claim=claim, cancelled_at=None).order_by("-id").values_list("settled_at")
    latest = settled.first()
    if latest is None:
        return "none"
    return "open" if latest[0] is None else "settled"


def _parts_decided(claim: Claim) -> "QuerySet[Claim, bool]":
    """Of each sub-claim, whether it is decided."""
    decided = Verdict.objects.filter(claim=OuterRef("pk"), state__in=DECIDED)
    parts = Claim.objects.filter(parent=claim).annotate(is_decided=Q(state=ClaimState.DROPPED) | Exists(decided))
    return parts.values_list("is_decided", flat=True)
