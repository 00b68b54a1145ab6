import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction.cells import cells
from factcheck.documents.extraction.comma_separated import draw
from factcheck.documents.extraction.errors import CouldNotRead

from .drawings import assert_drawn_or_refused, assert_holds_everything, pieces


def rows(text):
    return [words for _, _, words in pieces(draw(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Month,Trips\nMay,1200\n", ["Month\tTrips", "May\t1200"]),
        ("Month;Share\nMay;1,5\nJune;2,5\n", ["Month\tShare", "May\t1,5", "June\t2,5"]),
        ("Month\tTrips\nMay, early\t12\nJune, late\t13\n", ["Month\tTrips", "May, early\t12", "June, late\t13"]),
        ("a|b\nc|d\n", ["a\tb", "c\td"]),
        ("sep=;\na;b,c\nd;e,f\n", ["a\tb,c", "d\te,f"]),
        ('"a, b","c ""d"" e"\r\n"f\r\ng",h\r\n', ['a, b\tc "d" e', "f g\th"]),
        ("only\none\ncolumn", ["only", "one", "column"]),
    ],
)
def test_cells_are_parted_as_the_file_means_them(text, expected):
    assert rows(text) == expected


def test_rows_are_counted_with_the_empty_ones_and_cells_have_names():
    drawing = draw('Month,Trips,By\n\n,"1,200",bus\n')
    assert pieces(drawing) == [("row", "row 1", "Month\tTrips\tBy"), ("row", "row 3 from B", "1,200\tbus")]
    assert [(cell.name, drawing.text[cell.start : cell.end]) for cell in cells(drawing.text, drawing.blocks[1])] == [
        ("B3", "1,200"),
        ("C3", "bus"),
    ]
    assert_holds_everything(drawing)


def test_line_ends_and_tabs_inside_cells_become_spaces_and_this_is_said():
    drawing = draw('a,"b\nc\td"\n')
    assert drawing.text == "a\tb c d"
    assert drawing.says.messages == ("Line ends and tabs inside cells became spaces (cells: 1).",)


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_after_it():
    drawing = draw('a,b\n1,"x\n2,3\n')
    assert pieces(drawing) == [("row", "row 1", "a\tb"), ("row", "row 2", '1\t"x'), ("row", "row 3", "2\t3")]
    assert "never closed" in drawing.says.messages[0]


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a," * 500_000, '"' * 1_000_001, "\0,\n" * 1000, ("x," * 9 + "\n") * 50_000],
    ids=["one cell of 1 MB", "500,000 cells in a line", "a million quotes", "NUL", "50,000 rows"],
)  # fmt: skip
def test_large_and_odd_files_take_seconds(text):
    began = time.process_time()
    assert_drawn_or_refused(draw, text)
    assert time.process_time() - began < 6


def test_what_can_t_be_stored_is_said():
    drawing = draw("a\0,b\n")
    assert (drawing.text, drawing.says.messages[0][-12:]) == ("a\ufffd\tb", "(in all: 1).")


def test_more_cells_than_can_be_kept_are_refused(monkeypatch):
    monkeypatch.setattr("factcheck.documents.extraction.cells.MOST_CELLS", 10)
    assert rows("a,b\n" * 5)
    with pytest.raises(CouldNotRead, match="more than 10 cells"):
        draw("a,b\n" * 6)


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(words, min_size=2, max_size=2), min_size=1), st.sampled_from(",;\t|"))
def test_what_the_standard_library_wrote_comes_back(table, delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(file.getvalue()) == ["\t".join(row) for row in table]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=5), st.sampled_from([*',;\t|"\n\r\0', "sep=;\n", '""', '","'])), max_size=30)
)
def test_any_text_is_drawn_or_refused(parts):
    assert_drawn_or_refused(draw, "".join(parts))
