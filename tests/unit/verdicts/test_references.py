"""What an explanation rests on, and which of its quotations, numbers and dates rest on nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.verdicts.references import numbered, references, unreferenced


def found(text):
    return [(item.kind, item.words) for item in unreferenced(text)]


def test_ids_are_named_once_in_order_of_first_occurrence():
    text = "[Q-0002] [E-0012] [Q-0002] [L-0003] [C-0001] [E-] [e-0001] [E-00x]"
    assert references(text) == ("Q-0002", "E-0012", "L-0003")
    assert numbered(text) == {"Q-0002": 1, "E-0012": 2, "L-0003": 3}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("He said “never”.", [("quotation", "“never”")]),
        ("Er sagte „nie“.", [("quotation", "„nie“")]),
        ("On 31 August 2020 it began.", [("date", "31 August 2020")]),
        ("On August 31, 2020 it began.", [("date", "August 31, 2020")]),
        ("It began on 2020-08-31.", [("date", "2020-08-31")]),
        ("It began in August 2020.", [("date", "August 2020")]),
        ("It began in 2020.", [("date", "2020")]),
        ("Началось 31 августа 2020 года.", [("date", "31 августа 2020")]),
        ("Am 31. August 2020 begann es.", [("date", "31. August 2020")]),
        ("Empezó el 31 de agosto de 2020.", [("date", "31 de agosto de 2020")]),
        ("Some 30,000 came.", [("number", "30,000")]),
        ("Some 30 000 came.", [("number", "30 000")]),
        ("It rose by 3.5 %.", [("number", "3.5 %")]),
        ("It rose by 3.5 percent.", [("number", "3.5 percent")]),
        ("It fell to -4 degrees.", [("number", "-4")]),
        ("Between 10-12 came.", [("number", "10-12")]),
        ("It cost 2 million euros.", [("number", "2 million")]),
        ("Thousands came.", [("number", "Thousands")]),
        ("Пришли 3 тысячи человек.", [("number", "3 тысячи")]),
        ("On 3 May 1999 he said “12 came”.", [("date", "3 May 1999"), ("quotation", "“12 came”")]),
    ],
)
def test_what_rests_on_nothing_is_listed(text, items):
    assert found(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "He said “never” [E-0012].",
        "He said “never”. [E-0012] Then he left.",
        "He said “never.”[E-0012] Then he left.",
        "Some 30,000 [L-0003] came in 2020.",
        "“Never. Not once,” he said [E-0001].",
        "1. one\n2) two\n- three",
        "> 3. four",
        "See [the order](https://a.example/2020/30000) or https://a.example/12 there.",
        "The T-72 and COVID-19 in C-0017.",
        "It may come; march on.",
        "Nothing to see here.",
        "",
    ],
)
def test_what_has_a_reference_or_needs_none_is_not_listed(text):
    assert found(text) == []


def test_a_reference_serves_its_own_sentence_and_no_other():
    assert found("Some 12 came [E-0001]. Then 13 came. [E-0002] Then 14 came.") == [("number", "14")]


def test_a_reference_in_another_list_item_does_not_serve():
    assert found("- 12 came [E-0001]\n- 13 came") == [("number", "13")]


def test_an_escaped_reference_is_none():
    assert found(r"Some 12 came \[E-0001].") == [("number", "12")]


def test_the_place_and_the_sentence_are_told():
    text = "All quiet.\n\nOn Aug. 9 came 🙂 30,000 of them. They left."
    date, number = unreferenced(text)
    assert text[date.start : date.end] == date.words == "Aug. 9"
    assert text[number.start : number.end] == number.words == "30,000"
    assert number.sentence == date.sentence == "On Aug. 9 came 🙂 30,000 of them."


@given(st.text(alphabet='a 1,.-“”"[]E0\n%>(', max_size=60))
def test_offsets_always_name_the_words(text):
    for item in unreferenced(text):
        assert text[item.start : item.end] == item.words
        assert item.words in item.sentence or item.kind == "quotation"
