"""The rows of a conflict page, as people read them."""

import pytest

from factcheck.audit.context import acting
from factcheck.claims.actions import create_claim
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.web.conflict import _values, changed_by

pytestmark = pytest.mark.django_db


def test_a_date_stands_there_as_it_was_given_and_not_as_the_days_it_covers(reviewer):
    claim = create_claim(
        by=reviewer, statement="Closed.", kind="fact", **partial_date_columns("made", parse("August 2020"))
    )
    assert str(_values(claim)["made"]) == "August 2020"


def test_whoever_changed_it_in_another_window_is_told_that_it_was_themselves(reviewer, editor):
    with acting(reviewer, action="test"):
        claim = create_claim(by=reviewer, statement="Closed.", kind="fact")
    assert changed_by(claim, reviewer) == "You, in another window,"
    assert changed_by(claim, editor) == reviewer.name
