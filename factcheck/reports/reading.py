"""From a verdict's frozen copy to the plain values that every way out prints.

Nothing here reads the claim, the evidence or a source as they are now: what was agreed to is what goes out. The two
things added from outside are the desk's own name and policy, and where and when the verdict was published.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk, User
from factcheck.claims.models import Appearance, Claim
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
from factcheck.verdicts.models import Author, FrozenEvidence, Review, State, Submission, Verdict
from factcheck.verdicts.references import numbered
from factcheck.web.grades import reliability_in_words

#: What has gone out or is about to: only these have a report.
REPORTED = (State.APPROVED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)


#: So many verdicts are read at a time.
CHUNK = 500


def reported_verdicts(user: User | None) -> "QuerySet[Verdict]":
    """Verdicts that have a report; None for the command line: all."""
    verdicts = Verdict.objects.all() if user is None else Verdict.objects.visible_to(user)
    approved = Review.objects.filter(submission__verdict=OuterRef("pk"), decision=Review.Decision.APPROVE)
    return (
        verdicts.filter(Exists(approved), state__in=REPORTED)
        .select_related("claim", "publication", "revises__publication")
        .order_by("id")
    )


def approved_submission(verdict: Verdict) -> Submission:
    """The submission that a second person agreed to last."""
    return _approved().filter(verdict=verdict).select_related("review__reviewer").latest("number")


def _approved() -> "QuerySet[Submission]":
    return Submission.objects.filter(review__decision=Review.Decision.APPROVE)


def report_of(verdict: Verdict, desk: Desk) -> ReportData:
    """The report on one verdict of `reported_verdicts`."""
    return next(reports_of(Verdict.objects.filter(pk=verdict.pk), desk))


def reports_of(verdicts: "QuerySet[Verdict]", desk: Desk) -> Iterator[ReportData]:
    """The reports on these verdicts, a chunk at a time, so that memory does not grow with their number.

    Rows, not instances: making those took most of the time of an export.
    """
    keys = verdicts.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(keys, CHUNK)):
        rows = {row.verdict_id: row for row in _agreed_rows(chunk)}
        beside = _Beside(chunk, [row.pk for row in rows.values()])
        for key in chunk:
            yield _report(rows[key], beside, desk)


def _agreed_rows(keys: list[int]) -> "QuerySet[Any, Any]":
    """Verdict, publication and approved submission in one row each, the latest approval last."""
    return (
        _approved()
        .filter(verdict__in=keys)
        .order_by("number")
        .annotate(approved_by=_name("review__reviewer"))
        .values_list(
            *("pk", "verdict_id", "claim_id", "statement", "rating_label", "rating_value", "conclusion", "explanation"),
            *("content", "verdict__state", "verdict__revises_id", "verdict__withdrawn_note"),
            *("verdict__publication__address", "verdict__publication__published_at"),
            *("approved_by", "review__decided_at"),
            named=True,
        )
    )


def _name(person: str) -> Coalesce:
    """What a page calls that person, in SQL: as `User.__str__`."""
    name = NullIf(f"{person}__name", Value(""))
    return Coalesce(name, f"{person}__email", output_field=TextField())


class _Beside:
    """What a chunk of reports needs beside its rows, by verdict or submission."""

    def __init__(self, verdicts: list[int], submissions: list[int]) -> None:
        self.evidence: dict[int, list[Any]] = defaultdict(list)
        pieces = FrozenEvidence.objects.filter(submission__in=submissions).order_by("submission", "id")
        columns = ("submission_id", "evidence_id", "reference", "stance", "weight", "quote", "sha256", "origin")
        for piece in pieces.values_list(*columns, "content", named=True):
            self.evidence[piece.submission_id].append(piece)
        authors = Author.objects.filter(verdict__in=verdicts).order_by("id").values_list("verdict_id", _name("user"))
        self.authors: dict[int, list[str]] = defaultdict(list)
        for verdict, name in authors:
            self.authors[verdict].append(name)
        # The few with a past: followed back through their versions.
        changed = Verdict.objects.filter(~Q(withdrawn_note="") | Q(revises__isnull=False), pk__in=verdicts)
        self.changed = {
            verdict.pk: verdict for verdict in changed.select_related("publication", "revises__publication")
        }


def _report(row: Any, beside: _Beside, desk: Desk) -> ReportData:
    content = row.content
    numbers = numbered(row.explanation)
    published_at = row.verdict__publication__published_at
    changed = beside.changed.get(row.verdict_id)
    first_published = _first_published(changed) if changed and published_at else published_at
    scale = content["scale"] or {}
    return ReportData(
        verdict=public_id(Verdict.KIND, row.verdict_id),
        claim=public_id(Claim.KIND, row.claim_id),
        state=row.verdict__state,
        statement=row.statement,
        in_their_words=content["in_their_words"],
        kind=content["kind"],
        claimant=content["claimant"],
        claimant_is_person=content["claimant_is_person"],
        made_on=content["made_on"],
        rating_label=row.rating_label,
        rating_value=row.rating_value,
        best=scale.get("best"),
        worst=scale.get("worst"),
        scale=f"{scale['name']}, {scale['version']}" if scale else "",
        conclusion=row.conclusion,
        explanation=row.explanation,
        address=row.verdict__publication__address or "",
        published_on=first_published.isoformat() if published_at else "",
        modified_on=published_at.isoformat() if published_at and row.verdict__revises_id else "",
        desk_name=desk.name,
        desk_url=desk.url,
        language=content["language"],
        appearances=tuple(_appearance(item) for item in content["appearances"]),
        evidence=tuple(_evidence(piece, desk) for piece in beside.evidence[row.pk]),
        searches=tuple(_search(item, numbers) for item in content["searches"]),
        enquiries=tuple(_enquiry(item, numbers) for item in content["enquiries"]),
        written_by=tuple(beside.authors[row.verdict_id]),
        approved_by=(row.approved_by,),
        approved_on=row.review__decided_at.isoformat(),
        corrections=tuple(corrections_of(changed)) if changed else (),
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


def _evidence(piece: Any, desk: Desk) -> ReportEvidence:
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
