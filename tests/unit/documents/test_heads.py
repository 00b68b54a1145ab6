"""What is said to stand over and beside cells of tables as people make them, and where nothing is said."""

import pytest

from factcheck.documents.extraction.cells import Rows
from factcheck.documents.extraction.draft import Draft
from factcheck.documents.extraction.heads import heads_of

TRIPS = ["Country|2019|2020", "Norway|4|5", "Peru|6|7"]
#: A title and who made it, a head over several columns, a name of a group that stands in its first row alone.
GROUPED = [
    "Trips by country and sex",
    "Made by|The office",
    "|2019||2020",
    "Country|men|women|men|women",
    "Norway|4|5|6|7",
    "|1|2|3|8",
]


def drawn(rows, label="Trips!{}"):
    draft = Draft()
    table = Rows(draft)
    for number, row in enumerate(rows, 1):
        table.add(label.format(number), row.split("|"))
    text, blocks = draft.finish()
    return text, [{"kind": b.kind, "start": b.start, "end": b.end, "label": b.label} for b in blocks]


def told(rows, words, after=""):
    """Of the first such words after those: the heads with the words under each, and what the row is called."""
    text, blocks = drawn(rows)
    start = text.index(words, text.index(after))
    found = heads_of(text, blocks, start, start + len(words))
    return found and ([(one.head, one.words) for one in found.cells], found.row)


def test_a_cell_has_the_head_of_its_column_and_the_name_of_its_row():
    assert told(TRIPS, "5") == ([("2020", "5")], "Norway")


def test_a_row_has_the_head_of_each_of_its_cells():
    assert told(TRIPS, "Peru\t6\t7") == ([("Country", "Peru"), ("2019", "6"), ("2020", "7")], "")


def test_rows_that_are_quoted_together_have_no_name_of_one_of_them():
    cells, row = told(TRIPS, "4\t5\n\nPeru\t6")
    assert cells == [("2019", "4"), ("2020", "5"), ("Country", "Peru"), ("2019", "6")]
    assert row == ""


def test_a_part_of_a_cell_is_under_the_same_head():
    assert told(["Who|Said", "The mayor|It rained."], "rained") == ([("Said", "rained")], "The mayor")


def test_a_title_above_a_table_is_no_head_and_a_head_over_several_columns_is_one():
    assert told(GROUPED, "6", "Norway") == ([("2020, men", "6")], "Norway")
    assert told(GROUPED, "5", "Norway") == ([("2019, women", "5")], "Norway")
    assert told(GROUPED, "Norway") == ([("Country", "Norway")], "")


def test_a_figure_that_begins_a_row_names_it_only_under_a_head_in_the_first_column():
    assert told(GROUPED, "8") == ([("2020, women", "8")], "")
    assert told(["Rank|Trips", "3|9"], "9") == ([("Trips", "9")], "3")
    assert told(["4|5|6", "7|8|9"], "9") is None


def test_a_row_without_a_name_has_that_of_the_group_above_it():
    rows = ["Country|Sex|2020", "Norway|men|4", "|women|5"]
    assert told(rows, "5") == ([("2020", "5")], "Norway, women")


def test_a_head_that_stands_once_over_narrower_ones_is_over_each_of_them():
    rows = ["Country|2019||2020", "|men|women|men|women", "Norway|4|5|6|7"]
    assert told(rows, "5", "Norway") == ([("2019, women", "5")], "Norway")
    assert told(rows, "7") == ([("2020, women", "7")], "Norway")


@pytest.mark.parametrize(
    "rows",
    [
        ["4|5|6", "7|8|9"],
        ["Norway|4|5", "Peru|8|9"],
        ["It rained.", "Then 9 came."],
        ["9|Trips"],
    ],
)
def test_where_no_row_looks_like_heads_none_is_told(rows):
    found = told(rows, "9")
    assert found is None or not found[0][0][0]


def test_years_over_figures_are_heads_and_figures_over_figures_are_none():
    assert told(["|2019|2020", "Norway|4|5"], "5") == ([("2020", "5")], "Norway")
    assert told(["2019|2020", "4|5"], "5") is None


def test_the_only_column_of_a_table_has_a_head_too():
    assert told(["Trips", "5", "7"], "7") == ([("Trips", "7")], "")


def test_another_sheet_has_heads_of_its_own():
    draft = Draft()
    table = Rows(draft)
    for name, head in (("One", "Trips"), ("Two", "Guests")):
        draft.begin("heading", 1, name)
        draft.add(name)
        table.add(f"{name}!1", ["Country", head])
        table.add(f"{name}!2", ["Norway", f"{len(head)}"])
    text, blocks = draft.finish()
    rows = [{"kind": b.kind, "start": b.start, "end": b.end, "label": b.label} for b in blocks]
    found = heads_of(text, rows, text.index("6"), text.index("6") + 1)
    assert found is not None
    assert found.cells[0].head == "Guests"


def test_words_that_are_in_no_table_have_none():
    draft = Draft()
    draft.begin("paragraph", 0)
    draft.add("It rained.")
    text, blocks = draft.finish()
    assert heads_of(text, [{"kind": b.kind, "start": b.start, "end": b.end} for b in blocks], 0, 2) is None
    assert heads_of("", [], 0, 0) is None


def test_heads_are_found_at_once_in_a_long_sheet():
    text, blocks = drawn([TRIPS[0], *(f"Town {n}|{n}|{n}" for n in range(50_000)), "Last|8|9"])
    found = heads_of(text, blocks, len(text) - 1, len(text))
    assert found is not None
    assert (found.cells[0].head, found.row) == ("2020", "Last")
