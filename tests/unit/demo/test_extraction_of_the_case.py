"""The demo case through our own extractors: what the case quotes and states is what a desk will find."""

from typing import Any

import pytest

from factcheck.documents.extraction import Extracted, extract

from .test_case import CASE, DEMO, EVERY_CLAIM, quotes

EXTRACTED: dict[str, Extracted] = {
    path.name: extract(path.read_bytes(), filename=path.name) for path in (DEMO / "documents").iterdir()
}
EVERY_DOCUMENT = pytest.mark.parametrize("document", CASE["documents"], ids=lambda document: document["file"])


@EVERY_CLAIM
def test_every_quote_stands_exactly_once_in_the_extracted_text(claim: dict[str, Any]) -> None:
    found = {quote: EXTRACTED[document].text.count(quote) for document, quote in quotes(claim)}
    assert found == dict.fromkeys(found, 1)


@EVERY_DOCUMENT
def test_what_is_found_in_a_document_agrees_with_what_the_case_says_of_it(document: dict[str, Any]) -> None:
    """The desk may know more than the document says, never something else."""
    extracted = EXTRACTED[document["file"]]
    for name in ("title", "author", "language", "url"):
        if (found := getattr(extracted, name)) is not None:
            assert found.value == document["stated"][name]["value"]


def test_footers_and_captions_are_told_from_the_text() -> None:
    def kinds(name: str, kind: str) -> str:
        text = EXTRACTED[name].text
        return " ".join(text[b.start : b.end] for b in EXTRACTED[name].blocks if b.kind == kind)

    footer = kinds("wire-article-with-fund-raising-footer.txt", "boilerplate")
    assert "A newsroom of nine people" in footer
    assert "The two presidents spoke" not in footer
    assert "Police close a street" in kinds("wire-article-with-caption-and-original-url.md", "caption")


def test_encoding_and_line_ends_are_recorded() -> None:
    assert EXTRACTED["report-in-russian.windows-1251.txt"].encoding == "windows-1251"
    assert EXTRACTED["eyewitness-transcript.crlf.txt"].line_ends == "crlf"
