"""Bringing in documents, beside the least that would put the same rows and bytes somewhere."""

import argparse
import random
from itertools import count

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from factcheck.audit.context import acting
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import Capture, Document, Extraction
from tests.benchmarks.dataset import person, sentence
from tests.benchmarks.measure import Line, milliseconds, side_by_side, times

WORDS, SENTENCES_IN_PARAGRAPH = 300, 5


def text_of_300_words(number: int) -> bytes:
    chance = random.Random(number)
    sentences = [sentence(chance) for _ in range(WORDS // 12)]
    paragraphs = [
        " ".join(sentences[at : at + SENTENCES_IN_PARAGRAPH]) for at in range(0, len(sentences), SENTENCES_IN_PARAGRAPH)
    ]
    return f"Report {number}\n\n{'\n\n'.join(paragraphs)}\n".encode()


def run(options: argparse.Namespace) -> list[Line]:
    reviewer = person("reviewer")
    numbers = count()
    storage = FileSystemStorage(settings.HOME / "plain")

    def ours() -> None:
        number = next(numbers)
        receipt = Receipt(filename=f"report-{number}.txt")
        with acting(reviewer, action="documents:import"):
            import_document(data=text_of_300_words(number), receipt=receipt, by=reviewer)

    def plain() -> None:
        """Django as it comes: the file in a FileField's storage, three rows, no reading of the text."""
        number = next(numbers)
        data = text_of_300_words(number)
        storage.save(f"report-{number}.txt", ContentFile(data))
        document = Document.objects.create(first_words=data[:40].decode(), imported_by=reviewer)
        capture = Capture.objects.create(
            document=document,
            number=1,
            sha256=f"{number:064x}",
            size=len(data),
            media_type="text/plain",
            received_how="file",
            captured_by=reviewer,
        )
        Extraction.objects.create(
            capture=capture, extractor="none", extractor_version="1", text=data.decode(), blocks=[], line_ends="lf"
        )

    mine, other = side_by_side(ours, plain, options.documents)
    return [
        Line(
            "import a document of 300 words, per second",
            f"{1 / mine.wall:.0f}/s",
            f"{1 / other.wall:.0f}/s (file and rows, text not read)",
            times(1 / mine.wall, 1 / other.wall),
        ),
        Line(
            "import a document, server CPU",
            milliseconds(mine.server),
            milliseconds(other.server),
            times(mine.server, other.server),
        ),
    ]
