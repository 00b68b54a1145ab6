"""Published verdicts in quantity: one goes the whole way by the actions, the others are copies of its rows."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim, ensure_claimant, mark_appearance
from factcheck.claims.models import Claim
from factcheck.evidence.actions import link_evidence
from factcheck.reports.actions import publish_verdict
from factcheck.reports.models import Publication
from factcheck.verdicts.actions import approve_verdict, draft_verdict, save_draft, submit_verdict
from factcheck.verdicts.models import Author, FrozenEvidence, Rating, Review, Submission, Verdict
from tests.benchmarks.dataset import BATCH, make_passages, person, untriggered

EVIDENCE_EACH = 3


def publish_one() -> Verdict:
    """A verdict on three pieces of evidence, published with an address."""
    reviewer, editor = person("reviewer"), person("editor")
    passages = make_passages(100)
    with acting(reviewer, action="bench"):
        verdict = _written(reviewer, passages)
        submission = submit_verdict(verdict=verdict, expected=verdict.version, by=reviewer)
    verdict.refresh_from_db()
    with acting(editor, action="bench"), transaction.atomic():
        verdict = approve_verdict(verdict=verdict, submission=submission, by=editor)
        publish_verdict(
            verdict=verdict, by=editor, published_at=timezone.now(), address="https://desk.example/checks/1"
        )
    return verdict


def _written(reviewer: User, passages: list[Any]) -> Verdict:
    claim = create_claim(
        by=reviewer,
        statement="The bridge was closed in August.",
        kind="fact",
        claimant=ensure_claimant("The spokesman"),
        language="en",
    )
    mark_appearance(claim=claim, passage=passages[0], manner="made", by=reviewer)
    pieces = [
        link_evidence(claim=claim, passage=passage, stance="contradicts", by=reviewer, rationale="It says so.")
        for passage in passages[1 : 1 + EVIDENCE_EACH]
    ]
    verdict = draft_verdict(claim=claim, by=reviewer)
    references = " ".join(f"The report says otherwise [{piece.public_id}]." for piece in pieces)
    return save_draft(
        verdict=verdict,
        expected=verdict.version,
        rating=Rating.objects.get(label="False"),
        conclusion="It was open all summer.",
        explanation=f"{references} " + "The council said the same in its own words. " * 10,
    )


def copy(verdict: Verdict, count: int) -> None:
    """`count` further verdicts like this one, each on a claim of its own."""
    submission = verdict.submissions.get()
    with untriggered(Claim, Verdict, Author, Submission, FrozenEvidence, Review, Publication):
        claims = _copies(verdict.claim, count)
        verdicts = _copies(verdict, count, lambda row, n: setattr(row, "claim_id", claims[n].pk))
        _copies(verdict.authors.get(), count, lambda row, n: setattr(row, "verdict_id", verdicts[n].pk))

        def of_its_verdict(row: Submission, n: int) -> None:
            row.verdict_id, row.claim_id = verdicts[n].pk, claims[n].pk

        submissions = _copies(submission, count, of_its_verdict)

        def of_its_submission(row: Any, n: int) -> None:
            row.submission_id = submissions[n].pk

        _copies(submission.review, count, of_its_submission)
        for piece in submission.evidence.all():
            _copies(piece, count, of_its_submission)

        def with_its_address(row: Publication, n: int) -> None:
            row.verdict_id, row.address = verdicts[n].pk, f"https://desk.example/checks/{verdicts[n].pk}"

        _copies(verdict.publication, count, with_its_address)


def _copies[Row: models.Model](
    row: Row, count: int, change: Callable[[Row, int], None] = lambda row, number: None
) -> list[Row]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    rows = [type(row)(**values | {"id": None}) for _ in range(count)]
    for number, new in enumerate(rows):
        change(new, number)
    return type(row)._default_manager.bulk_create(rows, batch_size=BATCH)
