"""Who was asked stays with the desk until somebody chooses to print it."""

import datetime as dt

import pytest

from factcheck.accounts.actions import ensure_desk
from factcheck.audit.context import acting
from factcheck.evidence.actions import change_row, record_enquiry
from factcheck.reports.reading import report_of
from factcheck.verdicts.errors import PrivateEnquiry

from .conftest import approve, make_case, send, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(reviewer):
    return make_case(reviewer)


@pytest.fixture
def enquiry(case, reviewer):
    with acting(reviewer, action="test"):
        return record_enquiry(
            claim=case.claim,
            by=reviewer,
            asked="The road office",
            role="press_office",
            question="Was it closed?",
            asked_on=dt.date(2020, 8, 20),
        )


def test_a_private_enquiry_is_not_in_the_report(case, enquiry, reviewer, editor):
    write(case, reviewer)
    submission = send(case, reviewer)
    assert [row["asked"] for row in submission.content["enquiries"]] == ["The road office"]
    approve(case, editor)
    assert report_of(case.verdict, ensure_desk()).enquiries == ()


def test_one_that_was_chosen_is_printed(case, enquiry, reviewer, editor):
    with acting(reviewer, action="test"):
        change_row(row=enquiry, expected=enquiry.version, is_public=True)
    write(case, reviewer, explanation=f"They were asked [{enquiry.public_id}].")
    send(case, reviewer)
    approve(case, editor)
    report = report_of(case.verdict, ensure_desk())
    assert [(row.public_id, row.number) for row in report.enquiries] == [(enquiry.public_id, 1)]


def test_the_explanation_does_not_rest_on_what_readers_will_not_see(case, enquiry, reviewer):
    write(case, reviewer, explanation=f"They were asked [{enquiry.public_id}].")
    with pytest.raises(PrivateEnquiry, match=enquiry.public_id):
        send(case, reviewer)
    assert not case.verdict.submissions.exists()
