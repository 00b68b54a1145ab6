"""What pages say of where a fact about a document comes from."""

import pytest

from factcheck.documents.extraction.media_types import CSV, DOCX, HTML, JPEG, MARKDOWN, PDF, PLAIN, UNKNOWN, XLSX
from factcheck.documents.wording import basis_in_words, download_name, named_otherwise, place_in_words


@pytest.mark.parametrize(
    ("name", "basis", "how", "said"),
    [
        ("title", "content", "first line", "stands in the document: first line"),
        ("language", "content", "detected from the words", "follows from the document: detected from the words"),
        (
            "source",
            "metadata",
            "by the domain of the address",
            "follows from the document: by the domain of the address",
        ),
        ("source", "desk", "the editor told us", "established by the desk: the editor told us"),
        ("author", "", "", "not known"),
    ],
)
def test_a_fact_is_said_to_stand_only_where_somebody_can_read_it(name, basis, how, said):
    assert basis_in_words({"name": name, "value": "x", "basis": basis, "how": how}) == said


@pytest.mark.parametrize(
    ("filename", "media_type", "said"),
    [
        ("report.pdf", DOCX, "Named .pdf, but it is a Word document."),
        ("Report.PDF", HTML, "Named .pdf, but it is a web page."),
        ("photo.png", JPEG, "Named .png, but it is a JPEG picture."),
        ("page.html", PLAIN, "Named .html, but it is plain text."),
        ("notes.txt", PDF, "Named .txt, but it is a PDF."),
        ("sums.csv", XLSX, "Named .csv, but it is an Excel file."),
        ("report.pdf", PDF, ""),
        ("notes.txt", MARKDOWN, ""),
        ("page.htm", HTML, ""),
        ("photo.jpeg", JPEG, ""),
        ("sums.tsv", CSV, ""),
        ("old.doc", DOCX, ""),
        ("index.php", HTML, ""),
        ("pdf", HTML, ""),
        ("", HTML, ""),
        ("report.pdf", UNKNOWN, ""),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_remarked_on(filename, media_type, said):
    assert named_otherwise(filename, media_type) == said


def test_which_of_two_an_encrypted_office_file_is_nobody_knows():
    assert named_otherwise("sums.xlsx", DOCX, was_read=False) == ""
    assert named_otherwise("report.pdf", DOCX, was_read=False) == "Named .pdf, but it is a Word document."


def test_what_is_saved_has_nothing_of_a_path_in_its_name():
    assert download_name("IM-0003", 2, "../../etc/pass wd.exe", "bin") == "IM-0003-2-etc-pass-wd.bin"
    assert download_name("IM-0003", 2, "", "bin") == "IM-0003-2.bin"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("page header", "[page header]"),
        ("byline", "[byline]"),
        ("note 3", "[note 3]"),
        ("endnote", "[endnote]"),
        ("comment by Moss, Ada", "[comment by Moss, Ada]"),
        ("Sheet1!B2, comment by Ada Moss", "[Sheet1!B2, comment by Ada Moss]"),
        ("text box, table 1, row 2", "[[text box], table 1, row 2]"),
        ("00:01:02", "00:01:02"),
        ("Sheet1!4", "Sheet1!4"),
    ],
)
def test_places_are_said_in_the_language_of_whoever_reads(label, said, monkeypatch):
    assert place_in_words(label) == label
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda words: f"[{words}]")
    assert place_in_words(label) == said
