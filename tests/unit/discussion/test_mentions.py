"""Whom a comment calls, when names are words with blanks between them."""

import pytest

from factcheck.discussion.mentions import Called, called_in, calls_in

ADA = Called(1, "Ada", "ada@desk.example")
BYRON = Called(2, "Ada Byron", "byron@desk.example")
EDDA = Called(3, "Edda Editor", "edda@desk.example")
JOSE = Called(4, "José Núñez", "jose@desk.example")
NAMELESS = Called(5, "", "new@desk.example")
PEOPLE = [ADA, BYRON, EDDA, JOSE, NAMELESS]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Ada Byron, is that so?", [2]),
        ("@Ada wrote it", [1]),
        ("@Ada Bryan wrote it", [1]),
        ("ask @edda editor", [3]),
        ("(@Edda Editor)", [3]),
        ("@Edda\nEditor", [3]),
        ("@José Núñez!", [4]),
        ("@ada@desk.example has it", [1]),
        ("@BYRON@desk.example.", [2]),
        ("@new@desk.example", [5]),
        ("@Ada and @Edda Editor and @Ada", [1, 3]),
    ],
)
def test_a_person_is_called_by_the_longest_name_or_address_that_fits(text, called):
    assert called_in(text, PEOPLE) == called


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ada Byron has it",
        "@Adam knows",
        "@Nobody Here",
        "write to ada@desk.example",
        "write to x@Ada",
        "@ada@desk.example.org is another",
        "@ Ada",
        "@@Ada",
        "@",
    ],
)
def test_what_calls_nobody_stays_text(text):
    assert called_in(text, PEOPLE) == []


def test_people_of_one_name_are_all_called():
    assert called_in("@Ada", [ADA, Called(9, "ada", "other@desk.example")]) == [1, 9]


def test_a_call_covers_the_at_sign_and_the_name():
    text = "So, @Ada Byron?"
    call = calls_in(text, PEOPLE)[0]
    assert text[call.start : call.end] == "@Ada Byron"
