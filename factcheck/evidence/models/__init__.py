"""Passages linked to claims, what was looked for and who was asked; what was answered to a program's proposals."""

from factcheck.evidence.models.evidence import (
    Credibility,
    DateOf,
    DocumentedSearch,
    Enquiry,
    EnquiryTemplate,
    Evidence,
    EvidenceQuerySet,
    Kept,
    Stance,
    Weight,
)
from factcheck.evidence.models.suggestions import EvidenceSuggestion

__all__ = [
    "Credibility",
    "DateOf",
    "DocumentedSearch",
    "Enquiry",
    "EnquiryTemplate",
    "Evidence",
    "EvidenceQuerySet",
    "EvidenceSuggestion",
    "Kept",
    "Stance",
    "Weight",
]
