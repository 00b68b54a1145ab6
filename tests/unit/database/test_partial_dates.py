import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.database.partial_dates import AmbiguousDateError, PartialDate, PartialDateError, parse


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020", "2020"),
        ("2020-08", "2020-08"),
        ("2020-12", "2020-12"),
        ("2020-08-20", "2020-08-20"),
        ("2020-08-01/2020-08-20", "2020-08-01/2020-08-20"),
        ("2020-08-01/2020-08-31", "2020-08"),
        ("2019/2020", "2019/2020"),
        ("2020-07/2020-08", "2020-07/2020-08"),
        ("August 2020", "2020-08"),
        ("20 August 2020", "2020-08-20"),
        ("August 31, 2020", "2020-08-31"),
        ("Aug. 9, 2020", "2020-08-09"),
        ("Monday, 31 August 2020", "2020-08-31"),
        ("9th of August 2020", "2020-08-09"),
        ("31.08.2020", "2020-08-31"),
        ("9.8.2020", "2020-08-09"),
        ("31 августа 2020 г.", "2020-08-31"),
        ("август 2020 года", "2020-08"),
        ("31. März 2020", "2020-03-31"),
        ("Montag, den 31. August 2020", None),
        ("1er août 2020", "2020-08-01"),
        ("le 31 décembre 2020", "2020-12-31"),
        ("31 de agosto de 2020", "2020-08-31"),
        ("agosto de 2020", "2020-08"),
        ("2020-08-31T23:30:00+03:00", "2020-08-31"),
        ("2020-08-31T20:30:00Z", "2020-08-31"),
        ("29 February 2020", "2020-02-29"),
    ],
)
def test_a_date_is_read_in_the_forms_that_people_and_pages_use(text, iso):
    assert parse(text).iso == (iso or "2020-08-31")
    assert parse(text).text == text


@pytest.mark.parametrize("text", ["03/04/2020", "3-4-2020", "31/08/2020", "03.04.20", "3/4/20"])
def test_a_form_that_leaves_day_and_month_open_is_refused(text):
    with pytest.raises(AmbiguousDateError, match="can't be told apart"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "31 December 9999", "2020-13", "2020-8", "0000", "9999", "2020-08-20/2020-08-01",
     "٢٠٢٠", "Foo 2020", "2020/2019/2018", "12020", "August", "May I 2020"],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms_that_are_accepted(text):
    with pytest.raises(PartialDateError, match="20 August 2020"):
        parse(text)


@pytest.mark.parametrize("text", ["29 February 2021", "2021-02-29", "29.2.2021", "2021-02-01/2021-02-29"])
def test_of_a_day_that_its_month_has_not_that_is_said(text):
    with pytest.raises(PartialDateError, match=r"^There is no 29 February 2021\.$"):
        parse(text)


def test_the_end_is_exclusive():
    assert parse("2020-02") == PartialDate(dt.date(2020, 2, 1), dt.date(2020, 3, 1), "2020-02")


def test_an_empty_range_can_not_be_made():
    with pytest.raises(PartialDateError):
        PartialDate(dt.date(2020, 1, 1), dt.date(2020, 1, 1), "nothing")


days = st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9998, 12, 31))


@given(days, days)
def test_the_iso_form_of_any_range_reads_back_as_the_same_days(one, other):
    start, last = sorted((one, other))
    date = PartialDate(start, last + dt.timedelta(days=1), "")
    again = parse(date.iso)
    assert (again.start, again.end) == (date.start, date.end)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_whole_years_and_months_have_the_short_form(year, month):
    assert parse(f"{year:04}").iso == f"{year:04}"
    assert parse(f"{year:04}-{month:02}").iso == f"{year:04}-{month:02}"


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_partial_date_error(text):
    with contextlib.suppress(PartialDateError):
        assert parse(text).text == text.strip()
