"""A small case with a published verdict, made through the actions that people's clicks call."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from factcheck.accounts.actions import ensure_desk
from factcheck.accounts.models import Desk, User
from factcheck.audit.context import acting
from factcheck.claims import actions as claims
from factcheck.claims.models import Claim
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.documents import actions as documents
from factcheck.documents.models import Document
from factcheck.evidence import actions as evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage
from factcheck.reports.actions import publish_verdict
from factcheck.verdicts import actions as verdicts
from factcheck.verdicts.models import Rating, Verdict

TEXT = (
    "Calendar of exercises\n\nAccording to the ministry the calendar lists no exercise in August. The next one is "
    "set for late September.\n\nA weekly wrote that 4,000 soldiers had come to the woods in August.\n"
)


@dataclass
class Case:
    claim: Claim
    document: Document
    corroborating: Evidence
    contradicting: Evidence
    verdict: Verdict


def passage_of(document: Document, quote: str, by: User) -> Passage:
    extraction = document.captures.get(number=1).extractions.get()
    start = extraction.text.index(quote)
    return mark_passage(extraction=extraction, start=start, end=start + len(quote), by=by)


@pytest.fixture
def desk(db) -> Desk:
    ensure_desk()
    Desk.objects.update(name="The Desk", url="https://desk.example/")
    return ensure_desk()


@pytest.fixture
def case(desk, reviewer, editor) -> Case:
    with acting(reviewer, action="test"):
        document = documents.import_document(
            data=TEXT.encode(),
            receipt=documents.Receipt(received_from="A colleague", filename="calendar.txt"),
            by=reviewer,
            url="https://ministry.example/calendar",
        ).document
        claim = claims.create_claim(
            by=reviewer,
            statement="=There were no exercises in August.",
            kind="negative",
            claimant=claims.ensure_claimant("The Lantern"),
            scope_place="within 100 km",
            terms=[claims.Term("exercises", "500 soldiers or more")],
            language="en",
        )
        claims.mark_appearance(
            claim=claim,
            passage=passage_of(document, "The next one is set for late September", reviewer),
            manner="made",
            by=reviewer,
        )
        corroborating = evidence.link_evidence(
            claim=claim,
            passage=passage_of(document, "the calendar lists no exercise in August", reviewer),
            stance="corroborates",
            by=reviewer,
            rationale="The official list.",
        )
        contradicting = evidence.link_evidence(
            claim=claim,
            passage=passage_of(document, "4,000 soldiers had come to the woods", reviewer),
            stance="contradicts",
            by=reviewer,
        )
        evidence.record_search(
            claim=claim,
            by=reviewer,
            where="two calendars",
            query="exercise",
            outcome="not_found",
            finding="None is.",
            **partial_date_columns("searched", parse("2026-02-19")),
        )
        evidence.record_enquiry(
            claim=claim,
            by=reviewer,
            asked="The press office",
            role="press_office",
            question="Was there one?",
            asked_on=date(2026, 2, 20),
            deadline=date(2999, 11, 25),
            is_public=True,
        )
        verdict = verdicts.draft_verdict(claim=claim, by=reviewer)
        verdicts.save_draft(
            verdict=verdict,
            expected=verdict.version,
            rating=Rating.objects.get(scale__is_current=True, label="Mostly true"),
            conclusion="No list has one.",
            explanation=f"The list has **none** [{corroborating.public_id}].",
        )
        submission = verdicts.submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    with acting(editor, action="test"):
        verdicts.approve_verdict(verdict=verdict, submission=submission, by=editor)
    return Case(claim, document, corroborating, contradicting, verdict)


@pytest.fixture
def published(case, editor) -> Case:
    with acting(editor, action="test"):
        publish_verdict(
            verdict=case.verdict,
            by=editor,
            published_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            address="https://desk.example/checks/1",
        )
    return case
