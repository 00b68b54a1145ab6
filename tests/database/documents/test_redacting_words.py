"""What a redaction takes out of the desk's own words and of their history, and what it leaves there."""

from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.actions import Voice, create_claim
from factcheck.claims.models import Claim
from factcheck.documents.models import Document
from factcheck.documents.redacting.runs import GONE
from factcheck.evidence.actions import link_evidence
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from tests.database.documents.cast import document
from tests.database.documents.test_redacting import agreed

#: Stand in the document that is redacted; the second in one that stays as well.
SECRET = "the harbourmaster took zquillmoney in August"
COMMON = "the Ministry of Ports and Harbours"


@dataclass
class Case:
    """A claim that cites two documents, one of which is to be redacted."""

    gone: Document
    stays: Document
    claim: Claim
    #: Of the one that stays.
    evidence: Evidence


def cited(one: Document, claim: Claim, by: User, **told: object) -> Evidence:
    extraction = one.captures.get().extractions.get()
    passage = mark_passage(extraction=extraction, start=0, end=len(extraction.text.strip()), by=by)
    return link_evidence(claim=claim, passage=passage, stance="corroborates", by=by, **told)


@pytest.fixture
def case(reviewer) -> Case:
    gone = document(f"It is so: {SECRET}, {COMMON} said.", reviewer)
    stays = document(f"Nothing of it is known to {COMMON}, it says.", reviewer)
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement=f"{COMMON} knew that {SECRET}.", kind="fact")
        cited(gone, claim, reviewer, rationale="It says so.")
        evidence = cited(
            stays, claim, reviewer, rationale=f"They say that {SECRET}.", voice=Voice(speaker=f"Who said {SECRET}")
        )
    return Case(gone, stays, claim, evidence)


def redacted(case: Case, by: User, and_by: User) -> None:
    call_command("redact", agreed(case.gone, by, and_by).public_id, stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_row_and_trail_of_what_rests_on_another_document_agree(case, editor, admin):
    redacted(case, editor, admin)
    evidence = Evidence.objects.get(pk=case.evidence.pk)
    added = Entry.objects.get(table_name="evidence_evidence", operation="insert", object_id=evidence.pk)
    assert evidence.rationale == f"They say that {GONE}."
    assert evidence.speaker == f"Who said {SECRET}"
    assert (added.after["rationale"], added.after["speaker"]) == (evidence.rationale, evidence.speaker)
    quote = Entry.objects.get(table_name="passages_passage", operation="insert", object_id=evidence.passage_id)
    assert quote.after["quote"] == evidence.passage.quote != ""


@pytest.mark.django_db(transaction=True)
def test_what_was_removed_before_loses_its_words_in_the_trail_too(case, reviewer, editor, admin):
    with acting(reviewer, action="test"):
        case.claim.terms.create(term="money", reading=f"As in: {SECRET}")
        case.claim.terms.all().delete()
    redacted(case, editor, admin)
    entries = Entry.objects.filter(table_name="claims_claimterm")
    assert {entry.operation for entry in entries} == {"insert", "delete"}
    for entry in entries:
        assert (entry.before or entry.after)["reading"] == f"As in: {GONE}"
