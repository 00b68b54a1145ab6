"""PDF: what is read, in which order, and as what."""

import pytest

from factcheck.documents.extraction import pdf
from factcheck.documents.extraction.values import Drawing

from .pdf_samples import HEIGHT, form, made, mapped, paragraph, scan

LEFT = (
    "The harbour bridge in Example Town",
    "will stay shut until March, the port",
    "authority said on Monday, after the",
    "inspectors found eleven cracks in its",
    "northern pier.",
)
RIGHT = (
    "Repairs are expected to cost about",
    "four million crowns and to take at",
    "least five months, according to the",
    "engineer who wrote the report for",
    "the council.",
)


def blocks(drawing: Drawing) -> list[tuple[str, str]]:
    return [(block.kind, drawing.text[block.start : block.end]) for block in drawing.blocks]


def test_lines_close_together_are_a_paragraph_and_a_gap_ends_it():
    drawing = pdf.draw(made(paragraph(60, 100, *LEFT) + paragraph(60, 200, *RIGHT)))
    assert blocks(drawing) == [("paragraph", "\n".join(LEFT)), ("paragraph", "\n".join(RIGHT))]


def test_an_indented_line_begins_a_paragraph():
    lines = [*paragraph(60, 100, *LEFT), *[(78, 170, 11, RIGHT[0])], *paragraph(60, 184, *RIGHT[1:])]
    assert [text for _, text in blocks(pdf.draw(made(lines)))] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_double_spaced_text_has_paragraphs_too():
    drawing = pdf.draw(made(paragraph(60, 100, *LEFT, leading=24) + paragraph(60, 260, *RIGHT, leading=24)))
    assert [text for _, text in blocks(drawing)] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_columns_drawn_one_after_the_other_keep_their_order():
    drawing = pdf.draw(made(paragraph(60, 100, *LEFT) + paragraph(320, 100, *RIGHT)))
    assert [text for _, text in blocks(drawing)] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_columns_drawn_line_by_line_across_the_page_are_read_one_after_the_other():
    pairs = zip(paragraph(60, 100, *LEFT), paragraph(320, 100, *RIGHT), strict=True)
    drawing = pdf.draw(made([line for pair in pairs for line in pair]))
    assert [text for _, text in blocks(drawing)] == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_a_table_is_read_row_by_row():
    rows = [("Bridge", "4.1"), ("Tunnel", "9.5"), ("Ferry", "2.2"), ("Road", "7.0"), ("Rail", "1.3")]
    cells = [cell for number, (name, cost) in enumerate(rows) for cell in _row(100 + 14 * number, name, cost)]
    assert pdf.draw(made(cells)).text.split() == [word for row in rows for word in row]


def _row(y: float, name: str, cost: str) -> list[tuple[float, float, float, str]]:
    return [(60, y, 11, name), (320, y, 11, cost)]


def test_a_word_cut_at_the_end_of_a_line_stays_cut():
    drawing = pdf.draw(made(paragraph(60, 100, "The council was sur-", "prised by the cost.")))
    assert drawing.text == "The council was sur-\nprised by the cost."
    assert [drawing.text[start:end] for start, end, *_ in drawing.pages[0].words][3:5] == ["sur-", "prised"]


def test_larger_and_bold_lines_are_headings_by_rank():
    lines = [
        (60, 100, 24, "Harbour bridge to stay shut"),
        *paragraph(60, 140, *LEFT),
        (60, 230, 15, "What it costs"),
        *paragraph(60, 250, *RIGHT),
        (60, 340, -11, "Who pays"),
        *paragraph(60, 356, *LEFT),
    ]
    headings = [(block.level, text) for block, (kind, text) in _both(pdf.draw(made(lines))) if kind == "heading"]
    assert headings == [(1, "Harbour bridge to stay shut"), (2, "What it costs"), (3, "Who pays")]


def _both(drawing: Drawing):
    return zip(drawing.blocks, blocks(drawing), strict=True)


def test_bullets_make_list_items():
    lines = paragraph(
        60, 100, "What must be done:", "- close the bridge", "- count the cracks", "and report them", "- pay"
    )
    assert blocks(pdf.draw(made(lines)))[1:] == [
        ("list_item", "- close the bridge"),
        ("list_item", "- count the cracks\nand report them"),
        ("list_item", "- pay"),
    ]


def _numbered(number: int) -> list[tuple[float, float, float, str]]:
    text = paragraph(60, 200, *[f"{line} ({number})" for line in LEFT])
    return [(60, 40, 9, "Port authority: annual report"), *text, (290, HEIGHT - 30, 9, f"Page {number} of 4")]


def test_what_comes_again_on_every_page_is_a_page_header_or_footer():
    drawing = pdf.draw(made(*[_numbered(number) for number in range(1, 5)]))
    marked = [(block.kind, block.label) for block in drawing.blocks]
    assert marked == [("boilerplate", "page header"), ("paragraph", ""), ("boilerplate", "page footer")] * 4


def test_a_page_header_whose_words_change_is_known_by_its_page_number():
    headers = ["The bridge 7", "8 What it costs", "The council 9", "10 Who pays"]
    pages = [[(60, 40, 9, header), *paragraph(60, 200, *LEFT)] for header in headers]
    assert [block.label for block in pdf.draw(made(*pages)).blocks] == ["page header", ""] * 4


def test_a_line_at_the_top_of_one_page_is_no_page_header():
    pages = [paragraph(60, 40, *LEFT), paragraph(60, 40, *RIGHT), paragraph(60, 200, *LEFT)]
    assert {kind for kind, _ in blocks(pdf.draw(made(*pages)))} == {"paragraph"}


def test_each_page_is_a_range_of_the_text():
    drawing = pdf.draw(made(paragraph(60, 100, *LEFT), [], paragraph(60, 100, *RIGHT)))
    shares = [drawing.text[page.start : page.end] for page in drawing.pages]
    assert shares == ["\n".join(LEFT), "", "\n".join(RIGHT)]
    assert [page.number for page in drawing.pages] == [1, 2, 3]
    assert drawing.says.messages[1:] == (
        "Page 2 is without text: a picture or blank. Text can come by OCR or by typing it.",
    )


def test_a_scan_has_pages_without_words_and_is_said_to_be_one():
    drawing = pdf.draw(scan("Bridge shut", "Ferry full"))
    assert (drawing.text, drawing.blocks) == ("", ())
    assert [(page.width, page.height, page.words) for page in drawing.pages] == [(595, 842, ())] * 2
    assert drawing.says.messages[1:] == (
        "This is a scan of 2 pages: pictures without text. Text can come by OCR or by typing it.",
    )


def test_cyrillic_letters_are_those_the_font_says():
    russian = "Мост закрыт"
    meaning = {0x41 + number: letter for number, letter in enumerate(dict.fromkeys(russian))}
    codes = {letter: code for code, letter in meaning.items()}
    data = mapped([(60, 100, bytes(codes[letter] for letter in russian))], meaning)
    assert pdf.draw(data).text == russian


def test_right_to_left_words_are_stored_in_the_order_they_are_read():
    hebrew = "הגשר סגור"
    meaning = {0x41 + number: letter for number, letter in enumerate(dict.fromkeys(hebrew))}
    codes = {letter: code for code, letter in meaning.items()}
    drawn = bytes(codes[letter] for letter in reversed(hebrew))
    drawing = pdf.draw(mapped([(60, 100, drawn)], meaning))
    assert drawing.text == hebrew
    first, second = drawing.pages[0].words
    assert first[2] > second[2], "the first word stands on the right"


@pytest.mark.parametrize("ligature", ["fi", "ﬁ"])
def test_a_ligature_is_the_letters_it_stands_for(ligature):
    meaning = {0x41: "o", 0x42: ligature, 0x43: "x"}
    assert pdf.draw(mapped([(60, 100, b"ABC")], meaning)).text == "ofix"


def test_characters_outside_the_basic_plane_are_one_character():
    drawing = pdf.draw(mapped([(60, 100, b"AB")], {0x41: "𝐀", 0x42: "x"}))
    assert drawing.text == "𝐀x"
    assert drawing.pages[0].words[0][:2] == (0, 2)


def test_controls_and_characters_that_are_none_are_shown_as_unknown_and_counted():
    drawing = pdf.draw(mapped([(60, 100, b"ABC")], {0x41: "\x01", 0x42: "\x00", 0x43: "x"}))
    assert drawing.text == "��x"
    assert drawing.says.messages == ("Characters whose meaning the fonts don't tell are shown as U+FFFD: 2.",)


def test_words_outside_the_page_are_left_out_and_counted():
    drawing = pdf.draw(made([(60, 100, 11, "Seen"), (-300, 100, 11, "never seen"), (60, 2000, 11, "nor this")]))
    assert drawing.text == "Seen"
    assert drawing.says.messages[1:] == ("Words outside the visible part of the pages were left out: 4.",)


def test_what_was_typed_into_a_form_and_onto_the_page_is_read_too():
    drawing = pdf.draw(form("Name of owner:", field="Jane Doe", remark="typed remark"))
    assert [text for _, text in blocks(drawing)] == ["Name of owner:", "Jane Doe", "typed remark"]
