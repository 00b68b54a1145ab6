"""What does not fit together is warned of; what does, is not."""

import datetime as dt
from dataclasses import replace

import pytest

from factcheck.verdicts.policy.consistency import Considered, Likeness, Weighed, warnings

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
MARCH = (dt.date(2020, 3, 1), dt.date(2020, 4, 1))
ONE = Weighed("E-0001", "corroborates", frozenset({"The Daily"}), linked_at=NOON)
TWO = Weighed("E-0002", "contradicts", frozenset({"The Weekly"}), linked_at=NOON)
FITS = Considered(
    rating="True", supports="corroborates", opposes="contradicts", pieces=(ONE, TWO), period=MARCH, since=NOON
)


def test_a_verdict_that_fits_is_not_warned_of():
    assert warnings(FITS) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (replace(FITS, pieces=(TWO,)), "all evidence contradicts it"),
        (
            replace(FITS, rating="False", supports="contradicts", opposes="corroborates", pieces=(ONE,)),
            "all evidence corroborates it",
        ),
        (
            replace(FITS, pieces=tuple(replace(p, owners=p.owners | {"Holding"}) for p in (ONE, TWO))),
            "one owner: Holding",
        ),
        (replace(FITS, pieces=(ONE, replace(TWO, owners=ONE.owners))), "one owner: The Daily"),
        (
            replace(FITS, pieces=(replace(ONE, affiliation="government"), replace(TWO, affiliation="owned"))),
            "a state runs or owns",
        ),
        (replace(FITS, pieces=(ONE, replace(TWO, dated=(dt.date(2020, 2, 1), dt.date(2020, 3, 1))))), "E-0002"),
        (
            replace(FITS, pieces=(ONE, replace(TWO, dated=(dt.date(2020, 4, 1), None), date_of="said"))),
            "outside the period",
        ),
        (replace(FITS, pieces=(ONE, replace(TWO, linked_at=NOON + dt.timedelta(hours=1)))), "older than some"),
        (replace(FITS, like=(Likeness("C-0009", "False"),)), "C-0009 (“False”)"),
    ],
)
def test_what_does_not_fit_is_named(given, words):
    assert len(warnings(given)) == 1
    assert words in warnings(given)[0]


@pytest.mark.parametrize(
    "given",
    [
        # Published later than the period, and still about it.
        replace(FITS, pieces=(ONE, replace(TWO, dated=(dt.date(2021, 1, 1), None), date_of="published"))),
        # It reaches into the period.
        replace(FITS, pieces=(ONE, replace(TWO, dated=(dt.date(2020, 1, 1), dt.date(2021, 1, 1))))),
        replace(FITS, period=None, pieces=(ONE, replace(TWO, dated=(dt.date(1990, 1, 1), dt.date(1990, 1, 2))))),
        replace(FITS, pieces=(ONE, replace(TWO, owners=frozenset()))),
        replace(FITS, pieces=(replace(ONE, affiliation="government"), replace(TWO, affiliation="funded"))),
        # One piece is too few to say that all come from one place.
        replace(FITS, pieces=(replace(ONE, affiliation="government"),)),
        replace(FITS, like=(Likeness("C-0009", "true"),)),
        replace(FITS, rating="Unproven", supports="", opposes="", pieces=(TWO,)),
        replace(FITS, pieces=()),
    ],
)
def test_what_may_be_so_is_not_warned_of(given):
    assert warnings(given) == ()
