"""OCR: the table tesseract writes, and, where tesseract is installed, words read off pictures."""

import os
import subprocess
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from factcheck.documents.extraction import ocr
from factcheck.documents.extraction.errors import CouldNotRead
from factcheck.documents.extraction.ocr_table import pieces_of
from factcheck.documents.extraction.paged import Sheet, assembled

from .pdf_samples import made, photographed, scan
from .test_pdf_boxes import assert_words_fit

installed = pytest.mark.skipif(ocr.available() is None, reason="tesseract is not installed: no picture is read here")

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
TABLE = "\n".join(
    [
        HEADER,
        "1\t1\t0\t0\t0\t0\t0\t0\t1000\t800\t-1\t",
        "4\t1\t1\t1\t1\t0\t100\t100\t400\t20\t-1\t",
        "5\t1\t1\t1\t1\t1\t100\t100\t80\t20\t96.5\tBridge",
        "5\t1\t1\t1\t1\t2\t200\t100\t60\t20\t90.0\tshut",
        "5\t1\t1\t1\t2\t1\t100\t130\t60\t20\t88.0\tuntil",
        "5\t1\t1\t2\t1\t1\t100\t200\t60\t20\t70.0\tMarch",
        "5\t1\t2\t1\t1\t1\t900\t780\t300\t90\t50.0\tedge",
        "5\t1\t2\t1\t1\t2\t10\t10\t5\t5\t95.0\t ",
        "",
    ]
)


def test_the_table_gives_paragraphs_lines_and_boxes():
    pieces, certainty = pieces_of(TABLE, 0.5, 500, 400)
    text, blocks, pages = assembled([Sheet(500, 400, pieces)])
    assert text == "Bridge shut\nuntil\n\nMarch\n\nedge"
    assert [block.kind for block in blocks] == ["paragraph"] * 3
    assert pages[0].words[:2] == ((0, 6, 50, 50, 90, 60), (7, 11, 100, 50, 130, 60))
    assert certainty == [96.5, 90.0, 88.0, 70.0, 50.0]


def test_a_box_that_reaches_over_the_edge_is_cut():
    pieces, _ = pieces_of(TABLE, 0.5, 500, 400)
    assert pieces[-1].lines[0].words == [(0, 4, (450, 390, 500, 400))]


@pytest.mark.parametrize(
    "table", ["", HEADER, "5\t1\t1", "5\t1\tx\t1\t1\t1\t0\t0\t1\t1\t90\tword", "not a table\n\0\n"]
)
def test_a_table_without_words_has_no_paragraphs(table):
    assert pieces_of(table, 1.0, 100, 100) == ([], [])


_number = st.integers(-50, 200).map(str)
_row = st.tuples(st.sampled_from(["5", "4"]), *[_number] * 10, st.text(max_size=6)).map("\t".join)


@given(st.lists(_row, max_size=12))
def test_any_table_gives_words_that_fit(rows):
    pieces, certainty = pieces_of("\n".join(rows), 0.7, 100, 80)
    text, _, pages = assembled([Sheet(100, 80, pieces)])
    assert len(pages[0].words) == len(certainty)
    assert [len(text[start:end].split()) for start, end, *_ in pages[0].words] == [1] * len(certainty)
    for *_, x0, y0, x1, y1 in pages[0].words:
        assert min(x0, y0) >= 0
        assert max(x0, x1) <= 100
        assert max(y0, y1) <= 80


def test_without_tesseract_nothing_is_available_and_reading_is_refused(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert ocr.available() is None
    assert ocr.languages() == ()
    with pytest.raises(CouldNotRead, match="when tesseract is installed"):
        ocr.draw(photographed("Bridge shut"))


@installed
def test_a_scan_is_read_page_by_page_with_the_words_where_they_stand():
    drawing = ocr.draw(scan("The bridge is shut", "until the end of March"))
    shares = [drawing.text[page.start : page.end] for page in drawing.pages]
    assert shares == ["The bridge is shut", "until the end of March"]
    assert [(page.width, page.height) for page in drawing.pages] == [(595, 842)] * 2
    assert_words_fit(drawing)
    _, _, x0, y0, _, y1 = drawing.pages[0].words[0]
    assert x0 == pytest.approx(50, abs=5)
    assert 95 < y0 < y1 < 125
    assert "by OCR (tesseract" in drawing.says.messages[0]


@installed
def test_a_picture_is_read_in_its_own_pixels():
    drawing = ocr.draw(photographed("The bridge is shut", (900, 500), "JPEG"))
    assert drawing.text == "The bridge is shut"
    assert (drawing.pages[0].width, drawing.pages[0].height) == (900, 500)
    assert drawing.pages[0].words[0][2] == pytest.approx(150, abs=8)


@installed
def test_a_transparent_picture_is_read_as_on_white_paper():
    opaque = Image.open(BytesIO(photographed("The bridge is shut", (900, 500)))).convert("L")
    clear = Image.new("RGBA", opaque.size, "black")
    clear.putalpha(opaque.point(lambda value: 255 - value))
    data = BytesIO()
    clear.save(data, "PNG")
    assert ocr.draw(data.getvalue()).text == "The bridge is shut"


@installed
def test_a_picture_without_words_is_said_to_have_none():
    drawing = ocr.draw(photographed(""))
    assert drawing.text == ""
    assert drawing.says.messages[0].startswith("No words were found by OCR")


@installed
@pytest.mark.parametrize("language", ["xyz", "../../etc/passwd", "--help"])
def test_a_language_it_does_not_have_is_refused(language):
    with pytest.raises(CouldNotRead, match="has no language"):
        ocr.draw(photographed("Bridge"), in_languages=[language])


def _impostor(folder, monkeypatch, script: str) -> None:
    """A tesseract that tells its version and languages, and then does what `script` says."""
    program = folder / "tesseract"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in --version) echo tesseract 5.0.0;; --list-langs) echo list; echo eng;;'
        f" *) {script};; esac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_page_that_takes_too_long_is_given_up_and_its_process_ended(tmp_path, monkeypatch):
    _impostor(tmp_path, monkeypatch, f"echo $$ > {tmp_path}/pid; exec sleep 60")
    monkeypatch.setattr(ocr, "SECONDS_PER_PAGE", 1)
    with pytest.raises(CouldNotRead, match="page 1 by OCR took more than 1 s"):
        ocr.draw(made([(60, 100, 11, "x")]))
    number = (tmp_path / "pid").read_text().strip()
    assert subprocess.run(["ps", "-p", number], capture_output=True).returncode != 0


def test_a_page_that_tesseract_gives_up_is_said_to_be(tmp_path, monkeypatch):
    _impostor(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(CouldNotRead, match="gave up on page 1"):
        ocr.draw(made([(60, 100, 11, "x")]))


def test_too_many_pages_are_refused(tmp_path, monkeypatch):
    _impostor(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    with pytest.raises(CouldNotRead, match="has 2 pages"):
        ocr.draw(made([], []))
