"""Pages of the web and PDFs in a ZIP, as a job brings them in, beside the bare library that draws their text."""

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable

import pypdfium2
import trafilatura
from fpdf import FPDF

from factcheck.documents.actions import Receipt
from factcheck.documents.importing.start import Handed, start_import
from factcheck.documents.importing.work import work_through
from tests.benchmarks.dataset import person, sentence
from tests.benchmarks.imports import text_of_300_words
from tests.benchmarks.measure import Line, times

PAGES_OF_A_PDF = 20
LINKS = "".join(f'<li><a href="/section/{number}">Section number {number}</a></li>' for number in range(60))


def run(options: argparse.Namespace) -> list[Line]:
    count = options.documents
    texts = [text_of_300_words(number + 1_000_000) for number in range(count)]
    pages = [page_of_600_words(number) for number in range(count)]
    papers = [pdf(number) for number in range(max(count // 20, 2))]
    sheets = len(papers) * PAGES_OF_A_PDF
    _bring_in([("warm.html", pages[0] + b" "), ("warm2.html", pages[0] + b"  ")])
    named: list[tuple[str, int, float, float, str]] = [
        ("plain text of 300 words, documents", count, _imported("txt", texts), 0.0, ""),
        ("pages of 600 words, documents", count, _imported("html", pages), _timed(_trafilatura, pages), "trafilatura"),
        ("PDF, pages", sheets, _imported("pdf", papers), _timed(_pdfium, papers), "pypdfium2"),
    ]
    return [
        Line(
            f"import {what} per second",
            f"{number / ours:.0f}/s",
            f"{number / other:.0f}/s ({library} alone, nothing stored)" if other else "",
            times(number / ours, number / other) if other else "",
        )
        for what, number, ours, other, library in named
    ]


def page_of_600_words(number: int) -> bytes:
    chance = random.Random(number)
    paragraphs = "".join(f"<p>{' '.join(sentence(chance) for _ in range(5))}</p>" for _ in range(10))
    return (
        f"<html lang='en'><head><title>Report {number}</title></head><body><nav><ul>{LINKS}</ul></nav><main><article>"
        f"<h1>Report {number}</h1>{paragraphs}</article></main><footer><ul>{LINKS}</ul></footer></body></html>"
    ).encode()


def pdf(number: int) -> bytes:
    chance = random.Random(number)
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for _page in range(PAGES_OF_A_PDF):
        made.add_page()
        for _paragraph in range(6):
            made.multi_cell(0, 5, " ".join(sentence(chance) for _ in range(5)), new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
    return bytes(made.output())


def _imported(ending: str, files: list[bytes]) -> float:
    return _timed(lambda _files: _bring_in([(f"{n}.{ending}", data) for n, data in enumerate(files)]), files)


def _bring_in(files: list[tuple[str, bytes]]) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, data in files:
            target.writestr(name, data)
    archive.seek(0)
    started = start_import(files=[Handed("files.zip", archive)], receipt=Receipt(), by=person("reviewer"))
    work_through(started.pk)
    done = started.files.get().imported
    assert done == len(files), f"{done} of {len(files)} came in"


def _timed(work: Callable[[list[bytes]], object], files: list[bytes]) -> float:
    """Seconds on the clock."""
    started = time.perf_counter()
    work(files)
    return time.perf_counter() - started


def _trafilatura(files: list[bytes]) -> None:
    for data in files:
        assert trafilatura.extract(data.decode())


def _pdfium(files: list[bytes]) -> None:
    for data in files:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                assert page.get_textpage().get_text_range()
