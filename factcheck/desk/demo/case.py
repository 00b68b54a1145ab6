"""The people of the demo case, and what of the case has been brought in so far."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from factcheck.accounts.actions import create_user
from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.database import partial_dates
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence
from factcheck.passages.actions import mark_passage
from factcheck.passages.models import Passage
from factcheck.passages.selectors import find_quote
from factcheck.sources.models import Source

#: What the description calls each of them, and who they are.
CAST = (
    ("reviewer", "reviewer@factcheck.example", "Rena Okafor", Role.REVIEWER),
    ("colleague", "colleague@factcheck.example", "Cyril Amado", Role.REVIEWER),
    ("editor", "editor@factcheck.example", "Edda Lindqvist", Role.EDITOR),
    ("admin", "admin@factcheck.example", "Adnan Kaya", Role.ADMIN),
)


@dataclass
class Case:
    """What has been brought in so far, by the keys of the description."""

    folder: Path
    people: dict[str, User]
    sources: dict[str, Source] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)


def ensure_cast() -> dict[str, User]:
    """Two reviewers, an editor and an admin, without passwords: they come in by one-time links."""
    people = {}
    for key, email, name, role in CAST:
        known = User.objects.filter(email=email).first()
        people[key] = known or create_user(email=email, name=name, role=role)
    return people


def partial_day(text: str) -> PartialDate | None:
    return partial_dates.parse(text) if text else None


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def passage_of(case: Case, row: dict[str, Any]) -> Passage:
    document = case.documents[row["document"]]
    extraction = document.captures.get(number=1).extractions.get()
    (span,) = find_quote(extraction.text, row["quote"])
    return mark_passage(extraction=extraction, start=span.start, end=span.end, by=case.people["reviewer"])
