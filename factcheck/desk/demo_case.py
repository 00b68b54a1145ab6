"""The demo case, brought in through the same actions as a person's work: nothing is written past them.

The case is described in `fixtures/demo/case.json` (format: `fixtures/demo/README.md`). Loading it is all or
nothing, and loading it twice changes nothing: what is there is recognised by the case's first source.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from factcheck.accounts.actions import change_desk, create_user
from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.audit.context import acting, because
from factcheck.claims import actions as claims
from factcheck.claims.models import Claim, Claimant
from factcheck.database import partial_dates
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate
from factcheck.documents import actions as documents
from factcheck.documents.models import Document, Received
from factcheck.evidence import actions as evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage
from factcheck.passages.selectors import find_quote
from factcheck.reports.actions import publish_verdict
from factcheck.sources import actions as sources
from factcheck.sources.models import Source
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts import remarks
from factcheck.verdicts.models import ProposedEdit, Rating, Verdict

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
CAST = (
    ("reviewer@factcheck.example", "Rena Okafor", Role.REVIEWER),
    ("editor@factcheck.example", "Edda Lindqvist", Role.EDITOR),
    ("admin@factcheck.example", "Adnan Kaya", Role.ADMIN),
)


@dataclass
class Case:
    """What has been brought in so far, by the keys of the description."""

    folder: Path
    people: dict[str, User]
    sources: dict[str, Source] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)


def ensure_cast() -> dict[str, User]:
    """The demo's reviewer, editor and admin, without passwords: they come in by one-time links."""
    people = {}
    for email, name, role in CAST:
        known = User.objects.filter(email=email).first()
        people[role.value] = known or create_user(email=email, name=name, role=role)
    return people


def load(folder: Path = FOLDER) -> bool:
    """Bring the case in; False if it was here already."""
    description = json.loads((folder / "case.json").read_text())
    with acting(action="demo:load"), transaction.atomic():
        case = Case(folder, ensure_cast())
        if Source.objects.filter(name=description["sources"][0]["name"]).exists():
            return False
        with acting(case.people["admin"], action="demo:load"):
            change_desk(name="Demo desk", url="https://desk.example/", prints_grades=False)
        with acting(case.people["editor"], action="demo:load"):
            for row in description["sources"]:
                _load_source(case, row)
        with acting(case.people["reviewer"], action="documents:import"):
            for row in description["documents"]:
                _load_document(case, row)
        for row in description["claims"]:
            with acting(case.people["reviewer"], action="claims:new"):
                _load_claim(case, row)
            with acting(case.people["reviewer"], action="evidence:link"):
                _load_board(case, case.claims[row["key"]], row)
        for row in description["verdicts"]:
            _load_verdict(case, row)
    return True


def _load_source(case: Case, row: dict[str, Any]) -> None:
    source = sources.create_source(
        name=row["name"],
        domains=tuple(row["domains"]),
        homepage=row["homepage"],
        state_affiliation=row["state_affiliation"],
    )
    if row["reliability"]:
        with because(row["note"]):
            sources.change_source(
                source=source, reason=row["note"], reliability=row["reliability"], reliability_note=row["note"]
            )
    case.sources[row["key"]] = source
    for relation in row["relations"]:
        sources.relate(source=source, kind=relation["kind"], other=case.sources[relation["source"]])


def _day(text: str) -> PartialDate | None:
    return partial_dates.parse(text) if text else None


def _load_document(case: Case, row: dict[str, Any]) -> None:
    imported = documents.import_document(
        data=(case.folder / "documents" / row["file"]).read_bytes(),
        receipt=documents.Receipt(
            how=Received(row["received_how"]),
            received_from=row["received_from"],
            copied_on=_day(row["copied_on"]),
            filename=row["file"],
        ),
        by=case.people["reviewer"],
        source=case.sources[row["source"]],
    )
    document = imported.document
    facts, hows = _stated(row["stated"])
    case.documents[row["file"]] = documents.establish_facts(
        document=document, expected=document.version, facts=facts, hows=hows
    )
    for relation in row["relations"]:
        documents.relate_documents(
            document=document,
            kind=relation["kind"],
            other=case.documents[relation["document"]],
            by=case.people["reviewer"],
            note=relation.get("note", ""),
        )


def _stated(stated: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Facts that the desk confirms or establishes; what only the page could say is left to the extractor."""
    facts: dict[str, Any] = {}
    hows: dict[str, str] = {}
    for name, fact in stated.items():
        column = "published" if name == "published_on" else name
        value = fact["value"]
        facts[column] = partial_dates.parse(value) if value and column == "published" else value
        hows[column] = fact["how"] or "read in the document by the reviewer"
    return facts, hows


def _passage(case: Case, row: dict[str, Any]) -> Passage:
    document = case.documents[row["document"]]
    extraction = document.captures.get(number=1).extractions.get()
    (span,) = find_quote(extraction.text, row["quote"])
    return mark_passage(extraction=extraction, start=span.start, end=span.end, by=case.people["reviewer"])


def _voice(row: dict[str, Any]) -> claims.Voice:
    voice = row["voice"]
    return claims.Voice(voice["kind"], voice["speaker"], voice["via"], voice["first_hand"])


def _load_claim(case: Case, row: dict[str, Any]) -> None:
    reviewer = case.people["reviewer"]
    heard = row["heard"] or {}
    quantity = row.get("quantity") or {}
    claim = claims.create_claim(
        by=reviewer,
        terms=[claims.Term(**term) for term in row["terms"]],
        statement=row["statement"],
        kind=row["kind"],
        claimant=_claimant(row["claimant"]),
        scope_place=row["scope_place"],
        scope_reason=row["scope_reason"],
        quantity_low=_number(quantity.get("low")),
        quantity_high=_number(quantity.get("high")),
        quantity_unit=quantity.get("unit", ""),
        quantity_counted=quantity.get("counted", ""),
        why_checked=row["why_checked"],
        heard_where=heard.get("where", ""),
        heard_words=heard.get("words", ""),
        tags=row["tags"],
        priority=row["priority"],
        assignee=case.people.get(row["assignee"]),
        language=row["language"],
        **partial_date_columns("made", _day(row["made_on"])),
        **partial_date_columns("scope_time", _day(row["scope_time"])),
        **partial_date_columns("quantity_as_of", _day(quantity.get("as_of", ""))),
    )
    case.claims[row["key"]] = claim
    for said in row["appearances"]:
        claims.mark_appearance(
            claim=claim, passage=_passage(case, said), manner=said["manner"], by=reviewer, voice=_voice(said)
        )


def _claimant(name: str) -> Claimant | None:
    return claims.ensure_claimant(name)


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _load_board(case: Case, claim: Claim, row: dict[str, Any]) -> None:
    reviewer = case.people["reviewer"]
    for piece in row["evidence"]:
        quantity = piece.get("quantity") or {}
        case.evidence[piece["key"]] = evidence.link_evidence(
            claim=claim,
            passage=_passage(case, piece),
            stance=piece["stance"],
            by=reviewer,
            voice=_voice(piece),
            weight=piece["weight"],
            rationale=piece["rationale"],
            credibility=piece["credibility"],
            date_of=piece["date_of"],
            quantity_low=_number(quantity.get("low")),
            quantity_high=_number(quantity.get("high")),
            **partial_date_columns("dated", _day(piece["dated"])),
        )
    for kept in row["kept"]:
        evidence.keep_passage(passage=_passage(case, kept), claim=claim, by=reviewer)
    for search in row["searches"]:
        evidence.record_search(
            claim=claim,
            by=reviewer,
            **{name: search[name] for name in ("where", "query", "outcome", "finding", "limits")},
            own_documents_only=search["own_documents_only"],
            **partial_date_columns("period", _day(search["period"])),
            **partial_date_columns("searched", _day(search["searched_on"])),
        )
    for enquiry in row["enquiries"]:
        evidence.record_enquiry(
            claim=claim,
            by=reviewer,
            **{name: enquiry[name] for name in ("asked", "role", "interest", "channel", "question", "answer")},
            is_public=enquiry.get("is_public", True),
            **{
                name: date.fromisoformat(enquiry[name]) if enquiry[name] else None
                for name in ("asked_on", "deadline", "answered_on")
            },
        )


def _load_verdict(case: Case, row: dict[str, Any]) -> None:
    claim = case.claims[row["claim"]]
    for step in row["steps"]:
        person = case.people[step["by"]]
        with acting(person, action=ACTIONS[step["do"]]):
            claim.refresh_from_db()
            STEPS[step["do"]](case, claim, person, step)


def _open_verdict(claim: Claim) -> Verdict:
    return claim.verdicts.open().get()


def _draft(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = claim.verdicts.open().first() or verdicts.draft_verdict(claim=claim, by=person)
    rating = step.get("rating") and Rating.objects.get(scale__is_current=True, label=step["rating"])
    verdicts.save_draft(
        verdict=verdict,
        expected=verdict.version,
        rating=rating or None,
        conclusion=step["conclusion"],
        explanation=_with_references(case, claim, step["explanation"]),
        missing_context=step.get("missing_context", ""),
    )


def _with_references(case: Case, claim: Claim, text: str) -> str:
    """`{E:key}`, `{L:0}` and `{Q:0}` become the public ids they got here."""
    for key, piece in case.evidence.items():
        text = text.replace(f"{{E:{key}}}", f"[{piece.public_id}]")
    for letter, rows in (("L", claim.searches), ("Q", claim.enquiries)):
        for position, found in enumerate(rows.order_by("id")):
            text = text.replace(f"{{{letter}:{position}}}", f"[{found.public_id}]")
    return text


def _submit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=person)


def _return(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    submission = verdicts.latest_submission(verdict)
    assert submission
    verdicts.return_verdict(verdict=verdict, submission=submission, by=person, comment=step["comment"])


def _propose_edit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    remarks.propose_edit(
        verdict=_open_verdict(claim),
        field=step["field"],
        before=_with_references(case, claim, step["before"]),
        after=_with_references(case, claim, step["after"]),
        by=person,
        note=step.get("note", ""),
    )


def _accept_edit(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    edit = ProposedEdit.objects.get(verdict=_open_verdict(claim), field=step["field"], accepted=None)
    remarks.settle_edit(edit=edit, accept=True, by=person)


def _approve(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdict = _open_verdict(claim)
    submission = verdicts.latest_submission(verdict)
    assert submission
    verdicts.approve_verdict(
        verdict=verdict,
        submission=submission,
        by=person,
        comment=step.get("comment", ""),
        reasons=step.get("reasons", {}),
    )


def _publish(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    publish_verdict(
        verdict=_open_verdict(claim),
        by=person,
        published_at=datetime.fromisoformat(step["at"]),
        address=step["address"],
    )


def _revise(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdicts.revise_verdict(
        verdict=claim.verdicts.get(state="published"), kind=step["kind"], note=step["note"], by=person
    )


def _withdraw(case: Case, claim: Claim, person: User, step: dict[str, Any]) -> None:
    verdicts.withdraw_verdict(verdict=claim.verdicts.get(state="published"), by=person, note=step["note"])


STEPS = {
    "draft": _draft,
    "submit": _submit,
    "return": _return,
    "propose_edit": _propose_edit,
    "accept_edit": _accept_edit,
    "approve": _approve,
    "publish": _publish,
    "revise": _revise,
    "withdraw": _withdraw,
}

#: What each step is called in the history: the same as when a person does it in the browser.
ACTIONS = {
    "draft": "verdicts:edit",
    "submit": "verdicts:submit",
    "return": "verdicts:return",
    "propose_edit": "verdicts:propose_edit",
    "accept_edit": "verdicts:settle_edit",
    "approve": "verdicts:approve",
    "publish": "reports:publish",
    "revise": "verdicts:revise",
    "withdraw": "verdicts:withdraw",
}
