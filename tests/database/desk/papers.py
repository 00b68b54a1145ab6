"""A document of the tests' own words, and ways to mark it."""

from factcheck.claims.actions import create_claim, mark_appearance
from factcheck.claims.models import Claim
from factcheck.documents.actions import Receipt, import_document
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.actions import link_evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage

TEXT = """The bridge story

The bridge was closed on Monday. The mayor said: "It will open on Friday."

Nobody was hurt. The bridge was closed on Monday, the paper wrote twice.
"""


def paper(by, text: str | bytes = TEXT, filename: str = "") -> Document:
    data = text.encode() if isinstance(text, str) else text
    receipt = Receipt(received_from="a colleague", filename=filename)
    return import_document(data=data, receipt=receipt, by=by).capture.document


def text_of(document: Document) -> Extraction:
    return Extraction.objects.filter(capture__document=document).latest("id")


def passage_of(document: Document, words: str, by) -> Passage:
    extraction = text_of(document)
    start = extraction.text.index(words)
    return mark_passage(extraction=extraction, start=start, end=start + len(words), by=by)


def claim_of(by, statement: str = "The bridge was closed.", **values) -> Claim:
    return create_claim(by=by, statement=statement, **({"kind": "fact"} | values))


def said(document: Document, words: str, claim: Claim, by) -> Passage:
    passage = passage_of(document, words, by)
    mark_appearance(claim=claim, passage=passage, manner="made", by=by)
    return passage


def linked(document: Document, words: str, claim: Claim, by, stance: str = "corroborates") -> Passage:
    passage = passage_of(document, words, by)
    link_evidence(claim=claim, passage=passage, stance=stance, by=by)
    return passage
