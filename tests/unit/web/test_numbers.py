"""Numbers as people read them."""

from decimal import Decimal

import pytest

from factcheck.web.numbers import grouped, grouped_range


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("18000.000000"), "18,000"),
        (Decimal("2.500000"), "2.5"),
        ("17000", "17,000"),
        (Decimal("-1234567.5"), "-1,234,567.5"),
        (Decimal(0), "0"),
        (None, ""),
        ("", ""),
    ],
)
def test_digits_are_grouped_and_empty_decimals_left_out(value, said):
    assert grouped(value) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [("17000", "19000", "17,000 to 19,000"), ("17000", "", "17,000"), (5, 5, "5"), (-5, 0, "-5 to 0"), (7, None, "7")],
)
def test_a_range_says_both_ends_where_they_differ(low, high, said):
    assert grouped_range(low, high) == said
