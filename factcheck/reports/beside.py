"""What the reports of a chunk need beside their own rows: asked for all at once, however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import orjson
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from factcheck.database.lookups import OneOf
from factcheck.database.objects import key_of, public_id
from factcheck.documents.extraction.heads import Heads
from factcheck.passages.heads import heads_by_passage
from factcheck.passages.models import Passage
from factcheck.reports import frozen
from factcheck.reports.closing import detail_for_readers, title_for_readers
from factcheck.reports.data import ClosedRule, ReportEvidence
from factcheck.reports.models import Publication
from factcheck.reports.notices import notices_of
from factcheck.verdicts.models import Author, FrozenEvidence, RuleResult, State, Verdict


class Beside:
    """What a chunk of reports needs beside its rows, by verdict or submission.

    `whole` and `heads`: as of `reading.reports_of`. `parts`: the verdicts on parts that these rest on.
    """

    def __init__(self, rows: Sequence[Any], words: frozen.Words, *, whole: bool, heads: bool, parts: set[int]) -> None:
        self.evidence: dict[int, list[ReportEvidence]] = defaultdict(list)
        self.authors: dict[int, list[str]] = defaultdict(list)
        self.closed: dict[int, list[ClosedRule]] = defaultdict(list)
        self.notices: dict[int, str] = {}
        if whole:
            self._read_what_it_rests_on(rows, words, heads=heads)
            self._read_authors([row.verdict_id for row in rows])
            self.notices = notices_of([row.verdict_id for row in rows])
        self.parts = _published(parts)
        self.changed = _with_a_past(
            [row.verdict_id for row in rows if row.verdict__revises_id or row.verdict__withdrawn_note]
        )

    def _read_what_it_rests_on(self, rows: Sequence[Any], words: frozen.Words, *, heads: bool) -> None:
        closed = _closed_rows([row.pk for row in rows if row.policy__name])
        numbers = self._read_evidence([row.pk for row in rows], words, {row[0] for row in closed}, heads=heads)
        for submission, rule, detail, reason in closed:
            told = detail_for_readers(rule, words.hidden.unnamed(detail), numbers[submission])
            self.closed[submission].append(ClosedRule(rule, title_for_readers(rule), told, reason))

    def _read_evidence(
        self, submissions: list[int], words: frozen.Words, named: Collection[int], *, heads: bool
    ) -> dict[int, dict[str, int]]:
        """Of the submissions in `named`, the numbers of notes by evidence and by document."""
        pieces = FrozenEvidence.objects.filter(OneOf(F("submission"), submissions)).order_by("submission_id", "id")
        columns = ("submission_id", "evidence_id", "reference", "stance", "weight", "quote", "sha256", "origin")
        found = list(pieces.values_list(*columns, Cast("content", TextField()), named=True))
        over = _heads_over(found) if heads else {}
        numbers: dict[int, dict[str, int]] = defaultdict(dict)
        for piece in found:
            row = orjson.loads(piece[-1])
            told = frozen.evidence(piece, row, words, over.get(row["passage"]))
            self.evidence[piece.submission_id].append(told)
            if piece.submission_id in named and piece.reference:
                for name in (told.public_id, row["document"]):
                    numbers[piece.submission_id].setdefault(name, piece.reference)
        return numbers

    def _read_authors(self, verdicts: list[int]) -> None:
        authors = Author.objects.filter(OneOf(F("verdict"), verdicts)).order_by("id")
        for verdict, name in authors.values_list("verdict_id", name_of("user")):
            self.authors[verdict].append(name)


def _heads_over(pieces: Sequence[Any]) -> dict[str, Heads]:
    """What stands over and beside the cells that are quoted, by the public id of the passage."""
    passages = [key_of(orjson.loads(piece[-1])["passage"], Passage.KIND) or 0 for piece in pieces]
    return {public_id(Passage.KIND, key): heads for key, heads in heads_by_passage(passages).items()}


def _closed_rows(submissions: list[int]) -> list[tuple[int, str, str, str]]:
    """The rules that were open at the approval, with the reasons they were closed with."""
    rows = RuleResult.objects.filter(
        OneOf(F("submission"), submissions), moment=RuleResult.Moment.APPROVAL, outcome=RuleResult.Outcome.OPEN
    )
    columns = ("submission_id", "policy_rule__rule", "detail", "reason")
    return list(rows.order_by("policy_rule__position").values_list(*columns))


def parts_rested_on(contents: Iterable[dict[str, Any]]) -> set[int]:
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


def _with_a_past(verdicts: Collection[int]) -> dict[int, Verdict]:
    """Those that replaced another or were withdrawn, few: to be followed back through their versions."""
    if not verdicts:
        return {}
    return Verdict.objects.select_related("publication", "revises__publication").in_bulk(verdicts)


def name_of(person: str) -> Coalesce:
    """What a page calls that person, in SQL: as `User.__str__`."""
    name = NullIf(f"{person}__name", Value(""))
    return Coalesce(name, f"{person}__email", output_field=TextField())
