"""From a verdict's frozen copy to the plain values that every way out prints.

Nothing here reads the claim, the evidence or a source as they are now: what was agreed to is what goes out. The two
things added from outside are the desk's own name and policy, and where and when the verdict was published.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk, User
from factcheck.claims.models import Appearance
from factcheck.database.objects import public_id
from factcheck.documents.models import Capture
from factcheck.evidence.models import DateOf, DocumentedSearch, Enquiry, Evidence
from factcheck.reports.data import (
    Correction,
    ReportAppearance,
    ReportData,
    ReportEnquiry,
    ReportEvidence,
    ReportSearch,
)
from factcheck.verdicts.models import FrozenEvidence, Review, State, Submission, Verdict
from factcheck.verdicts.references import numbered
from factcheck.web.grades import reliability_in_words

#: What has gone out or is about to: only these have a report.
REPORTED = (State.APPROVED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)


def reported_verdicts(user: User | None) -> "QuerySet[Verdict]":
    """Verdicts that have a report, with all that `report_of` needs; None for the command line: all."""
    verdicts = Verdict.objects.all() if user is None else Verdict.objects.visible_to(user)
    approved = Review.objects.filter(submission__verdict=OuterRef("pk"), decision=Review.Decision.APPROVE)
    return (
        verdicts.filter(Exists(approved), state__in=REPORTED)
        .select_related("claim", "publication", "revises__publication")
        .prefetch_related(
            Prefetch("submissions", Submission.objects.order_by("number").select_related("review__reviewer")),
            "submissions__evidence",
            "authors__user",
        )
        .order_by("id")
    )


def approved_submission(verdict: Verdict) -> Submission:
    """The submission that a second person agreed to last."""
    return [
        submission
        for submission in verdict.submissions.all()
        if (review := getattr(submission, "review", None)) and review.decision == Review.Decision.APPROVE
    ][-1]


def reports_of(verdicts: Iterable[Verdict], desk: Desk) -> Iterator[ReportData]:
    return (report_of(verdict, desk) for verdict in verdicts)


def report_of(verdict: Verdict, desk: Desk) -> ReportData:
    """The report on a verdict of `reported_verdicts`."""
    submission = approved_submission(verdict)
    content = submission.content
    review = submission.review
    numbers = numbered(submission.explanation)
    publication = getattr(verdict, "publication", None)
    scale = content["scale"] or {}
    corrections = tuple(corrections_of(verdict))
    return ReportData(
        verdict=verdict.public_id,
        claim=verdict.claim.public_id,
        state=verdict.state,
        statement=submission.statement,
        in_their_words=content["in_their_words"],
        kind=content["kind"],
        claimant=content["claimant"],
        claimant_is_person=content["claimant_is_person"],
        made_on=content["made_on"],
        rating_label=submission.rating_label,
        rating_value=submission.rating_value,
        best=scale.get("best"),
        worst=scale.get("worst"),
        scale=f"{scale['name']}, {scale['version']}" if scale else "",
        conclusion=submission.conclusion,
        explanation=submission.explanation,
        address=publication.address if publication else "",
        published_on=_first_published(verdict).isoformat() if publication else "",
        modified_on=publication.published_at.isoformat() if publication and verdict.revises_id else "",
        desk_name=desk.name,
        desk_url=desk.url,
        language=content["language"],
        appearances=tuple(_appearance(row) for row in content["appearances"]),
        evidence=tuple(_evidence(piece, desk) for piece in submission.evidence.all()),
        searches=tuple(_search(row, numbers) for row in content["searches"]),
        enquiries=tuple(_enquiry(row, numbers) for row in content["enquiries"]),
        written_by=tuple(str(author.user) for author in verdict.authors.all()),
        approved_by=(str(review.reviewer),),
        approved_on=review.decided_at.isoformat(),
        corrections=corrections,
    )


def versions_before(verdict: Verdict) -> Iterator[Verdict]:
    """The versions that this one replaced, the latest first."""
    earlier = verdict.revises
    while earlier is not None:
        yield earlier
        earlier = earlier.revises


def _first_published(verdict: Verdict) -> Any:
    moments = [
        publication.published_at
        for version in (verdict, *versions_before(verdict))
        if (publication := getattr(version, "publication", None))
    ]
    return min(moments)


def corrections_of(verdict: Verdict) -> Iterator[Correction]:
    """What readers were told about changes, the latest first."""
    if verdict.withdrawn_note:
        yield Correction(on=verdict.updated_at.isoformat(), kind=_("withdrawn"), note=verdict.withdrawn_note)
    for version in (verdict, *versions_before(verdict)):
        if version.revises_id:
            publication = getattr(version, "publication", None)
            yield Correction(
                on=publication.published_at.isoformat() if publication else "",
                kind=version.get_kind_of_change_display(),
                note=version.public_note,
            )


def _appearance(row: dict[str, Any]) -> ReportAppearance:
    return ReportAppearance(
        url=row["url"],
        title=row["title"],
        source=row["source"],
        date=row["date"],
        made_here=row["manner"] == Appearance.Manner.MADE,
    )


def _evidence(piece: FrozenEvidence, desk: Desk) -> ReportEvidence:
    row = piece.content
    return ReportEvidence(
        public_id=public_id(Evidence.KIND, piece.evidence_id),
        number=piece.reference,
        stance=piece.stance,
        weight=piece.weight,
        quote=piece.quote,
        sentence=row["sentence"],
        speaker=row["speaker"],
        voice=row["voice"],
        source=row["source"],
        grade=reliability_in_words(row["grade"]) if desk.prints_grades else None,
        title=row["title"],
        date=row["dated"],
        date_of=str(DateOf(row["date_of"]).label) if row["date_of"] else "",
        url=row["url"],
        captured=captured_in_words(row),
        sha256=piece.sha256,
        rationale=row["rationale"],
        origin=piece.origin,
    )


def captured_in_words(row: dict[str, Any]) -> str:
    """How the bytes came to the desk: "pasted by hand, not compared with the page; from C. D.; 2020-08-21"."""
    how = str(Capture.Received(row["received_how"]).label)
    parts = [how]
    if row["received_from"]:
        parts.append(_("from %(whom)s") % {"whom": row["received_from"]})
    if row["copied_on"]:
        parts.append(_("copied on %(day)s") % {"day": row["copied_on"]})
    parts.append(_("here since %(day)s") % {"day": row["captured_at"][:10]})
    return "; ".join(parts)


def _search(row: dict[str, Any], numbers: dict[str, int]) -> ReportSearch:
    limits = [row["limits"]] if row["limits"] else []
    if row["own_documents_only"]:
        limits.append(_("Only this desk's own documents were searched."))
    return ReportSearch(
        public_id=row["public_id"],
        number=numbers.get(row["public_id"]),
        where=row["where"],
        query=row["query"],
        period=row["period"],
        made_on=row["searched_on"],
        made_by=row["searched_by"],
        outcome=outcome_in_words(row),
        limits=" ".join(limits),
    )


def outcome_in_words(row: dict[str, Any]) -> str:
    label = str(DocumentedSearch.Outcome(row["outcome"]).label)
    return f"{label}: {row['finding'].rstrip('.')}" if row["finding"] else label


def _enquiry(row: dict[str, Any], numbers: dict[str, int]) -> ReportEnquiry:
    return ReportEnquiry(
        public_id=row["public_id"],
        number=numbers.get(row["public_id"]),
        asked=row["asked"],
        role=str(Enquiry.Asked(row["role"]).label),
        interest=row["interest"],
        question=row["question"],
        asked_on=row["asked_on"],
        answer=row["answer"],
    )
