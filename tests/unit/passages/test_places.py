"""What a passage's place is called."""

from factcheck.passages.places import place_of

TEXT = "Depot\tTrucks\tTanks\n\nBrest\t40\t\t7"
ROWS = [
    {"kind": "row", "start": 0, "end": 18, "label": "Fleet!1"},
    {"kind": "row", "start": 20, "end": 31, "label": "Fleet!2"},
]


def _at(words: str) -> str:
    start = TEXT.index(words)
    return place_of(TEXT, ROWS, start, start + len(words))


def test_words_inside_one_cell_are_named_by_the_cell():
    assert _at("Trucks") == "Fleet!B1"
    assert _at("7") == "Fleet!D2"


def test_words_of_several_cells_are_named_by_the_row():
    assert _at("Brest\t40") == "Fleet!2"


def test_words_of_several_rows_have_no_name():
    assert _at("Tanks\n\nBrest") == ""


def test_a_cue_is_named_by_its_time_and_a_page_by_its_number():
    cue = {"kind": "cue", "start": 0, "end": 10, "label": "00:01:02"}
    assert place_of("Ten apples", [cue], 0, 3) == "00:01:02"
    assert place_of("Ten apples", [{"kind": "paragraph", "start": 0, "end": 10}], 0, 3, page=4) == "page 4"
