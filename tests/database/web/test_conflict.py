"""The rows of a conflict page, as people read them."""

import pytest

from factcheck.claims.actions import create_claim
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import parse
from factcheck.web.conflict import _values

pytestmark = pytest.mark.django_db


def test_a_date_stands_there_as_it_was_given_and_not_as_the_days_it_covers(reviewer):
    claim = create_claim(
        by=reviewer, statement="Closed.", kind="fact", **partial_date_columns("made", parse("August 2020"))
    )
    assert str(_values(claim)["made"]) == "August 2020"
