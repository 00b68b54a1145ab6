"""The demo case is what its README says, and loading it twice changes nothing."""

import pytest
from django.db import transaction

from factcheck.audit.models import Entry
from factcheck.claims.models import Claim, Kind
from factcheck.desk.demo_case import load
from factcheck.documents.models import Document
from factcheck.evidence.board import board_of, standing_evidence
from factcheck.verdicts.models import State, Verdict


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once, which takes seconds; each test then changes it for itself alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def case(_loaded, db):
    """The demo case, whole."""


@pytest.fixture(autouse=True)
def _empty_blob_store():
    """In place of the project's: the bytes of the demo case are needed by all tests here."""


def test_loading_twice_changes_nothing(case):
    before = Entry.objects.count()
    assert not load()
    assert Entry.objects.count() == before


def test_every_kind_of_claim_and_every_state_of_a_verdict_is_there(case):
    assert set(Claim.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Verdict.objects.values_list("state", flat=True)) == set(State.values)


def test_documents_know_where_their_facts_stand(case):
    assert Document.objects.count() >= 8
    for document in Document.objects.all():
        for name in Document.FACTS:
            fact = document.fact(name)
            assert bool(fact["basis"]) == (fact["value"] is not None)


def test_a_claim_said_in_three_documents_is_among_them(case):
    said_in = [claim.appearances.values("passage__document").distinct().count() for claim in Claim.objects.all()]
    assert max(said_in) >= 3


def test_the_statement_has_three_witnesses_who_count_three_times(case):
    claim = Claim.objects.get(kind=Kind.STATEMENT, verdicts__state=State.APPROVED)
    assert board_of(claim, standing_evidence(claim)).corroborates.independent == 3


def test_a_copy_counts_once(case):
    boards = [board_of(claim, standing_evidence(claim)) for claim in Claim.objects.all()]
    assert any(column.independent < column.passages for board in boards for column in (board.corroborates,))


def test_every_entry_says_who_and_what_for(case):
    assert (
        not Entry.objects.filter(action="")
        .exclude(table_name__in=["verdicts_ratingscale", "verdicts_rating", "accounts_desk"])
        .exists()
    )
