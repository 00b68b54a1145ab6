"""Reading a comment of twice the length takes about twice the work, whatever is written in it: counted, not timed."""

import sys
from collections.abc import Callable

import pytest

from factcheck.discussion import prose
from factcheck.discussion.mentions import Called, calls_in
from factcheck.discussion.prose import public_ids, render

PEOPLE = [Called(number, f"Person{number} Of The Desk", f"p{number}@desk.example") for number in range(40)]


class Copied(str):
    """Text that adds up how many characters are copied or looked through."""

    work: list[int]

    def __new__(cls, text: str, work: list[int]) -> "Copied":
        made = super().__new__(cls, text)
        made.work = work
        return made

    def __getitem__(self, key) -> "Copied":
        part = super().__getitem__(key)
        self.work.append(len(part))
        return Copied(part, self.work)

    def count(self, *given) -> int:
        self.work.append(len(self))
        return super().count(*given)


def calls_made(act: Callable[[], object]) -> int:
    """How many functions were called meanwhile, those written in C included."""
    made = 0

    def count(_frame, event, _argument) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("tail", [".", ")", "(.", "()", ").,"])
def test_the_end_of_an_address_is_found_in_work_that_grows_with_it(tail):
    def work(times: int) -> int:
        seen: list[int] = []
        prose._trimmed(Copied("http://x" + tail * times, seen))
        return sum(seen)

    assert work(2_000) <= 2.2 * work(1_000)


@pytest.mark.parametrize("text", ["http://a C-0001 ", "@x ", "C-0001, ", "http://a.. @Person1 ", "@Person1 Of The @"])
@pytest.mark.parametrize(
    "read",
    [
        public_ids,
        lambda text: calls_in(text, PEOPLE),
        lambda text: render(text, link=lambda _id: "/", calls=calls_in(text, PEOPLE)),
    ],
)
def test_twice_the_text_takes_about_twice_the_calls(read, text):
    once, twice = (calls_made(lambda n=n: read(text * n)) for n in (200, 400))
    assert twice <= 2.2 * once


def test_a_call_that_fits_nobody_is_not_tried_with_everybody():
    text = "@x " * 500
    few, many = (calls_made(lambda people=people: calls_in(text, people)) for people in (PEOPLE[:2], PEOPLE))
    beginning = (calls_made(lambda people=people: calls_in("", people)) for people in (PEOPLE[:2], PEOPLE))
    few_begun, many_begun = beginning
    assert many - many_begun == few - few_begun


def test_ids_within_an_address_are_not_named_by_the_text():
    assert public_ids("C-0001 HTTP://a/C-0002 see http://b?x=C-0003,C-0004 C-0005.") == ["C-0001", "C-0005"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://x/a_(b))", "http://x/a_(b)"),
        ("http://x/a_(b)).,", "http://x/a_(b)"),
        ("http://x/))", "http://x/"),
        ("http://x/(a", "http://x/(a"),
    ],
)
def test_brackets_that_an_address_opens_belong_to_it(url, kept):
    assert f'href="{kept}"' in render(url, link=lambda _id: None)
