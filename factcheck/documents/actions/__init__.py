"""Every write to documents: receiving bytes, establishing facts, saying that two are one work."""

from factcheck.documents.actions.errors import (
    AlreadyMerged,
    HowIsMissing,
    ReasonIsMissing,
    RelatedAlready,
    SameBytesTwice,
    SameDocument,
    TooLarge,
)
from factcheck.documents.actions.facts import confirm_facts, establish_facts
from factcheck.documents.actions.receiving import Imported, Place, Receipt, import_document
from factcheck.documents.actions.typing import Typing, type_text
from factcheck.documents.actions.works import declare_same_work, relate_documents, withdraw_relation

__all__ = [
    "AlreadyMerged",
    "HowIsMissing",
    "Imported",
    "Place",
    "ReasonIsMissing",
    "Receipt",
    "RelatedAlready",
    "SameBytesTwice",
    "SameDocument",
    "TooLarge",
    "Typing",
    "confirm_facts",
    "declare_same_work",
    "establish_facts",
    "import_document",
    "relate_documents",
    "type_text",
    "withdraw_relation",
]
