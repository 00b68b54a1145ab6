"""No reason, note or point is kept that nobody can read: each table refuses it, whoever writes past the actions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.audit.context import acting
from factcheck.claims.models import Claim
from factcheck.documents.models import Seal
from factcheck.reports.models import Complaint, PublicNotice
from factcheck.sources.actions import create_source
from factcheck.sources.models import Source
from factcheck.verdicts.models import Dissent, Opinion, OpinionRound, Review, StaleItem, Verdict
from factcheck.verdicts.staleness import raise_stale
from tests.database.verdicts.conftest import Case, approve, make_case, send, write
from tests.database.verdicts.rounds import ask, claim_of, give, rated, settle

pytestmark = pytest.mark.django_db

type Attempt = Callable[[str], Any]


class Cast:
    """The people, and verdicts and opinions as far as they have come."""

    def __init__(self, reviewer: Any, editor: Any, second: Any) -> None:
        self.reviewer, self.editor, self.second = reviewer, editor, second

    def in_review(self) -> Case:
        case = make_case(self.reviewer)
        write(case, self.reviewer)
        send(case, self.reviewer)
        return case

    def published(self) -> Verdict:
        case = self.in_review()
        approve(case, self.editor)
        with acting(self.editor, action="test"):
            Verdict.objects.filter(pk=case.verdict.pk).update(state="published")
        return Verdict.objects.get(pk=case.verdict.pk)

    def differing(self) -> OpinionRound:
        round = ask(self.reviewer, self.second)
        give(round, self.reviewer, "True")
        give(round, self.second, "False")
        return round

    def complaint(self, **values: Any) -> Complaint:
        given = {"point": "It was replaced.", "received_on": dt.date(2026, 3, 1), "channel": "mail"} | values
        return Complaint.objects.create(verdict=self.published(), recorded_by=self.reviewer, **given)


def returned(cast: Cast) -> Attempt:
    submission = cast.in_review().submission
    return lambda text: Review.objects.create(
        submission=submission, reviewer=cast.editor, decision="return", comment=text
    )


def withdrawn(cast: Cast) -> Attempt:
    rows = Verdict.objects.filter(pk=cast.published().pk)
    return lambda text: rows.update(state="withdrawn", withdrawn_note=text)


def revised(cast: Cast) -> Attempt:
    verdict = cast.published()
    return lambda text: Verdict.objects.create(
        claim=verdict.claim, number=2, revises=verdict, kind_of_change="update", public_note=text
    )


def opined(cast: Cast) -> Attempt:
    round = ask(cast.editor, cast.second)
    return lambda text: Opinion.objects.create(
        round=round, person=cast.editor, rating=rated(round, "True"), rationale=text
    )


def called_off(cast: Cast) -> Attempt:
    rows = OpinionRound.objects.filter(pk=cast.differing().pk)
    return lambda text: rows.update(cancelled_at=timezone.now(), cancelled_reason=text)


def dissented(cast: Cast) -> Attempt:
    round = ask(cast.reviewer, cast.editor)
    give(round, cast.reviewer, "True")
    give(round, cast.editor, "False")
    settle(round, cast.second, "True")
    return lambda text: Dissent.objects.create(round=round, person=cast.editor, text=text)


def answered_stale(cast: Cast) -> Attempt:
    (item,) = raise_stale(verdicts=[cast.published()], cause="page", about="D-0001")
    rows, now = StaleItem.objects.filter(pk=item.pk), timezone.now()
    return lambda text: rows.update(answer="reaffirmed", note=text, answered_by=cast.editor, answered_at=now)


def complained(cast: Cast) -> Attempt:
    verdict = cast.published()
    return lambda text: Complaint.objects.create(
        verdict=verdict, recorded_by=cast.reviewer, point=text, received_on=dt.date(2026, 3, 1), channel="mail"
    )


def decided(cast: Cast) -> Attempt:
    rows, now = Complaint.objects.filter(pk=cast.complaint().pk), timezone.now()
    return lambda text: rows.update(decision="rejected", reason=text, decided_by=cast.editor, decided_at=now)


def noticed(cast: Cast) -> Attempt:
    verdict = cast.published()
    return lambda text: PublicNotice.objects.create(verdict=verdict, text=text, set_by=cast.editor)


def sealed(cast: Cast) -> Attempt:
    return lambda text: Seal.objects.create(description=text, salt=b"salt", sealed_by=cast.editor)


def retracted(cast: Cast) -> Attempt:
    rows = Source.objects.filter(pk=create_source(name="The Herald").pk)
    return lambda text: rows.update(retracted_at=timezone.now(), retracted_reason=text)


def dropped(cast: Cast) -> Attempt:
    rows = Claim.objects.filter(pk=claim_of(cast.editor).pk)
    return lambda text: rows.update(state="dropped", dropped_reason=text)


#: By the constraint that refuses: who tries what.
TABLE = {
    "verdicts_return_says_what_to_do": returned,
    "verdicts_withdrawal_tells_readers_why": withdrawn,
    "verdicts_revision_tells_readers_why": revised,
    "verdicts_opinion_has_reasons": opined,
    "verdicts_round_cancelled_for_a_reason": called_off,
    "verdicts_dissent_says_something": dissented,
    "verdicts_stale_answered_for_a_reason": answered_stale,
    "reports_complaint_has_a_point": complained,
    "reports_complaint_decided_for_a_reason": decided,
    "reports_notice_says_something": noticed,
    "documents_seal_is_described": sealed,
    "sources_source_retracted_for_a_reason": retracted,
    "claims_claim_dropped_for_a_reason": dropped,
}
UNREADABLE = ["", "\u200b", " \u00a0\u2060\ufeff", "\u3164", "\u2800\t", "\U000e0041"]


@pytest.mark.parametrize("constraint", TABLE)
def test_the_database_takes_nothing_that_nobody_can_read(constraint, reviewer, editor, second_editor):
    with acting(editor, action="test"):
        attempt = TABLE[constraint](Cast(reviewer, editor, second_editor))
        for text in UNREADABLE:
            with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
                attempt(text)
        # What can be read is taken, so nothing else stood in its way.
        attempt("–")
