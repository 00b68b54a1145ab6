"""How the lists of the desk share its page."""

from dataclasses import replace
from datetime import UTC, datetime

from factcheck.claims.models import Claim
from factcheck.desk.task_lists import Row, Tasks, each_claim_once, in_columns

NOW = datetime(2020, 3, 1, tzinfo=UTC)


def rows(*keys: int | None) -> list[Row]:
    return [Row(Claim(pk=key, statement=f"Claim {key}.") if key else None, f"/{key}/", None, "", NOW) for key in keys]


def tasks(name: str, *keys: int | None, **more) -> Tasks:
    return Tasks(name, name.title(), rows(*keys), len(keys), "Nothing.", **more)


def test_a_claim_stays_in_the_first_list_that_has_it():
    first, second = each_claim_once([tasks("one", 1, 2), tasks("two", 2, 3)])
    assert [row.claim.pk for row in second.rows] == [3]
    assert [(above.number, above.title, above.url) for above in second.above] == [("C-0002", "One", "/2/")]
    assert (second.count, second.has_more) == (2, False)
    assert first.above == ()


def test_what_is_late_counts_as_late_where_another_list_shows_it():
    late = Tasks("late", "Late", [replace(row, due=NOW.date()) for row in rows(1, 2)], 2, "")
    _first, second = each_claim_once([tasks("one", 1), late])
    assert (len(second.rows), second.late) == (1, 2)


def test_two_things_to_do_about_one_claim_in_one_list_stay_two():
    (only,) = each_claim_once([tasks("one", 1, 1)])
    assert len(only.rows) == 2


def test_a_list_apart_neither_takes_a_claim_nor_gives_it_up():
    lists = each_claim_once([tasks("asked", 1, is_apart=True), tasks("one", 1), tasks("late", 1, is_apart=True)])
    assert [len(one.rows) for one in lists] == [1, 1, 1]


def test_what_is_of_no_claim_stands_in_each_list():
    assert [len(one.rows) for one in each_claim_once([tasks("one", None), tasks("two", None)])] == [1, 1]


def names(columns) -> list[list[str]]:
    return [[one.name for one in column] for column in columns]


def test_columns_are_about_as_long_and_in_order_and_end_with_what_is_empty():
    lists = [tasks("a", 1, 2), tasks("empty"), tasks("b", 3), tasks("c", 4, 5, 6, 7)]
    assert names(in_columns(lists)) == [["a", "b"], ["c", "empty"]]


def test_one_long_list_leaves_the_others_beside_it():
    lists = [tasks("a", *range(1, 9)), tasks("b", 11), tasks("c", 12)]
    assert names(in_columns(lists)) == [["a"], ["b", "c"]]


def test_one_list_with_something_has_what_is_empty_beside_it():
    assert names(in_columns([tasks("empty"), tasks("a", 1)])) == [["a"], ["empty"]]


def test_a_desk_with_nothing_to_do_has_one_column():
    assert names(in_columns([tasks("a"), tasks("b")])) == [["a", "b"]]
