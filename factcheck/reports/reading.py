"""From a verdict's frozen copy to the plain values that every way out prints.

Nothing here reads the claim, the evidence or a source as they are now: what was agreed to is what goes out. The things
added from outside are the desk's own name and policy, where and when the verdict was published, and what stands over
the cells of a table that are quoted, in a text that nothing changes; and what rests on a document that is sealed now
is left out, with the desk's words for it.

Exports read thousands at a time, so rows come as tuples through a server-side cursor, frozen JSON as text for a quick
parser: making instances, or having Django parse the JSON, took most of the time of an export.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import batched
from typing import Any, NamedTuple

import orjson
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk, User
from factcheck.claims.models import Claim
from factcheck.database.lookups import OneOf
from factcheck.database.objects import key_of, public_id
from factcheck.passages.heads import heads_by_passage
from factcheck.passages.models import Passage
from factcheck.reports import frozen
from factcheck.reports.closing import detail_for_readers, title_for_readers
from factcheck.reports.data import ClosedRule, Correction, ReportData, ReportDissent, ReportEvidence
from factcheck.reports.models import Publication
from factcheck.reports.notices import notices_of
from factcheck.verdicts.models import Author, FrozenEvidence, Review, RuleResult, State, Submission, Verdict
from factcheck.verdicts.references import numbered
from factcheck.verdicts.sealed import hidden_from_readers

#: What has gone out or is about to: only these have a report.
REPORTED = (State.APPROVED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)

#: So many verdicts are read at a time.
CHUNK = 500


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
    verdicts: "QuerySet[Verdict]", desk: Desk, *, evidence: bool = True, heads: bool = False
) -> Iterator[ReportData]:
    """The reports on these verdicts by id, a chunk at a time, so that memory does not grow with their number.

    `evidence` False leaves evidence and authors empty, for a way out that prints neither; `heads` says of cells that
    are quoted what stands over and beside them, which a page does.
    """
    words = frozen.Words(prints_grades=desk.prints_grades, hidden=hidden_from_readers())
    for rows in batched(_agreed_rows(verdicts).iterator(chunk_size=CHUNK), CHUNK):
        contents = [orjson.loads(row.frozen) for row in rows]
        beside = _Beside(rows, words, evidence=evidence, heads=heads, parts=_parts_rested_on(contents))
        for row, content in zip(rows, contents, strict=True):
            yield _report(row, content, beside, desk, words)


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


def _agreed_rows(verdicts: "QuerySet[Verdict]") -> "QuerySet[Any, Any]":
    """Verdict, publication and the latest approved submission in one row each."""
    return (
        _latest(verdicts)
        .annotate(approved_by=_name("review__reviewer"), frozen=Cast("content", TextField()))
        .values_list(
            *("pk", "verdict_id", "claim_id", "statement", "rating_label", "rating_value", "conclusion", "explanation"),
            *(
                "missing_context",
                "submitted_at",
                "policy__name",
                "policy__number",
                "frozen",
                "verdict__state",
                "verdict__revises_id",
                "verdict__withdrawn_note",
            ),
            *("verdict__publication__address", "verdict__publication__published_at"),
            *("approved_by", "review__decided_at", "review__unchecked"),
            named=True,
        )
    )


def _name(person: str) -> Coalesce:
    """What a page calls that person, in SQL: as `User.__str__`."""
    name = NullIf(f"{person}__name", Value(""))
    return Coalesce(name, f"{person}__email", output_field=TextField())


class _Beside:
    """What a chunk of reports needs beside its rows, by verdict or submission."""

    def __init__(
        self, rows: Sequence[Any], words: frozen.Words, *, evidence: bool, heads: bool, parts: set[int]
    ) -> None:
        self.evidence: dict[int, list[ReportEvidence]] = defaultdict(list)
        self.authors: dict[int, list[str]] = defaultdict(list)
        self.closed: dict[int, list[ClosedRule]] = defaultdict(list)
        if evidence:
            closed = _closed_rows([row.pk for row in rows if row.policy__name])
            numbers = self._read_evidence([row.pk for row in rows], words, {row[0] for row in closed}, heads=heads)
            self._read_authors([row.verdict_id for row in rows])
            for submission, rule, detail, reason in closed:
                told = detail_for_readers(rule, words.hidden.unnamed(detail), numbers[submission])
                self.closed[submission].append(ClosedRule(rule, title_for_readers(rule), told, reason))
        self.parts = _published(parts)
        self.notices = notices_of([row.verdict_id for row in rows])
        # The few with a past: followed back through their versions.
        changed = [row.verdict_id for row in rows if row.verdict__revises_id or row.verdict__withdrawn_note]
        versions = Verdict.objects.filter(pk__in=changed).select_related("publication", "revises__publication")
        self.changed = {verdict.pk: verdict for verdict in versions}

    def _read_evidence(
        self, submissions: list[int], words: frozen.Words, named: Collection[int], *, heads: bool
    ) -> dict[int, dict[str, int]]:
        """Of the submissions in `named`, the numbers of notes by evidence and by document."""
        pieces = FrozenEvidence.objects.filter(OneOf(F("submission"), submissions)).order_by("submission_id", "id")
        columns = ("submission_id", "evidence_id", "reference", "stance", "weight", "quote", "sha256", "origin")
        found = list(pieces.values_list(*columns, Cast("content", TextField()), named=True))
        rows = [orjson.loads(piece[-1]) for piece in found]
        passages = [key_of(row["passage"], Passage.KIND) or 0 for row in rows]
        over = heads_by_passage(passages) if heads else {}
        numbers: dict[int, dict[str, int]] = defaultdict(dict)
        for piece, row, passage in zip(found, rows, passages, strict=True):
            told = frozen.evidence(piece, row, words, over.get(passage))
            self.evidence[piece.submission_id].append(told)
            if piece.submission_id in named and piece.reference:
                for name in (told.public_id, row["document"]):
                    numbers[piece.submission_id].setdefault(name, piece.reference)
        return numbers

    def _read_authors(self, verdicts: list[int]) -> None:
        authors = Author.objects.filter(OneOf(F("verdict"), verdicts)).order_by("id")
        for verdict, name in authors.values_list("verdict_id", _name("user")):
            self.authors[verdict].append(name)


def _closed_rows(submissions: list[int]) -> list[tuple[int, str, str, str]]:
    """The rules that were open at the approval, with the reasons they were closed with."""
    rows = RuleResult.objects.filter(
        OneOf(F("submission"), submissions), moment=RuleResult.Moment.APPROVAL, outcome=RuleResult.Outcome.OPEN
    )
    columns = ("submission_id", "policy_rule__rule", "detail", "reason")
    return list(rows.order_by("policy_rule__position").values_list(*columns))


def _parts_rested_on(contents: Iterable[dict[str, Any]]) -> set[int]:
    """The keys of the verdicts on parts and readings that these rest on."""
    named = (part["verdict"] for content in contents for part in content.get("parts", ()))
    return {key for name in named if (key := key_of(name, Verdict.KIND)) is not None}


def _published(verdicts: Collection[int]) -> dict[str, tuple[str, str]]:
    """Where and when those of them that stand were published, by public id; most reports have no parts."""
    if not verdicts:
        return {}
    standing = Publication.objects.filter(verdict__in=verdicts, verdict__state=State.PUBLISHED).order_by()
    rows = standing.values_list("verdict", "address", "published_at")
    return {public_id(Verdict.KIND, key): (address, at.isoformat()) for key, address, at in rows}


def _report(row: Any, content: dict[str, Any], beside: _Beside, desk: Desk, words: frozen.Words) -> ReportData:
    published_at = row.verdict__publication__published_at
    changed = beside.changed.get(row.verdict_id)
    first_published = _first_published(changed) if changed and published_at else published_at
    scale = content["scale"] or {}
    # Only these two are told their numbers here.
    numbers = numbered(row.explanation) if content["searches"] or content["enquiries"] else {}
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
        scale=words.version % {"name": scale["name"], "n": scale["version"]} if scale else "",
        conclusion=row.conclusion,
        explanation=row.explanation,
        address=row.verdict__publication__address or "",
        published_on=first_published.isoformat() if published_at else "",
        modified_on=published_at.isoformat() if published_at and row.verdict__revises_id else "",
        desk_name=desk.name,
        desk_url=desk.url,
        language=content["language"],
        appearances=tuple(frozen.appearance(item, words) for item in content["appearances"]),
        evidence=tuple(beside.evidence.get(row.pk, ())),
        searches=tuple(frozen.search(item, numbers, words) for item in content["searches"]),
        enquiries=tuple(
            frozen.enquiry(words.hidden.enquiry(item), numbers, words, row.submitted_at.date())
            for item in content["enquiries"]
            if item["is_public"]
        ),
        quantity=frozen.quantity(content["quantity"]),
        scope_place=content["scope"]["place"],
        scope_time=content["scope"]["time"],
        terms=tuple(frozen.term(item) for item in content["terms"]),
        reading=content.get("reading", ""),
        parts=tuple(frozen.part(item, beside.parts) for item in content.get("parts", ())),
        written_by=tuple(beside.authors.get(row.verdict_id, ())),
        approved_by=(row.approved_by,),
        approved_on=row.review__decided_at.isoformat(),
        corrections=tuple(corrections_of(changed)) if changed else (),
        notice=beside.notices.get(row.verdict_id, ""),
        missing_context=row.missing_context,
        policy=words.version % {"name": row.policy__name, "n": row.policy__number} if row.policy__name else "",
        closed_rules=tuple(beside.closed.get(row.pk, ())),
        dissents=tuple(ReportDissent(**item) for item in content.get("dissents", ())),
        unchecked_references=row.review__unchecked,
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
