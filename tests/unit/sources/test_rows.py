"""A table of sources as CSV, read row by row."""

import pytest

from factcheck.sources.rows import read_rows
from factcheck.web.spreadsheets import UnreadableTable

GRADES = ["A", "B", "C", "D", "E", "F"]
AFFILIATIONS = {"owned": "state-owned", "none": "none known"}


def read(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode()
    return read_rows(data, reliabilities=GRADES, affiliations=AFFILIATIONS)


def test_a_row_is_read_into_what_it_says():
    [row] = read(
        "name,domains,homepage,reliability,state_affiliation,reason\n"
        "Herald,https://www.Herald.example/ herald2.example,https://herald.example/,b,State-owned,New owner\n"
    )
    assert (row.number, row.name, row.reason, row.errors) == (2, "Herald", "New owner", ())
    assert row.domains == ("herald.example", "herald2.example")
    assert row.values == {
        "homepage": "https://herald.example/",
        "reliability": "B",
        "state_affiliation": "owned",
    }


def test_an_empty_cell_says_nothing_and_a_dash_empties():
    [row] = read("name,description,reliability\nHerald,,-\n")
    assert row.values == {"reliability": ""}


def test_formula_like_text_stays_text():
    [row] = read("name,description\n=HYPERLINK(1),'+49 30\n")
    assert (row.name, row.values) == ("=HYPERLINK(1)", {"description": "+49 30"})


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (",herald.example,,", "name is missing"),
        ("\u200b,herald.example,,", "name is missing"),
        ("Herald,nonsense,,", "“nonsense” is not a domain"),
        ("Herald,,G,", "one of A to F, not “G”"),
        ("Herald,,,friendly", "not “friendly”"),
        ("Herald,,,none,more", "More cells"),
    ],
)
def test_each_row_says_what_is_wrong_with_it(cells, message):
    good, bad = read(f"name,domains,reliability,state_affiliation\nWire,,,\n{cells}\n")
    assert not good.errors
    assert bad.number == 3
    assert message in " ".join(bad.errors)


def test_a_home_page_that_is_no_address_is_an_error():
    [row] = read("name,homepage\nHerald,javascript:alert(1)\n")
    assert "home page" in row.errors[0]


def test_several_errors_of_a_row_are_all_told():
    [row] = read("name,domains,reliability\nHerald,x y,Z\n")
    assert len(row.errors) == 3


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffname;domains\r\nВестник;vestnik.example\r\n".encode(),
        "name,domains\n\n\nВестник,vestnik.example\n".encode(),
        'name,domains\n"Вестник",vestnik.example'.encode("utf-16"),
    ],
    ids=["semicolons and a mark", "empty lines", "utf-16"],
)
def test_what_spreadsheets_save_is_read(data):
    [row] = read(data)
    assert (row.name, row.domains) == ("Вестник", ("vestnik.example",))


def test_windows_1251_is_read():
    names = ["Вестник Приозерья, ежедневная газета", "Радио Корсов, новости на каждый час", "Северный курьер"]
    rows = read(("name\n" + "\n".join(f'"{name}"' for name in names)).encode("cp1251"))
    assert [row.name for row in rows] == names


def test_rows_keep_their_number_when_lines_are_empty():
    [row] = read("name\n\n\nHerald\n")
    assert row.number == 4


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no rows"),
        (b" \n,\n", "no rows"),
        (b"domains\nherald.example\n", "no column “name”"),
        (b"name,colour\nHerald,red\n", "do not know: colour"),
        (b"name,name\nA,B\n", "twice: name"),
        (b'name\n"Herald\n', "is not CSV"),
        (b"name\n\x00\x01", "not a text file"),
        (b"name\n" + b"Herald\n" * 5_001, "more than 5000 rows"),
    ],
)
def test_a_file_that_is_no_table_of_sources_is_refused_whole(data, message):
    with pytest.raises(UnreadableTable, match=message):
        read(data)


def test_a_name_or_home_page_longer_than_a_form_takes_is_an_error():
    [row] = read(f"name,homepage\n{'x' * 301},https://a.example/{'y' * 200}\n")
    assert len(row.errors) == 2
