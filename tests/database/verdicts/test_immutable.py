"""What was submitted stays as it was: attacked in raw SQL as the application's role."""

import pytest
from django.db import DatabaseError, transaction

from factcheck.audit.context import acting
from factcheck.evidence.actions import link_evidence
from factcheck.passages.actions import mark_passage
from factcheck.verdicts import actions
from factcheck.verdicts.models import FrozenEvidence
from tests.database.verdicts.conftest import sql

pytestmark = pytest.mark.django_db


def refused(by, statement, *parameters):
    with pytest.raises(DatabaseError), acting(by, action="test"), transaction.atomic():
        sql(statement, *parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE verdicts_submission SET conclusion = 'Other.'",
        "UPDATE verdicts_submission SET explanation = ''",
        "UPDATE verdicts_submission SET rating_label = 'False', rating_value = 1",
        "UPDATE verdicts_submission SET statement = 'Other.'",
        "UPDATE verdicts_submission SET content = '{}'",
        "UPDATE verdicts_submission SET number = 7",
        "DELETE FROM verdicts_submission",
        "TRUNCATE verdicts_submission CASCADE",
        "UPDATE verdicts_frozenevidence SET quote = 'Other.'",
        "UPDATE verdicts_frozenevidence SET stance = 'contradicts'",
        "UPDATE verdicts_frozenevidence SET sha256 = repeat('0', 64)",
        "UPDATE verdicts_frozenevidence SET content = '{}'",
        "DELETE FROM verdicts_frozenevidence",
        "UPDATE verdicts_review SET comment = 'Other.'",
        "DELETE FROM verdicts_review",
        "UPDATE verdicts_rating SET label = 'Very true'",
        "UPDATE verdicts_rating SET value = 1",
        "DELETE FROM verdicts_rating",
        "DELETE FROM verdicts_verdict",
    ],
)
def test_what_was_submitted_and_decided_is_never_changed(approved, admin, statement):
    refused(admin, statement)


@pytest.mark.parametrize("column", ["conclusion", "explanation", "public_note"])
@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_the_text_of_a_verdict_changes_only_while_it_is_written(request, state, column, reviewer):
    case = request.getfixturevalue(state)
    refused(reviewer, f"UPDATE verdicts_verdict SET {column} = 'Other.' WHERE id = %s", case.verdict.pk)


def test_the_rating_of_a_verdict_changes_only_while_it_is_written(in_review, reviewer):
    refused(
        reviewer,
        "UPDATE verdicts_verdict SET rating_id = (SELECT id FROM verdicts_rating WHERE label = 'False') WHERE id = %s",
        in_review.verdict.pk,
    )


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_nothing_is_added_to_what_was_submitted(request, state, reviewer):
    case = request.getfixturevalue(state)
    extraction = case.corroborating.passage.extraction
    with acting(reviewer, action="test"):
        start = extraction.text.index("A weekly")
        passage = mark_passage(extraction=extraction, start=start, end=start + 8, by=reviewer)
        late = link_evidence(claim=case.claim, passage=passage, stance="context", by=reviewer)
    refused(
        reviewer,
        "INSERT INTO verdicts_frozenevidence (submission_id, evidence_id, stance, weight, quote, sha256, content)"
        " VALUES (%s, %s, 'corroborates', 'central', 'Late.', repeat('0', 64), '{}')",
        case.submission.pk,
        late.pk,
    )


def test_a_return_does_not_open_what_was_submitted(in_review, reviewer, editor):
    with acting(editor, action="test"):
        actions.return_verdict(verdict=in_review.verdict, submission=in_review.submission, by=editor, comment="No.")
    frozen = FrozenEvidence.objects.filter(submission=in_review.submission).first()
    refused(
        reviewer,
        "INSERT INTO verdicts_frozenevidence (submission_id, evidence_id, stance, weight, quote, sha256, content)"
        " VALUES (%s, %s, 'context', 'central', 'Late.', repeat('0', 64), '{}')",
        in_review.submission.pk,
        frozen.evidence_id,
    )


def test_what_was_submitted_is_the_board_as_it_stood(in_review, reviewer):
    with acting(reviewer, action="test"):
        in_review.corroborating.change(rationale="Read again.", stance="context")
    frozen = FrozenEvidence.objects.get(submission=in_review.submission, evidence=in_review.corroborating)
    assert (frozen.stance, frozen.content["rationale"]) == ("corroborates", "Read.")
    assert frozen.quote == "lists no exercise in August"
    assert frozen.content["sentence"] == "The calendar lists no exercise in August."
    assert frozen.sha256 == in_review.corroborating.passage.extraction.capture.sha256
