"""From frozen values to printed ones."""

from datetime import date

import pytest

from factcheck.reports import frozen

ASKED = {
    "public_id": "Q-0001",
    "asked": "The press office",
    "role": "press_office",
    "interest": "",
    "question": "Was there one?",
    "asked_on": "2026-11-22",
    "answer": "",
}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"deadline": "2026-11-25"}, "no answer yet; asked for by 25 November 2026"),
        ({"deadline": "2026-11-22"}, "no answer yet; asked for by 22 November 2026"),
        ({"deadline": "2026-11-21"}, "no answer by 21 November 2026"),
        ({"deadline": ""}, "no answer when this was approved"),
        ({}, "no answer when this was approved"),
        ({"deadline": "2026-11-25", "answer": "None."}, ""),
    ],
)
def test_that_there_was_no_answer_is_told_as_of_the_day_it_was_frozen(given, told):
    words = frozen.Words(prints_grades=False)
    assert frozen.enquiry(ASKED | given, {}, words, date(2026, 11, 22)).no_answer == told
