"""What a PDF says about itself, and what is not believed."""

import datetime as dt

import pytest

from factcheck.documents.extraction import pdf, pdf_says
from factcheck.documents.extraction.values import Found

from .pdf_samples import made, paragraph

TEXT = paragraph(60, 100, "The harbour bridge in Example Town will stay shut,", "the port authority said.")


def test_metadata_are_marked_as_such():
    made_on = dt.datetime(2020, 8, 31, 10, 45, tzinfo=dt.UTC)
    says = pdf.draw(made(TEXT, title="Bridge shut", author="Jane Doe", creation_date=made_on, lang="en-GB")).says
    assert says.title == Found("Bridge shut", "metadata", "PDF metadata")
    assert says.author == Found("Jane Doe", "metadata", "PDF metadata")
    # When a file was made is no date of publication.
    assert says.published is None
    assert says.messages == ("By its own account the file was made on 2020-08-31.",)
    assert says.language == Found("en-GB", "metadata", "PDF catalogue “Lang”")


def test_what_is_printed_on_the_page_comes_before_metadata():
    lines = [(60, 60, 24, "Bridge shut for the winter"), (60, 80, 11, "31 August 2020"), *TEXT]
    says = pdf.draw(made(lines, title="Microsoft Word - bridge3.doc", creation_date=dt.datetime(2021, 1, 1))).says
    assert says.title == Found("Bridge shut for the winter", "content", "first heading")
    assert says.published
    assert (says.published.value, says.published.basis) == ("31 August 2020", "content")


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "Microsoft Word - x.doc",
        "Microsoft PowerPoint - Budget (final)",
        "report_final_v2",
        "20200831",
        "bridge.docx",
        "Bridge report.indd",
        "untitled",
        "Untitled-1",
        "Document1",
        "C:\\Users\\jane\\bridge",
        "/tmp/print.ps",
        "https://example.org/bridge",
        "about:blank",
        "PowerPoint Presentation",
        "Slide 1",
        "Scan 12",
        "�ridge shut",
        "?",
    ],
)
def test_no_title_is_better_than_a_program_s(junk):
    assert pdf_says.title(junk) is None


@pytest.mark.parametrize(
    "title", ["Bridge shut", "Annual report 2020", "Мост закрыт", "Document on the bridge", "桥梁关闭了"]
)
def test_a_title_somebody_wrote_is_kept(title):
    assert pdf_says.title(title) == Found(title, "metadata", "PDF metadata")


@pytest.mark.parametrize("junk", ["", "user", "Admin", "Microsoft Office User", "CORP\\jdoe", "Windows User"])
def test_no_author_is_better_than_an_account(junk):
    assert pdf_says.author(junk) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("D:20200831104500+02'00'", "2020-08-31"),
        ("20200831", "2020-08-31"),
        ("D:202008", "2020-08"),
        ("D:2020", "2020"),
        ("D:20201331", None),
        ("D:00000000", None),
        ("D:99990101", None),
        ("Mon Aug 31 2020", None),
        ("", None),
    ],
)
def test_dates_are_given_as_iso_or_not_at_all(value, date):
    found = pdf_says.date(value)
    assert (found.value if found else None) == date


@pytest.mark.parametrize("junk", ["", "english, please", "x", "<script>"])
def test_a_language_is_a_code(junk):
    assert pdf_says.language(junk) is None
