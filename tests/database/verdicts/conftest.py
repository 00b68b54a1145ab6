"""A claim with a board, and its verdict at each stage, made through the actions that people's clicks call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims import actions as claims
from factcheck.claims.models import Claim
from factcheck.documents import actions as documents
from factcheck.evidence import actions as evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.verdicts import actions
from factcheck.verdicts.models import Policy, Rating, Submission, Verdict
from factcheck.verdicts.policy.closing import NO_REASONS
from factcheck.verdicts.policy.shipped import STRICT
from factcheck.verdicts.policy.versions import activate_policy

TEXT = "The calendar lists no exercise in August.\n\nA weekly wrote that 4,000 soldiers had come to the woods.\n"


@dataclass
class Case:
    """The verdict is by `reviewer`; the first sending of it, once there is one."""

    claim: Claim
    corroborating: Evidence
    contradicting: Evidence
    verdict: Verdict
    submission: Submission | None = None


def sql(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def make_case(reviewer: User, kind: str = "fact", writer: User | None = None) -> Case:
    """All by `reviewer`; the verdict begun by `writer`, if that is another."""
    writer = writer or reviewer
    with acting(reviewer, action="test"):
        document = documents.import_document(
            data=TEXT.encode(), receipt=documents.Receipt(received_from="A colleague", filename="a.txt"), by=reviewer
        ).document
        extraction = document.captures.get(number=1).extractions.get()

        def passage(quote: str) -> Any:
            start = extraction.text.index(quote)
            return mark_passage(extraction=extraction, start=start, end=start + len(quote), by=reviewer)

        claim = claims.create_claim(by=reviewer, statement="There were no exercises in August.", kind=kind)
        pieces = [
            evidence.link_evidence(claim=claim, passage=passage(quote), stance=stance, by=reviewer, rationale="Read.")
            for quote, stance in (("lists no exercise in August", "corroborates"), ("4,000 soldiers", "contradicts"))
        ]
    with acting(writer, action="test"):
        return Case(claim, *pieces, actions.draft_verdict(claim=claim, by=writer))


def write(case: Case, by: User, label: str = "Mostly true", conclusion: str = "No list has one.", **texts: str) -> None:
    explanation = texts.get("explanation", f"The list has none [{case.corroborating.public_id}].")
    rating = Rating.objects.get(scale__is_current=True, label=label) if case.claim.takes_rating else None
    with acting(by, action="test"):
        actions.save_draft(
            verdict=case.verdict,
            expected=case.verdict.version,
            rating=rating,
            conclusion=conclusion,
            explanation=explanation,
        )


def send(case: Case, by: User) -> Submission:
    with acting(by, action="test"):
        case.submission = actions.submit_verdict(verdict=case.verdict, expected=case.verdict.version, by=by)
    return case.submission


def approve(case: Case, by: User, reasons: Mapping[int | str, str] = NO_REASONS) -> None:
    """Give `reasons` where rules are in force and open; the tests of rules put some in force."""
    with acting(by, action="test"):
        actions.approve_verdict(verdict=case.verdict, submission=case.submission, by=by, reasons=reasons)


class Anything(dict[int | str, str]):
    """A reason for each rule, whichever are open."""

    def get(self, key: Any, default: Any = None) -> str:
        return "We looked for more and found none."


@pytest.fixture
def strict(db) -> Policy:
    """The shipped policy that asks for most, in force."""
    policy = Policy.objects.get(name=STRICT)
    activate_policy(policy=policy)
    return policy


@pytest.fixture
def draft(reviewer) -> Case:
    case = make_case(reviewer)
    write(case, reviewer)
    return case


@pytest.fixture
def in_review(draft, reviewer) -> Case:
    send(draft, reviewer)
    return draft


@pytest.fixture
def approved(in_review, editor) -> Case:
    approve(in_review, editor)
    return in_review


@pytest.fixture
def published(approved, editor) -> Case:
    with acting(editor, action="test"):
        actions.mark_published(verdict=approved.verdict, by=editor)
    return approved


@pytest.fixture
def second_editor(db) -> User:
    return create_user(email="eino@desk.example", name="Eino Editor", role="editor")


@pytest.fixture
def browser(db) -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
