"""Documents with pages in the reader: the page beside the text, and texts that are missing, typed or chosen."""

import io

import openpyxl
import pytest

from factcheck.documents.actions import Typing, type_text
from factcheck.documents.actions.reading_again import read_again, read_by_ocr_as
from factcheck.documents.extraction import ocr
from factcheck.documents.models import Capture
from tests.database.desk.papers import claim_of, linked, paper, passage_of, text_of
from tests.database.desk.scans import broken, scanned, screenshot, two_pages

pytestmark = pytest.mark.django_db


def _page(client, document, query="", **headers):
    return client.get(f"/documents/{document.public_id}/{query}", headers=headers)


def test_a_passage_in_a_pdf_has_its_page_and_one_box_for_each_line(by_reviewer):
    document = two_pages(by_reviewer)
    passage = passage_of(document, "on Monday,\nthe mayor", by_reviewer)
    assert passage.page == 1
    assert [box[0] for box in passage.boxes] == [1, 1]
    assert passage_of(document, "Nobody", by_reviewer).page == 2


def test_the_page_is_shown_beside_the_text_with_its_marks(as_viewer, by_reviewer):
    document = two_pages(by_reviewer)
    passage = linked(document, "Nobody was hurt", claim_of(by_reviewer), by_reviewer, "contradicts")
    first, second = (_page(as_viewer, document, f"?page={n}").content.decode() for n in (1, 2))
    assert f'src="/documents/{document.public_id}/pages/2/?capture=1' in second
    assert f'class="on-page" href="#{passage.public_id.lower()}"' in second
    assert 'class="on-page"' not in first
    assert "Page 1 of 2" in first
    assert f'href="?capture=1&amp;page=2#{passage.public_id.lower()}"' in first


def test_another_page_is_fetched_alone(as_viewer, by_reviewer):
    fragment = _page(as_viewer, two_pages(by_reviewer), "?page=2", HX_Request="true", HX_Target="page").content.decode()
    assert fragment.lstrip().startswith('<div id="page" data-page="2"')
    assert "data-from" in fragment


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=x", "?page=-1"])
def test_a_page_that_is_not_there_shows_the_first(as_viewer, by_reviewer, query):
    assert 'data-page="1"' in _page(as_viewer, two_pages(by_reviewer), query).content.decode()


def test_a_scan_says_that_it_is_one_and_offers_typing_to_whoever_may(as_viewer, as_reviewer, by_reviewer):
    document = scanned(by_reviewer)
    seen = _page(as_viewer, document).content.decode()
    assert "This is a scan of 1 page" in seen
    assert "Type what it says" not in seen
    assert "/pages/1/" in seen
    assert "Type what it says" in _page(as_reviewer, document).content.decode()


def test_what_could_not_be_read_says_why_on_every_page_of_it(as_reviewer, by_reviewer):
    document = broken(by_reviewer)
    page = _page(as_reviewer, document).content.decode()
    assert "This could not be read." in page
    assert "damaged or incomplete" in page
    for name in ("facts/", "proof/", "relations/", "type/", "bytes/"):
        assert as_reviewer.get(f"/documents/{document.public_id}/{name}").status_code == 200, name
    assert "broken.pdf" in as_reviewer.get("/documents/").content.decode()
    assert as_reviewer.post(f"/documents/{document.public_id}/find/", {"quote": "x", "do": "keep"}).status_code == 422


def test_words_typed_off_a_picture_become_a_passage_in_the_region(as_reviewer, by_reviewer):
    document = screenshot(by_reviewer)
    url = f"/documents/{document.public_id}/type/?capture=1&page=1"
    region = {"left": "10", "top": "20", "width": "50", "height": "30"}
    response = as_reviewer.post(url, {"text": "The ferry sank\r\nat noon."} | region)
    assert response.status_code == 302
    extraction = text_of(document)
    assert (extraction.text, extraction.typed_by) == ("The ferry sank\nat noon.", by_reviewer)
    assert passage_of(document, "ferry sank", by_reviewer).boxes == [(1, 120.0, 160.0, 720.0, 400.0)]
    assert "Typed by" in _page(as_reviewer, document).content.decode()


def test_a_second_region_keeps_the_first_and_the_earlier_text_stays_open_to_view(as_reviewer, by_reviewer):
    document = screenshot(by_reviewer)
    capture = document.captures.get()
    first = type_text(capture=capture, typing=Typing("Seen at noon.", 1, (0, 50, 100, 50)), by=by_reviewer)
    passage_of(document, "noon", by_reviewer)
    type_text(capture=capture, typing=Typing("The ferry", 1, (0, 0, 100, 50)), by=by_reviewer)
    assert text_of(document).text == "Seen at noon.\n\nThe ferry"
    page = _page(as_reviewer, document, f"?capture=1&extraction={first.public_id}").content.decode()
    assert 'aria-current="true">typed by Remy Reviewer' in page
    assert "The ferry" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "  "},
        {"text": "words", "left": "10"},
        {"text": "words", "left": "10", "top": "10", "width": "0", "height": "10"},
        {"text": "words", "left": "x", "top": "10", "width": "5", "height": "10"},
        {"text": "words", "left": "101", "top": "10", "width": "5", "height": "10"},
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_was_typed(as_reviewer, by_reviewer, fields):
    document = screenshot(by_reviewer)
    response = as_reviewer.post(f"/documents/{document.public_id}/type/?capture=1", fields)
    assert response.status_code == 422
    assert document.captures.get().extractions.count() == 1


def test_a_text_of_another_document_is_not_found(as_viewer, by_reviewer):
    other = text_of(two_pages(by_reviewer))
    assert _page(as_viewer, screenshot(by_reviewer), f"?extraction={other.public_id}").status_code == 404
    assert _page(as_viewer, screenshot(by_reviewer), "?extraction=nonsense").status_code == 404


def test_a_page_read_by_another_reader_is_a_further_text(as_reviewer, by_reviewer):
    document = paper(by_reviewer, "# The bridge\n\nIt was **closed** on Monday.\n")
    capture = Capture.objects.get(document=document)
    passage = passage_of(document, "on Monday", by_reviewer)
    read_again(capture=capture, reader="factcheck plain text")
    assert passage.anchors.get().status == "moved"
    assert capture.extractions.count() == 2
    page = _page(as_reviewer, document).content.decode()
    assert "read by factcheck Markdown" in page
    assert "**closed**" in page


def test_ocr_is_a_job_and_the_page_says_that_it_is_at_work(as_reviewer, by_reviewer, monkeypatch):
    monkeypatch.setattr("factcheck.documents.extraction.ocr.available", lambda: "5.0.0")
    document = scanned(by_reviewer)
    for _ in range(2):
        as_reviewer.post(f"/documents/{document.public_id}/read/?capture=1", {"reader": "tesseract"})
    page = _page(as_reviewer, document).content.decode()
    assert "Being read by OCR" in page
    assert "Read by OCR" not in page


def test_a_reader_that_is_not_offered_reads_nothing(as_reviewer, by_reviewer):
    document = scanned(by_reviewer)
    as_reviewer.post(f"/documents/{document.public_id}/read/?capture=1", {"reader": "factcheck HTML"})
    assert document.captures.get().extractions.count() == 1


@pytest.mark.skipif(ocr.available() is None, reason="tesseract is not installed: no picture is read here")
def test_the_job_reads_a_scan_once_and_its_words_have_their_places(as_viewer, by_reviewer):
    document = scanned(by_reviewer)
    capture = document.captures.get()
    for _ in range(2):
        read_by_ocr_as(capture.pk, by_reviewer.pk)
    assert capture.extractions.count() == 2
    passage = passage_of(document, "bridge was closed", by_reviewer)
    assert (passage.page, len(passage.boxes)) == (1, 1)
    assert "by OCR (tesseract" in _page(as_viewer, document).content.decode()


def test_ocr_that_finds_nothing_does_not_hide_what_a_person_typed(as_viewer, by_reviewer):
    document = screenshot(by_reviewer)
    capture = document.captures.get()
    type_text(capture=capture, typing=Typing("Seen at noon."), by=by_reviewer)
    empty = {"extractor": "tesseract", "extractor_version": "1", "text": "", "blocks": [], "line_ends": "none"}
    capture.extractions.create(**empty)
    page = _page(as_viewer, document).content.decode()
    assert "Seen at noon." in page
    assert "read by OCR" not in page


def test_who_reads_a_sheet_is_told_which_cells_have_a_formula_and_no_result(as_viewer, by_reviewer):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Trips"
    for row in (["Country", "Trips"], ["Norway", "=1+1"], ["Peru", 7]):
        book.active.append(row)
    book.save(file)
    page = _page(as_viewer, paper(by_reviewer, file.getvalue())).content.decode()
    assert "Formulas without a stored result are read as empty cells (cells: 1): Trips!B2." in page
    assert "created" not in page.partition('<div class="stack about-text"')[2].partition("</div>")[0]
