"""What we received, the text drawn from it, and what documents have to do with each other."""

from factcheck.documents.models.captures import (
    Capture,
    Container,
    Extraction,
    PageLayout,
    ReadingFailure,
    Receipted,
    Received,
    Retrieval,
)
from factcheck.documents.models.imports import Import, ImportFile, ImportOutcome
from factcheck.documents.models.redactions import Redaction, RedactionQuerySet
from factcheck.documents.models.relations import (
    DocumentRelation,
    Fingerprint,
    RelationSuggestion,
    RelationSuggestionQuerySet,
)
from factcheck.documents.models.seals import Seal, SealAccess
from factcheck.documents.models.web import ArchiveRequest, Fetch, Watch, WatchFinding
from factcheck.documents.models.works import Basis, Document, DocumentQuerySet

__all__ = [
    "ArchiveRequest",
    "Basis",
    "Capture",
    "Container",
    "Document",
    "DocumentQuerySet",
    "DocumentRelation",
    "Extraction",
    "Fetch",
    "Fingerprint",
    "Import",
    "ImportFile",
    "ImportOutcome",
    "PageLayout",
    "ReadingFailure",
    "Receipted",
    "Received",
    "Redaction",
    "RedactionQuerySet",
    "RelationSuggestion",
    "RelationSuggestionQuerySet",
    "Retrieval",
    "Seal",
    "SealAccess",
    "Watch",
    "WatchFinding",
]
