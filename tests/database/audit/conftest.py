"""A case to write history with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from factcheck.audit.context import acting
from factcheck.audit.models import Entry
from factcheck.claims.models import Claim
from factcheck.documents.models import Capture, Document, Extraction
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage


@pytest.fixture
def entries_since(db) -> Callable[[], list[Entry]]:
    """The entries written since the fixture was set up, or since the call before, oldest first."""
    seen = [_newest()]

    def entries() -> list[Entry]:
        found = list(Entry.objects.filter(id__gt=seen[0]).order_by("id"))
        seen[0] = _newest()
        return found

    return entries


def _newest() -> int:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0


@pytest.fixture
def passage(db) -> Passage:
    document = Document.objects.create(first_words="The bridge")
    capture = Capture.objects.create(
        document=document, number=1, sha256="a" * 64, size=30, media_type="text/plain", received_how="file"
    )
    extraction = Extraction.objects.create(
        capture=capture, extractor="plain", extractor_version="1", text="The bridge is open.", blocks=[]
    )
    return Passage.objects.create(document=document, extraction=extraction, start=0, end=10, quote="The bridge")


@pytest.fixture
def claim(reviewer) -> Claim:
    with acting(reviewer, action="claims:new"):
        return Claim.objects.create(statement="The bridge is open.", kind="fact", created_by=reviewer)


@pytest.fixture
def evidence(claim, passage, reviewer) -> Evidence:
    with acting(reviewer, action="evidence:link"):
        return Evidence.objects.create(
            claim=claim, passage=passage, stance="corroborates", rationale="It says so.", linked_by=reviewer
        )


def run_sql(statement: str, parameters: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
