"""What a submission copies: all that the verdict rests on, as plain values that are never changed.

The claim's own part becomes `Submission.content`, each piece of evidence a `FrozenEvidence`. Dates are ISO 8601
and may be partial; grades and stances keep both their code and nothing that is computed later.
"""

from typing import Any

from factcheck.claims.models import Appearance, Claim
from factcheck.database.partial_dates import PartialDate
from factcheck.evidence.board import Card, in_sentence
from factcheck.evidence.models import DocumentedSearch, Enquiry
from factcheck.passages.models import Translation
from factcheck.sources.models import Source
from factcheck.verdicts.models import Dissent, Rating, Verdict
from factcheck.verdicts.parts import frozen_parts


def _iso(day: PartialDate | None) -> str:
    return day.iso if day else ""


def _retracted_on(source: Source | None) -> str:
    """The day on which the desk stopped relying on it; empty while it does."""
    moment = source.standing.retracted_at if source else None
    return moment.date().isoformat() if moment else ""


def _number(value: Any) -> str:
    return "" if value is None else format(value.normalize(), "f")


def frozen_claim(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    """The claim with its appearances, searches, enquiries and the scale in use."""
    appearances = list(
        claim.appearances.standing()
        .select_related("passage__document__source", "passage__extraction__capture")
        .order_by("id")
    )
    made = next((item for item in appearances if item.manner == Appearance.Manner.MADE), None)
    return {
        "kind": claim.kind,
        "claimant": claim.claimant.name if claim.claimant else "",
        "claimant_is_person": claim.claimant.is_person if claim.claimant else None,
        "made_on": _iso(claim.made_on),
        "in_their_words": in_sentence(made.passage).sentence if made else claim.heard_words,
        "heard_where": claim.heard_where,
        "scope": {
            "place": claim.scope_place,
            "time": _iso(claim.scope_period),
            "reason": claim.scope_reason,
        },
        # Of a claim that is one way of reading another: which.
        "reading": claim.reading,
        "terms": [
            {
                "term": term.term,
                "reading": term.reading,
                "reason": term.reason,
                "defined_by_claimant": term.defined_by_claimant,
            }
            for term in claim.terms.all()
        ],
        "quantity": _quantity(claim),
        "why_checked": claim.why_checked,
        "language": claim.language,
        "appearances": [_appearance(item) for item in appearances],
        "searches": [_search(row) for row in claim.searches.filter(withdrawn_at=None)],
        "enquiries": [_enquiry(row) for row in claim.enquiries.filter(withdrawn_at=None)],
        "scale": _scale(verdict.rating),
        "parts": frozen_parts(claim),
        "dissents": _dissents(claim),
    }


def _dissents(claim: Claim) -> list[dict[str, str]]:
    """Of the latest blind opinions that were settled: what those who were not followed want readers to know."""
    settled = claim.opinion_rounds.exclude(settled_at=None).order_by("-id").first()
    if settled is None:
        return []
    rows = settled.dissents.exclude(printed=Dissent.Printed.DESK).select_related("person").order_by("id")
    return [{"name": str(row.person) if row.printed == Dissent.Printed.NAMED else "", "text": row.text} for row in rows]


def _quantity(claim: Claim) -> dict[str, str] | None:
    if claim.quantity_low is None and claim.quantity_high is None:
        return None
    return {
        "low": _number(claim.quantity_low),
        "high": _number(claim.quantity_high),
        "unit": claim.quantity_unit,
        "counted": claim.quantity_counted,
        "as_of": _iso(claim.quantity_as_of_date),
    }


def _appearance(item: Appearance) -> dict[str, Any]:
    passage, document = item.passage, item.passage.document
    return {
        "public_id": item.public_id,
        "manner": item.manner,
        "quote": passage.quote,
        "sentence": in_sentence(passage).sentence,
        "speaker": item.speaker,
        "voice": item.voice,
        "via": item.via,
        "document": document.public_id,
        "capture": passage.extraction.capture.number,
        "passage": passage.public_id,
        "title": document.name,
        "source": document.source.name if document.source else "",
        "retracted_on": _retracted_on(document.source),
        "url": document.url or "",
        "date": _iso(document.published_on),
    }


def _search(row: DocumentedSearch) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "where": row.where,
        "query": row.query,
        "period": _iso(row.period_covered),
        "searched_on": _iso(row.searched_on),
        "searched_by": str(row.searched_by or ""),
        "outcome": row.outcome,
        "finding": row.finding,
        "limits": row.limits,
        "own_documents_only": row.own_documents_only,
    }


def _enquiry(row: Enquiry) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "asked": row.asked,
        "role": row.role,
        "interest": row.interest,
        "channel": row.channel,
        "question": row.question,
        "asked_on": row.asked_on.isoformat(),
        "deadline": row.deadline.isoformat() if row.deadline else "",
        "answer": row.answer,
        "answered_on": row.answered_on.isoformat() if row.answered_on else "",
        "is_public": row.is_public,
    }


def _scale(rating: Rating | None) -> dict[str, Any] | None:
    if rating is None:
        return None
    values = [item.value for item in rating.scale.ratings.all() if item.value is not None]
    return {
        "name": rating.scale.name,
        "version": rating.scale.number,
        "best": max(values, default=None),
        "worst": min(values, default=None),
        "meaning": rating.meaning,
    }


def _translation(found: Translation | None) -> dict[str, str] | None:
    """What the passage says in another language, and who stands for that."""
    if found is None:
        return None
    return {
        "language": found.language,
        "text": found.text,
        "program": found.program,
        "by": str(found.translated_by),
        "checked_by": str(found.checked_by or ""),
    }


def frozen_evidence(card: Card) -> dict[str, Any]:
    """Everything about one card that a report prints, beside the columns of `FrozenEvidence`."""
    piece, passage, document = card.evidence, card.passage, card.document
    capture = passage.extraction.capture
    source = document.source
    return {
        "sentence": card.words.sentence,
        "start": passage.start,
        "end": passage.end,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "passage": passage.public_id,
        "document": document.public_id,
        "title": document.name,
        "author": document.author or "",
        "url": document.url or "",
        "published_on": _iso(document.published_on),
        "published_basis": document.published_basis,
        "capture": capture.number,
        "captured_at": capture.captured_at.isoformat(),
        "received_how": capture.received_how,
        "received_from": capture.received_from,
        "copied_on": _iso(capture.copied_on),
        "extractor": f"{passage.extraction.extractor} {passage.extraction.extractor_version}",
        "source": source.name if source else "",
        "source_id": source.public_id if source else "",
        "grade": source.standing.reliability if source else "",
        "retracted_on": _retracted_on(source),
        "state_affiliation": source.standing.state_affiliation if source else "",
        "credibility": piece.credibility,
        "voice": piece.voice,
        "speaker": piece.speaker,
        "via": piece.via,
        "first_hand": piece.first_hand,
        "rationale": piece.rationale,
        "translation": _translation(card.translation),
        "dated": _iso(piece.dated_on),
        "date_of": piece.date_of,
        "quantity_low": _number(piece.quantity_low),
        "quantity_high": _number(piece.quantity_high),
        "linked_by": str(piece.linked_by or ""),
    }
