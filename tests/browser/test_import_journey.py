"""Files of many kinds handed over together, watched while a worker reads them, which is killed on the way."""

import io
import random
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Page, expect

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents.models import Capture, Document, Import, ImportOutcome
from tests.browser.conftest import accessibility_problems
from tests.browser.worker import Worker
from tests.database.desk.papers import claim_of, linked
from tests.unit.documents.containers.samples import response, warc
from tests.unit.documents.extraction.pdf_samples import made, paragraph, photographed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEMBERS = 200
#: A PDF, a Word file, a screenshot, the two pages of the web archive, and the members of the ZIP.
ALL = 5 + MEMBERS
IN_THE_PDF = "The bridge was closed on Monday"
#: Milliseconds: a worker that was killed counts as dead after 20 seconds, and the machine may be busy.
LONG = 240_000
_SYLLABLES = ("ba", "dor", "fen", "gi", "hul", "ka", "lem", "mo", "nis", "po", "rud", "sa", "tev", "wo")


def page_of(number: int) -> bytes:
    """Words of its own: pages that share theirs are compared with one another, which is another test's matter."""
    chance = random.Random(number)
    words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(1200)]
    paragraphs = "".join(f"<p>{' '.join(words[at : at + 60])}.</p>" for at in range(0, len(words), 60))
    return f"<html><head><title>Report {number}</title></head><body><h1>Report {number}</h1>{paragraphs}".encode()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MEMBERS):
            archive.writestr(f"report-{number:03d}.html", page_of(number))
    return target.getvalue()


def word_file() -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.add_heading("Minutes")
    document.add_paragraph("The council met on Tuesday and spoke about the bridge.")
    document.save(target)
    return target.getvalue()


def five_files() -> list[dict[str, object]]:
    crawl = warc(*(response(f"https://news.example/{n}", page_of(1_000 + n)) for n in (1, 2)))
    files = {
        "paper.pdf": made(paragraph(80, 100, f"{IN_THE_PDF}, said the mayor.", "Nobody was hurt.")),
        "minutes.docx": word_file(),
        "post.png": photographed("Closed until March"),
        "crawl.warc.gz": crawl,
        "week.zip": zipped(),
    }
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files.items()]


def hand_over(page: Page, files: list[dict[str, object]]) -> None:
    page.goto("/documents/import/")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_label("Received from").fill("a reader")
    page.get_by_role("button", name="Import", exact=True).click()


def test_five_files_come_in_whatever_becomes_of_the_worker(
    sign_in: Callable[..., Page], worker: Worker, reviewer: User
) -> None:
    page = sign_in(reviewer)
    hand_over(page, five_files())
    expect(page).to_have_url(re.compile(r"/documents/imports/IM-\d+/$"))

    # Some way into it, seen without asking for the page again.
    progress = page.locator("#work progress")
    expect(progress).to_have_attribute("max", str(ALL), timeout=LONG)
    expect(progress).to_have_attribute("value", re.compile(r"^([5-9]|\d\d+)$"), timeout=LONG)
    page.reload()
    expect(page.locator("#work")).to_contain_text(f"of {ALL}")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()

    worker.kill()
    started = Import.objects.get()
    done = ImportOutcome.objects.count()
    assert not started.is_over
    assert 0 < done < ALL
    assert accessibility_problems(page) == []
    expect(page.get_by_text("No worker is running")).to_be_visible(timeout=LONG)

    worker.start()
    expect(page.get_by_text("Done", exact=True)).to_be_visible(timeout=LONG)
    expect(page.locator("#work")).to_contain_text(f"{ALL} of {ALL}")
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    assert accessibility_problems(page) == []
    assert list(ImportOutcome.objects.values_list("status", flat=True)) == ["imported"] * ALL
    assert (Document.objects.count(), Capture.objects.values("sha256").distinct().count()) == (ALL, ALL)

    page.goto("/documents/imports/")
    expect(page.locator("table.table tbody tr")).to_contain_text([f"{ALL} of {ALL}"])
    open_the_passage_on_its_page(page, reviewer)


def open_the_passage_on_its_page(page: Page, reviewer: User) -> None:
    document = Document.objects.get(captures__filename="paper.pdf")
    with acting(reviewer, action="test"):
        passage = linked(document, IN_THE_PDF, claim_of(reviewer), reviewer, "contradicts")
    page.goto(f"/documents/{document.public_id}/?view=page&page=1#{passage.public_id.lower()}")
    expect(page.get_by_role("img", name="Page 1 as it looks")).to_be_visible()
    marked = page.get_by_role("group", name="Marked on this page")
    expect(marked.get_by_role("link", name="Passage 1 in the list")).to_be_visible()


def test_a_single_file_leads_to_what_it_says_of_itself(
    sign_in: Callable[..., Page], worker: Worker, reviewer: User
) -> None:
    page = sign_in(reviewer)
    page.goto("/documents/import/")
    # A date that is none is told before the form goes, so that the files stay chosen.
    page.get_by_label("Copied from the page on").fill("31 February 2020")
    file = {"name": "rain.txt", "mimeType": "text/plain", "buffer": b"It rained on Monday."}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="There is no 31 February 2020.")).to_be_visible()
    expect(page.get_by_label("Copied from the page on")).to_be_focused()
    page.get_by_label("Copied from the page on").fill("29 February 2020")
    page.get_by_label("Received from").fill("a reader")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page).to_have_url(re.compile(r"/documents/D-\d+/facts/\?imported$"), timeout=LONG)
    expect(page.get_by_role("button", name="Checked: keep these facts")).to_be_visible()
