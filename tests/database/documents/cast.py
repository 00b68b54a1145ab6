"""What the tests of this stage share."""

from pathlib import Path

from factcheck.accounts.models import User
from factcheck.audit.context import acting
from factcheck.documents.actions import Imported, Receipt, import_document
from factcheck.documents.models import Document

HOSTILE = Path(__file__).parents[3] / "fixtures" / "hostile"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def bring_in(text: str | bytes, by: User, **options) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    with acting(by, action="test"):
        return import_document(data=data, receipt=options.pop("receipt", Receipt()), by=by, **options)


def document(text: str, by: User, **options) -> Document:
    return bring_in(text, by, **options).document
