"""Documents with pages, of the tests' own words."""

from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import Document
from tests.unit.documents.extraction.pdf_samples import made, paragraph, photographed, scan

FIRST = paragraph(72, 120, "The bridge was closed on Monday,", "the mayor told the council.", size=16, leading=22)
SECOND = paragraph(72, 120, "Nobody was hurt in it.", size=16)


def brought_in(data: bytes, filename: str, by) -> Document:
    receipt = Receipt(received_from="a reader", filename=filename)
    return import_document(data=data, receipt=receipt, by=by).document


def two_pages(by) -> Document:
    return brought_in(made(FIRST, SECOND), "bridge.pdf", by)


def scanned(by) -> Document:
    return brought_in(scan("The bridge was closed on Monday."), "scan.pdf", by)


def screenshot(by) -> Document:
    return brought_in(photographed("The ferry sank at noon.", size=(1200, 800)), "post.png", by)


def broken(by) -> Document:
    return brought_in(made(FIRST)[:300], "broken.pdf", by)
