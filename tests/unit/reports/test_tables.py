"""CSV and JSON lines, read back by the standard library's own readers."""

import csv
import datetime
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reports.tables import csv_rows, csv_safe, jsonl_rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1+1", "\n=1", "＝1+1", '=HYPERLINK("x")']
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert csv_safe(text) == "'" + text


@pytest.mark.parametrize("value", ["", "plain", "a=b", "'quoted", "3 - 1", "«слова»", " two"])
def test_other_cells_stay_as_they_are(value):
    assert csv_safe(value) == value


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), max_size=6))
def test_what_is_written_is_read_back_apart_from_the_apostrophes(rows):
    written = "".join(csv_rows(rows))
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [[csv_safe(cell) for cell in row] for row in rows]
    assert not any(cell.lstrip(" \n").startswith(("=", "+", "-", "@")) for row in read for cell in row)


def test_numbers_are_written_as_numbers():
    assert list(csv_rows([["value", None], [-5, -2.5], ["-5", 0]])) == ['"value",\r\n', "-5,-2.5\r\n", '"\'-5",0\r\n']


def test_rows_are_asked_for_only_as_they_are_written():
    def endless():
        number = 0
        while True:
            yield [number := number + 1]

    rows = csv_rows(endless())
    assert [next(rows), next(rows)] == ["1\r\n", "2\r\n"]


def test_a_record_is_one_line_whatever_line_ends_it_holds():
    record = {
        "words": "one\ntwo\u2028three\u2029four\x85five",
        "буквы": "ё",
        "on": datetime.date(2020, 8, 31),
    }
    (line,) = jsonl_rows([record])
    assert len(line.splitlines()) == 1
    assert "буквы" in line
    assert json.loads(line) == record | {"on": "2020-08-31"}


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        list(jsonl_rows([{"x": value}]))
