"""From a verdict's frozen copy to the plain values that every way out prints.

Nothing here reads the claim, the evidence or a source as they are now: what was agreed to is what goes out. The things
added from outside are the desk's own name and policy, where and when the verdict was published, and what stands over
the cells of a table that are quoted, in a text that nothing changes; and what rests on a document that is sealed now
is left out, with the desk's words for it.

Exports read thousands at a time, so rows come as tuples through a server-side cursor, frozen JSON as text for a quick
parser: making instances, or having Django parse the JSON, took most of the time of an export.
"""

from collections.abc import Iterator, Mapping
from itertools import batched
from typing import Any, NamedTuple

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk, User
from factcheck.claims.models import Claim
from factcheck.database.objects import public_id
from factcheck.reports import frozen
from factcheck.reports.beside import Beside, name_of, parts_rested_on
from factcheck.reports.data import Correction, ReportData, ReportDissent
from factcheck.verdicts.models import Review, State, Submission, Verdict
from factcheck.verdicts.references import numbered
from factcheck.verdicts.sealed import hidden_from_readers

#: What has gone out or is about to: only these have a report.
REPORTED = (State.APPROVED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)

#: So many verdicts are read at a time.
CHUNK = 500

#: What a ClaimReview states, and what a whole report prints beside it.
_STATED = (
    *("pk", "verdict_id", "claim_id", "statement", "rating_label", "rating_value", "conclusion", "frozen"),
    *("verdict__state", "verdict__revises_id", "verdict__withdrawn_note"),
    *("verdict__publication__address", "verdict__publication__published_at"),
)
_MORE = (
    *("explanation", "missing_context", "submitted_at", "policy__name", "policy__number"),
    *("approved_by", "review__decided_at", "review__unchecked"),
)
_NOT_READ = {"scale": "", "explanation": ""}


def reported_verdicts(user: User | None) -> "QuerySet[Verdict]":
    """Verdicts that have a report; None for the command line: all.

    Each has an approved submission: the database lets none into these states without.
    """
    verdicts = Verdict.objects.all() if user is None else Verdict.objects.visible_to(user)
    related = verdicts.select_related("claim", "publication", "revises__publication")
    return related.filter(state__in=REPORTED).order_by("id")


def approved_submission(verdict: Verdict) -> Submission:
    """The submission that a second person agreed to last."""
    return _approved().filter(verdict=verdict).select_related("review__reviewer").latest("number")


def _approved() -> "QuerySet[Submission]":
    return Submission.objects.filter(review__decision=Review.Decision.APPROVE)


def report_of(verdict: Verdict, desk: Desk) -> ReportData:
    """The report on one verdict of `reported_verdicts`."""
    return next(reports_of(Verdict.objects.filter(pk=verdict.pk), desk, heads=True))


def reports_of(
    verdicts: "QuerySet[Verdict]", desk: Desk, *, whole: bool = True, heads: bool = False
) -> Iterator[ReportData]:
    """The reports on these verdicts by id, a chunk at a time, so that memory does not grow with their number.

    `whole` False reads only what a ClaimReview states, and leaves the rest empty; `heads` says of cells that are
    quoted what stands over and beside them, which a page does.
    """
    words = frozen.Words(prints_grades=desk.prints_grades, hidden=hidden_from_readers())
    for rows in batched(_agreed_rows(verdicts, whole=whole).iterator(chunk_size=CHUNK), CHUNK):
        contents = [orjson.loads(row.frozen) for row in rows]
        beside = Beside(rows, words, whole=whole, heads=heads, parts=parts_rested_on(contents))
        for row, content in zip(rows, contents, strict=True):
            rest = _rest(row, content, beside, words) if whole else _NOT_READ
            yield _report(row, content, beside, desk, words, rest)


class Reviewable(NamedTuple):
    """Of a report, what decides whether it can be a ClaimReview."""

    verdict_id: int
    state: str
    address: str
    published_on: str
    statement: str
    rating_label: str
    desk_name: str
    desk_url: str


def reviewable(verdicts: "QuerySet[Verdict]", desk: Desk) -> Iterator[Reviewable]:
    """Of each report on these verdicts, and nothing beside: a count must not cost what the export does."""
    where = ("verdict__publication__address", "verdict__publication__published_at")
    rows = _latest(verdicts).values_list("verdict_id", "verdict__state", *where, "statement", "rating_label")
    for key, state, address, at, statement, rating in rows.iterator(chunk_size=CHUNK):
        day = at.isoformat() if at else ""
        yield Reviewable(key, state, address or "", day, statement, rating, desk.name, desk.url)


def _latest(verdicts: "QuerySet[Verdict]") -> "QuerySet[Submission]":
    """The latest approved submission of each."""
    return _approved().filter(verdict__in=verdicts).order_by("verdict_id", "-number").distinct("verdict_id")


def _agreed_rows(verdicts: "QuerySet[Verdict]", *, whole: bool) -> "QuerySet[Any, Any]":
    """Verdict, publication and the latest approved submission in one row each."""
    rows = _latest(verdicts).annotate(frozen=Cast("content", TextField()))
    if not whole:
        return rows.values_list(*_STATED, named=True)
    return rows.annotate(approved_by=name_of("review__reviewer")).values_list(*_STATED, *_MORE, named=True)


def _report(
    row: Any, content: dict[str, Any], beside: Beside, desk: Desk, words: frozen.Words, rest: Mapping[str, Any]
) -> ReportData:
    published_at = row.verdict__publication__published_at
    changed = beside.changed.get(row.verdict_id)
    first_published = _first_published(changed) if changed and published_at else published_at
    scale = content["scale"] or {}
    return ReportData(
        verdict=public_id(Verdict.KIND, row.verdict_id),
        claim=public_id(Claim.KIND, row.claim_id),
        state=row.verdict__state,
        statement=row.statement,
        in_their_words=words.hidden.in_their_words(content),
        kind=content["kind"],
        claimant=content["claimant"],
        claimant_is_person=content["claimant_is_person"],
        made_on=content["made_on"],
        rating_label=row.rating_label,
        rating_value=row.rating_value,
        best=scale.get("best"),
        worst=scale.get("worst"),
        conclusion=row.conclusion,
        address=row.verdict__publication__address or "",
        published_on=first_published.isoformat() if published_at else "",
        modified_on=published_at.isoformat() if published_at and row.verdict__revises_id else "",
        desk_name=desk.name,
        desk_url=desk.url,
        language=content["language"],
        appearances=tuple(frozen.appearance(item, words) for item in content["appearances"]),
        parts=tuple(frozen.part(item, beside.parts) for item in content.get("parts", ())),
        **rest,
    )


def _rest(row: Any, content: dict[str, Any], beside: Beside, words: frozen.Words) -> dict[str, Any]:
    """What a report prints and a ClaimReview does not state."""
    changed = beside.changed.get(row.verdict_id)
    scale = content["scale"]
    # Only these two are told their numbers here.
    numbers = numbered(row.explanation) if content["searches"] or content["enquiries"] else {}
    return {
        "scale": words.version % {"name": scale["name"], "n": scale["version"]} if scale else "",
        "explanation": row.explanation,
        "evidence": tuple(beside.evidence.get(row.pk, ())),
        "searches": tuple(frozen.search(item, numbers, words) for item in content["searches"]),
        "enquiries": tuple(
            frozen.enquiry(words.hidden.enquiry(item), numbers, words, row.submitted_at.date())
            for item in content["enquiries"]
            if item["is_public"]
        ),
        "quantity": frozen.quantity(content["quantity"]),
        "scope_place": content["scope"]["place"],
        "scope_time": content["scope"]["time"],
        "terms": tuple(map(frozen.term, content["terms"])),
        "reading": content.get("reading", ""),
        "written_by": tuple(beside.authors.get(row.verdict_id, ())),
        "approved_by": (row.approved_by,),
        "approved_on": row.review__decided_at.isoformat(),
        "corrections": tuple(corrections_of(changed)) if changed else (),
        "notice": beside.notices.get(row.verdict_id, ""),
        "missing_context": row.missing_context,
        "policy": words.version % {"name": row.policy__name, "n": row.policy__number} if row.policy__name else "",
        "closed_rules": tuple(beside.closed.get(row.pk, ())),
        "dissents": tuple(ReportDissent(**item) for item in content.get("dissents", ())),
        "unchecked_references": row.review__unchecked,
    }


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
