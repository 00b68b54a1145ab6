"""The demo case is what its README says, and loading it twice changes nothing."""

import pytest
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.models import Entry
from factcheck.claims.models import Claim, ClaimState, Kind, SavedView
from factcheck.desk.demo.loading import load
from factcheck.discussion.models import Mention, Thread
from factcheck.documents.models import Document, Seal
from factcheck.evidence.board import board_of, standing_evidence
from factcheck.notifications.models import Notification
from factcheck.reports.models import Complaint, PublicNotice
from factcheck.reports.reading import reported_verdicts
from factcheck.verdicts.models import Dissent, OpinionRound, Review, RuleResult, StaleItem, State, Verdict


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
    loaded = Entry.objects.filter(action="demo:load").earliest("pk")
    assert not Entry.objects.filter(action="", pk__gt=loaded.pk).exists()


def test_every_state_of_the_work_on_a_claim_is_there_and_one_claim_is_late(case):
    assert set(Claim.objects.values_list("state", flat=True)) == set(ClaimState.values)
    assert Claim.objects.filter(due_on__lt=timezone.localdate()).count() == 1
    assert Claim.objects.filter(due_on__gte=timezone.localdate()).exists()
    assert set(SavedView.objects.values_list("is_shared", flat=True)) == {True, False}


def test_rules_are_met_left_open_closed_for_a_reason_and_not_applicable(case):
    sent = RuleResult.objects.filter(moment=RuleResult.Moment.SUBMISSION)
    assert set(sent.values_list("outcome", flat=True)) == set(RuleResult.Outcome.values)
    waiting = sent.filter(submission__verdict__state=State.IN_REVIEW, outcome=RuleResult.Outcome.OPEN)
    assert waiting.exists()
    closed = RuleResult.objects.filter(moment=RuleResult.Moment.APPROVAL, outcome=RuleResult.Outcome.OPEN)
    assert closed.exclude(reason="").exists()


def test_the_rule_on_ratings_outside_the_range_is_met_open_closed_for_a_reason_and_not_applicable(case):
    of_the_rule = RuleResult.objects.filter(policy_rule__rule="looked_for")
    sent = of_the_rule.filter(moment=RuleResult.Moment.SUBMISSION)
    assert set(sent.values_list("outcome", flat=True)) == set(RuleResult.Outcome.values)
    assert of_the_rule.filter(moment=RuleResult.Moment.APPROVAL).exclude(reason="").exists()


def test_references_are_checked_before_an_approval_but_for_one(case):
    unchecked = Review.objects.filter(decision=Review.Decision.APPROVE).values_list("unchecked", flat=True)
    assert sorted(unchecked)[-2:] == [0, 1]


def test_a_dissent_for_readers_waits_with_its_verdict_for_a_second_person(case):
    dissent = Dissent.objects.get(printed=Dissent.Printed.NAMED)
    waiting = Verdict.objects.get(claim=dissent.round.claim, state=State.IN_REVIEW)
    assert waiting.submissions.get().content["dissents"] == [{"name": str(dissent.person), "text": dissent.text}]


def test_a_thread_is_answered_and_one_is_open_and_who_was_called_was_told(case):
    assert Thread.objects.unresolved().count() == 1
    assert Thread.objects.exclude(resolved_by=None).count() == 1
    called = set(Mention.objects.values_list("user", flat=True))
    assert called <= set(Notification.objects.values_list("user", flat=True))


def test_two_opinions_are_settled_against_one_of_them_and_two_others_wait(case):
    settled = OpinionRound.objects.exclude(dissents=None).get()
    assert settled.settled_by not in (settled.first, settled.second)
    assert OpinionRound.objects.open().get().opinions.count() == 1


def test_a_claim_has_two_parts_and_one_has_two_readings(case):
    parts = Claim.objects.exclude(parent=None)
    assert (
        sorted(parts.filter(reading="").values_list("parent", flat=True))
        == [Claim.objects.get(verdicts__state=State.RETURNED).pk] * 2
    )
    assert parts.exclude(reading="").values("parent").distinct().count() == 1
    rated = Verdict.objects.exclude(claim__reading="").get(state=State.APPROVED)
    assert rated.submissions.get().content["reading"] == rated.claim.reading


def test_a_complaint_led_to_a_correction_and_another_waits_under_a_notice(case):
    mended = Complaint.objects.get(decision=Complaint.Decision.UPHELD)
    assert mended.correction is not None
    assert mended.correction.revises == mended.verdict
    waiting = Complaint.objects.get(decision="")
    assert PublicNotice.objects.get(lifted_at=None).verdict == waiting.verdict
    assert StaleItem.objects.open().get().verdict == waiting.verdict


def test_a_sealed_document_is_its_bringers_alone_and_in_the_report_by_description(case):
    seal = Seal.objects.get()
    (document,) = Document.objects.filter(seal=seal)
    admin = User.objects.get(role="admin")
    assert not Document.objects.visible_to(admin).filter(pk=document.pk).exists()
    assert Document.objects.visible_to(document.imported_by).filter(pk=document.pk).exists()
    rests = Verdict.objects.get(claim__evidence__passage__document=document, state=State.APPROVED)
    assert rests in reported_verdicts(admin)
