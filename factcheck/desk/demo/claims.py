"""The demo case's claims, and what lies on the board of each."""

from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims import actions as claims
from factcheck.claims.models import Claim
from factcheck.claims.parts import add_part, add_reading
from factcheck.database.fields import partial_date_columns
from factcheck.desk.demo.case import Case, day, number, partial_day, passage_of
from factcheck.evidence import actions as evidence


def _voice(row: dict[str, Any]) -> claims.Voice:
    voice = row["voice"]
    return claims.Voice(voice["kind"], voice["speaker"], voice["via"], voice["first_hand"])


def load_claim(case: Case, row: dict[str, Any]) -> None:
    reviewer = case.people["reviewer"]
    with acting(reviewer, action=_how_written(row)):
        claim = _write(case, row)
    case.claims[row["key"]] = claim
    with acting(reviewer, action="claims:appearance"):
        for said in row["appearances"]:
            claims.mark_appearance(
                claim=claim, passage=passage_of(case, said), manner=said["manner"], by=reviewer, voice=_voice(said)
            )
    with acting(reviewer, action="evidence:link"):
        _load_board(case, claim, row)


def _how_written(row: dict[str, Any]) -> str:
    if "reading" in row:
        return "claims:new_reading"
    return "claims:new_part" if "parent" in row else "claims:new"


def _write(case: Case, row: dict[str, Any]) -> Claim:
    who: dict[str, Any] = {"by": case.people["reviewer"], "terms": [claims.Term(**term) for term in row["terms"]]}
    if "reading" in row:
        parent = case.claims[row["parent"]]
        return add_reading(parent=parent, reading=row["reading"], **who, **_columns(case, row))
    if "parent" in row:
        return add_part(parent=case.claims[row["parent"]], **who, **_columns(case, row))
    return claims.create_claim(**who, **_columns(case, row))


def _columns(case: Case, row: dict[str, Any]) -> dict[str, Any]:
    heard = row["heard"] or {}
    quantity = row["quantity"] or {}
    plain = ("statement", "kind", "scope_place", "scope_reason", "why_checked", "tags", "priority", "language")
    return {
        **{name: row[name] for name in plain},
        "claimant": claims.ensure_claimant(row["claimant"]),
        "quantity_low": number(quantity.get("low")),
        "quantity_high": number(quantity.get("high")),
        "quantity_unit": quantity.get("unit", ""),
        "quantity_counted": quantity.get("counted", ""),
        "heard_where": heard.get("where", ""),
        "heard_words": heard.get("words", ""),
        "assignee": case.people.get(row["assignee"]),
        **partial_date_columns("made", partial_day(row["made_on"])),
        **partial_date_columns("scope_time", partial_day(row["scope_time"])),
        **partial_date_columns("quantity_as_of", partial_day(quantity.get("as_of", ""))),
    }


def _load_board(case: Case, claim: Claim, row: dict[str, Any]) -> None:
    reviewer = case.people["reviewer"]
    for piece in row["evidence"]:
        quantity = piece.get("quantity") or {}
        case.evidence[piece["key"]] = evidence.link_evidence(
            claim=claim,
            passage=passage_of(case, piece),
            stance=piece["stance"],
            by=reviewer,
            voice=_voice(piece),
            weight=piece["weight"],
            rationale=piece["rationale"],
            credibility=piece["credibility"],
            date_of=piece["date_of"],
            quantity_low=number(quantity.get("low")),
            quantity_high=number(quantity.get("high")),
            **partial_date_columns("dated", partial_day(piece["dated"])),
        )
    for kept in row["kept"]:
        evidence.keep_passage(passage=passage_of(case, kept), claim=claim, by=reviewer)
    _load_asking(claim, row, reviewer)


def _load_asking(claim: Claim, row: dict[str, Any], reviewer: User) -> None:
    """What was looked for, and who was asked."""
    for search in row["searches"]:
        evidence.record_search(
            claim=claim,
            by=reviewer,
            **{name: search[name] for name in ("where", "query", "outcome", "finding", "limits")},
            own_documents_only=search["own_documents_only"],
            **partial_date_columns("period", partial_day(search["period"])),
            **partial_date_columns("searched", partial_day(search["searched_on"])),
        )
    for enquiry in row["enquiries"]:
        evidence.record_enquiry(
            claim=claim,
            by=reviewer,
            **{name: enquiry[name] for name in ("asked", "role", "interest", "channel", "question", "answer")},
            is_public=enquiry.get("is_public", True),
            **{name: day(enquiry[name]) for name in ("asked_on", "deadline", "answered_on")},
        )
