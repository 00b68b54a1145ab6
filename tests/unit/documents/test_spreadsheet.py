import datetime as dt
import io
import time
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from factcheck.documents.extraction.cells import Rows, cells, column_name, column_number
from factcheck.documents.extraction.draft import Draft
from factcheck.documents.extraction.errors import CouldNotRead, Damaged, Encrypted, UnsupportedType
from factcheck.documents.extraction.spreadsheet import draw

from .drawings import assert_drawn_or_refused, assert_holds_everything, flipped, pieces, with_parts, zipped
from .test_docx import LAUGHS, XXE, ole

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def trips():
    """A workbook as people make them, written by a library that is not ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Trips"
    sheet.append(["Month", "Passengers", "Share", "Counted on"])
    sheet.append(["May", 12500, 0.256, dt.datetime(2020, 8, 31, 14, 5)])
    sheet.append([])
    sheet.append([None, None, 0.1 + 0.2, dt.date(2020, 8, 31)])
    sheet.append(["two\nlines", True, "=1+1", dt.time(14, 5, 9)])
    sheet["C2"].number_format = "0.0%"
    sheet["B2"].comment = Comment("Who counted them?", "Max Roe")
    hidden = book.create_sheet("Draft figures")
    hidden.sheet_state = "hidden"
    hidden.append(["secret"])
    return saved(book)


def book(rows, strings="", styles="", sheets=1):
    """A workbook of one part of rows, that so many sheets point to."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r"/>' for n in range(1, sheets + 1))
    names = f'xmlns="{MAIN}" xmlns:r="{R}"'
    kinds = {"r": "worksheet", "s": "sharedStrings", "t": "styles"}
    rels = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{i}.xml"/>' for i, kind in kinds.items())
    return zipped(
        {
            "xl/workbook.xml": f"<workbook {names}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{rels}</Relationships>",
            "xl/r.xml": f"<worksheet {names}><sheetData>{rows}</sheetData></worksheet>",
            "xl/s.xml": f"<sst {names}>{strings}</sst>",
            "xl/t.xml": f"<styleSheet {names}>{styles}</styleSheet>",
        }
    )


def test_sheets_are_headings_and_rows_are_blocks_named_by_sheet_and_row():
    drawing = draw(trips())
    assert pieces(drawing) == [
        ("heading", "Trips", "Trips"),
        ("row", "Trips!1", "Month\tPassengers\tShare\tCounted on"),
        ("row", "Trips!2", "May\t12500\t25.6%\t2020-08-31 14:05"),
        ("row", "Trips!4 from C", "0.3\t2020-08-31"),
        ("row", "Trips!5", "two lines\tTRUE\t\t14:05:09"),
        ("comment", "Trips!B2, comment by Max Roe", "Who counted them?"),
        ("heading", "Draft figures", "Draft figures"),
        ("row", "Draft figures!1", "secret"),
    ]
    assert_holds_everything(drawing)


def test_what_a_reader_of_the_sheet_would_not_know_is_said():
    messages = " ".join(draw(trips()).says.messages)
    assert "The sheet “Draft figures” is hidden" in messages
    assert "became spaces (cells: 1)" in messages
    assert "Formulas without a stored result are read as empty cells (cells: 1)" in messages
    row = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'
    assert "has hidden rows or columns" in draw(book(row)).says.messages[0]


def test_the_first_cells_without_a_result_are_named():
    assert "(cells: 1): Trips!C5." in " ".join(draw(trips()).says.messages)
    row = "".join(f'<c r="{name}1"><f>1+1</f></c>' for name in "ABCDEFG")
    [message] = draw(book(f'<row r="1">{row}<c r="H1"><v>1</v></c></row>')).says.messages
    assert message.endswith("(cells: 7): S1!A1, S1!B1, S1!C1, S1!D1, S1!E1 and others.")


def test_each_cell_of_a_row_has_its_name():
    drawing = draw(trips())
    named = {cell.name: drawing.text[cell.start : cell.end] for b in drawing.blocks for cell in cells(drawing.text, b)}
    assert named["Trips!B2"] == "12500"
    assert named["Trips!D4"] == "2020-08-31"
    assert named["Trips!D5"] == "14:05:09"
    assert "Trips!C5" not in named
    assert not [name for name in named if name.startswith("Draft figures") and not name.endswith("!A1")]


@given(st.integers(1, 16_384))
def test_columns_have_the_names_that_excel_gives_them(number):
    assert column_name(number) == openpyxl.utils.get_column_letter(number)
    assert column_number(column_name(number)) == number


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=5), st.sampled_from(["S!", "a!b 3!", "row "]))
def test_cells_come_back_as_they_went_in_but_for_white_space(table, place):
    draft = Draft()
    rows = Rows(draft)
    for number, values in enumerate(table, 1):
        rows.add(f"{place}{number}", values)
    text, blocks = draft.finish()
    sheet = place if place.endswith("!") else ""
    back = [(cell.name, "".join(text[cell.start : cell.end].split())) for b in blocks for cell in cells(text, b)]
    assert back == [
        (f"{sheet}{column_name(column)}{number}", "".join(value.replace("\0", "\ufffd").split()))
        for number, values in enumerate(table, 1)
        for column, value in enumerate(values, 1)
        if value.strip()
    ]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("44074", "dd/mm/yyyy", "2020-08-31"),
        ("44074.5", 'd" day "mmmm yyyy', "2020-08-31 12:00"),
        ("44074.5", "h:mm AM/PM", "12:00:00"),
        ("1.5", "[h]:mm", "36:00:00"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-3", "yyyy-mm-dd", "-3"),
        ("1e300", "yyyy-mm-dd", "1e+300"),
        ("0.5", '0"%d"', "0.5"),
        ("0.12345", "0.00%", "12.345%"),
        ("1234.50", "[Red]#,##0.00", "1234.5"),
        ("12345678901234567890", "0", "12345678901234567890"),
        ("nan", "0", "nan"),
        ("many", "0%", "many"),
    ],
)
def test_numbers_are_shown_as_their_format_means_them(stored, code, shown):
    escaped = code.replace('"', "&quot;")
    styles = (
        f'<numFmts><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'
    )
    drawing = draw(book(f'<row><c s="0"><v>{stored}</v></c></row>', styles=styles))
    assert drawing.text == f"S1\n\n{shown}"


def test_rows_and_cells_without_a_place_stand_after_the_one_before_them():
    rows = '<row r="7"><c r="C7" t="inlineStr"><is><t>c</t></is></c><c><v>4</v></c></row>'
    rows += '<row><c t="str"><v>x_x000D_y</v></c></row>'
    assert pieces(draw(book(rows)))[1:] == [("row", "S1!7 from C", "c\t4"), ("row", "S1!8", "x y")]
    rows = '<row><c t="str"><v>a_x0000_b_xD800_c</v></c></row>'
    assert draw(book(rows)).text == "S1\n\na\ufffdb\ufffdc"


def test_shared_texts_lose_their_runs_and_readings():
    strings = "<si><r><t>har</t></r><r><t>bour</t></r><rPh><t>no</t></rPh></si>"
    assert draw(book('<row><c t="s"><v>0</v></c></row>', strings)).text == "S1\n\nharbour"


def test_a_text_that_many_cells_share_can_t_fill_the_memory():
    strings = f"<si><t>{'x' * 100_000}</t></si>"
    rows = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 1_001))
    with pytest.raises(CouldNotRead, match="more than 2,000,000 cells or 50,000,000 characters"):
        draw(book(rows, strings))


def test_rows_that_reach_to_the_last_column_can_t_fill_the_memory():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 200))
    with pytest.raises(CouldNotRead, match="more than 2,000,000 cells"):
        draw(book(rows))
    with pytest.raises(Damaged):
        draw(book('<row><c r="ZZZ1"><v>1</v></c></row>'))


def test_sheets_that_share_a_part_cost_no_more_than_a_package_may(monkeypatch):
    monkeypatch.setattr("factcheck.documents.extraction.ooxml.MOST_UNPACKED", 500_000)
    data = book(f"<row><c><v>{'1' * 50_000}</v></c></row>", sheets=200)
    with pytest.raises(CouldNotRead, match="larger than"):
        draw(data)
    with pytest.raises(CouldNotRead, match="more than 1,000 sheets"):
        draw(book("", sheets=1_001))


HOSTILE = {
    "billion laughs": f"{LAUGHS}]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>",
    "external entity": f"{XXE}]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>",
    "10,000 deep": "<worksheet>" + "<row>" * 10_000,
    "cut short": "<worksheet><sheetData><row><c><v>1</v></c></row>",
    "text of 11 MB": f"<worksheet><row><c><v>{'1' * 11_000_000}</v></c></row></worksheet>",
    "a text that is not there": '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>',
    "unpacks to far more": b" " * 40_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheets_are_refused_at_once(name):
    began = time.process_time()
    with pytest.raises(CouldNotRead) as refusal:
        draw(with_parts(book(""), {"xl/r.xml": HOSTILE[name]}))
    assert "root:" not in refusal.value.reason
    assert time.process_time() - began < 2


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/s.xml", "xl/t.xml"])
@pytest.mark.parametrize("name", ["billion laughs", "external entity", "10,000 deep", "cut short"])
def test_hostile_parts_beside_the_sheets_are_refused(name, part):
    hostile = HOSTILE[name].replace("row>", "si>") if part == "xl/s.xml" else HOSTILE[name]
    with pytest.raises(CouldNotRead):
        draw(with_parts(book("<row><c><v>1</v></c></row>"), {part: hostile}))


def test_old_excel_files_and_those_with_a_password_are_told_apart():
    with pytest.raises(UnsupportedType, match=r"save it as \.xlsx or CSV"):
        draw(ole("Root Entry", "Workbook"))
    with pytest.raises(Encrypted):
        draw(ole("Root Entry", "EncryptedPackage"))


def test_a_hundred_thousand_cells_take_a_few_seconds():
    rows = "".join(f'<row r="{n}">{"<c><v>1.5</v></c>" * 20}</row>' for n in range(1, 5_001))
    began = time.process_time()
    assert len(draw(book(rows)).blocks) == 5_001
    assert time.process_time() - began < 8


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40_000))
def test_a_truncated_file_is_refused(length):
    assert_drawn_or_refused(draw, trips()[: length % len(trips())])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), min_size=1, max_size=8))
def test_a_file_with_flipped_bits_is_drawn_or_refused(flips):
    assert_drawn_or_refused(draw, flipped(trips(), flips))


attributes = st.dictionaries(
    st.sampled_from(["r", "t", "s", "hidden"]),
    st.sampled_from(["A1", "C3", "AA2", "s", "str", "b", "e", "inlineStr", "0", "1", "99", "x", "-1", "1" * 12]),
)
contents = st.sampled_from(
    ["", "<v/>", "<v>0</v>", "<v>1</v>", "<v>a</v>", "<f>1</f>", "<is><t>i</t></is>", "<v>1e999</v>"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(attributes, st.lists(st.tuples(attributes, contents), max_size=4)), max_size=4))
def test_any_cells_are_drawn_or_refused(rows):
    def tag(name, values, inner):
        return f"<{name} {' '.join(f'{key}="{one}"' for key, one in values.items())}>{inner}</{name}>"

    xml = "".join(tag("row", values, "".join(tag("c", *cell) for cell in row)) for values, row in rows)
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    assert_drawn_or_refused(draw, book(xml, "<si><t>s</t></si>", styles))
