"""From frozen values, as they stand in the database, to the plain ones that a report prints.

`Words` holds the few fixed words that go out with them. They are translated once for all the reports of a run: asking
for a translation costs more than writing a row.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from factcheck.claims.models import Appearance
from factcheck.database.objects import public_id
from factcheck.documents.extraction.heads import Heads
from factcheck.documents.models import Received
from factcheck.evidence.models import DateOf, DocumentedSearch, Enquiry, Evidence
from factcheck.passages.selectors import place_in
from factcheck.reports.asked import ReportEnquiry, ReportSearch, ReportTerm
from factcheck.reports.data import ReportAppearance, ReportEvidence, ReportPart, ReportQuantity
from factcheck.verdicts.sealed import NOTHING, Hidden, Told
from factcheck.web.grades import reliability_in_words


class Words:
    """Words of a report in the language of whoever asks for it."""

    def __init__(self, *, prints_grades: bool, hidden: Hidden = NOTHING) -> None:
        self.hidden = hidden
        self.received = {kind.value: str(kind.label) for kind in Received}
        self.date_of = {"": ""} | {kind.value: str(kind.label) for kind in DateOf}
        self.outcomes = {kind.value: str(kind.label) for kind in DocumentedSearch.Outcome}
        self.asked = {kind.value: str(kind.label) for kind in Enquiry.Asked}
        self.grades = {grade: reliability_in_words(grade) for grade in ("", *"ABCDEF")} if prints_grades else {}
        self.relied_on_no_longer = _("relied on no longer")
        self.version = _("%(name)s, version %(n)s")
        self.copied_on = _("copied on %(day)s")
        self.here_since = _("here since %(day)s")
        self.own_documents_only = _("Only this desk's own documents were searched.")

    def mark_of(self, row: Mapping[str, Any]) -> str:
        """Of the source of a frozen row; what was frozen before marks were kept has none."""
        return self.relied_on_no_longer if row.get("retracted_on") else ""


def appearance(row: dict[str, Any], words: Words) -> ReportAppearance:
    if told := words.hidden.told_of(row):
        return ReportAppearance(url="", title=told.in_words, source="", date="")
    return ReportAppearance(
        url=row["url"],
        title=row["title"],
        source=row["source"],
        date=row["date"],
        source_mark=words.mark_of(row),
        made_here=row["manner"] == Appearance.Manner.MADE,
    )


def part(row: dict[str, Any], published: Mapping[str, tuple[str, str]]) -> ReportPart:
    """`published`: where and when the verdicts on parts that stand were published, by public id."""
    address, published_on = published.get(row["verdict"], ("", ""))
    return ReportPart(
        public_id=row["public_id"],
        statement=row["statement"],
        reading=row["reading"],
        takes_rating=row["takes_rating"],
        rating_label=row["rating_label"],
        rating_value=row["rating_value"],
        conclusion=row["conclusion"],
        # The last three are missing from what was frozen before they were copied.
        best=row.get("best"),
        worst=row.get("worst"),
        agreed_on=row.get("agreed_on", ""),
        verdict=row["verdict"],
        address=address,
        published_on=published_on,
    )


def quantity(row: dict[str, str] | None) -> ReportQuantity | None:
    return ReportQuantity(**row) if row else None


def evidence(piece: Any, row: dict[str, Any], words: Words, heads: Heads | None = None) -> ReportEvidence:
    """From the columns and the content of a `FrozenEvidence`. `heads`: of the cells that it quotes."""
    if told := words.hidden.told_of(row):
        return _untold(piece, told)
    return ReportEvidence(
        public_id=public_id(Evidence.KIND, piece.evidence_id),
        number=piece.reference,
        stance=piece.stance,
        weight=piece.weight,
        quote=piece.quote,
        sentence=row["sentence"],
        quote_at=place_in(row["sentence"], piece.quote, row["prefix"], row["suffix"]),
        speaker=row["speaker"],
        voice=row["voice"],
        source=row["source"],
        source_mark=words.mark_of(row),
        grade=words.grades.get(row["grade"]),
        title=row["title"],
        date=row["dated"],
        date_of=words.date_of[row["date_of"]],
        url=row["url"],
        captured=_captured(row, words),
        sha256=piece.sha256,
        rationale=row["rationale"],
        origin=piece.origin,
        translation=(row["translation"] or {}).get("text", ""),
        translated=_translated(row["translation"]),
        quantity_low=row["quantity_low"],
        quantity_high=row["quantity_high"],
        heads=heads,
    )


def _untold(piece: Any, told: Told) -> ReportEvidence:
    """That it stands there, how it was weighed, and nothing by which it or its source could be known."""
    names = ("quote", "sentence", "speaker", "voice", "source", "title", "date", "date_of", "url", "captured")
    empty: dict[str, Any] = dict.fromkeys(names, "")
    return ReportEvidence(
        public_id=public_id(Evidence.KIND, piece.evidence_id),
        number=piece.reference,
        stance=piece.stance,
        weight=piece.weight,
        grade=None,
        sha256="",
        rationale="",
        origin=piece.origin,
        sealed=told.description,
        redacted=told.redacted,
        commitment=told.commitment(piece.sha256),
        **empty,
    )


def _translated(row: dict[str, str] | None) -> str:
    """ "Translated by A. B.; checked by C. D."; nothing where nothing was translated."""
    if row is None:
        return ""
    made = _("Translated by %(program)s, brought in by %(by)s") if row["program"] else _("Translated by %(by)s")
    checked = _("checked by %(checked_by)s") if row["checked_by"] else _("not checked by another person")
    return f"{made}; {checked}" % row


def _captured(row: dict[str, Any], words: Words) -> str:
    """How the bytes came to the desk: "pasted by hand, not compared with the page; here since 2020-08-21".

    Whoever gave them may be a private person: that is frozen, and told to nobody outside the desk.
    """
    parts = [words.received[row["received_how"]]]
    if row["copied_on"]:
        parts.append(words.copied_on % {"day": row["copied_on"]})
    parts.append(words.here_since % {"day": row["captured_at"][:10]})
    return "; ".join(parts)


def term(row: dict[str, Any]) -> ReportTerm:
    return ReportTerm(row["term"], row["reading"], row["defined_by_claimant"])


def search(row: dict[str, Any], numbers: dict[str, int], words: Words) -> ReportSearch:
    limits = [row["limits"]] if row["limits"] else []
    if row["own_documents_only"]:
        limits.append(words.own_documents_only)
    outcome = words.outcomes[row["outcome"]]
    return ReportSearch(
        public_id=row["public_id"],
        number=numbers.get(row["public_id"]),
        where=row["where"],
        query=row["query"],
        period=row["period"],
        made_on=row["searched_on"],
        made_by=row["searched_by"],
        outcome=f"{outcome}: {row['finding'].rstrip('.')}" if row["finding"] else outcome,
        limits=" ".join(limits),
    )


def enquiry(row: dict[str, Any], numbers: dict[str, int], words: Words, sent_on: date) -> ReportEnquiry:
    """`sent_on`: the day it was frozen; what came later is not in it."""
    return ReportEnquiry(
        public_id=row["public_id"],
        number=numbers.get(row["public_id"]),
        asked=row["asked"],
        role=words.asked[row["role"]],
        interest=row["interest"],
        question=row["question"],
        asked_on=row["asked_on"],
        answer=row["answer"],
        deadline=row.get("deadline", ""),
        no_answer="" if row["answer"] else _no_answer(row.get("deadline", ""), sent_on),
    )


def _no_answer(deadline: str, sent_on: date) -> str:
    """While it could still come, that it was not there yet; no deadline was frozen with the oldest rows."""
    if not deadline:
        return _("no answer when this was approved")
    last = date.fromisoformat(deadline)
    words = _("no answer yet; asked for by %(day)s") if last >= sent_on else _("no answer by %(day)s")
    return words % {"day": date_format(last, "j F Y")}
