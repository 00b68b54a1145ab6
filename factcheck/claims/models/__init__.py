"""What is asserted, by whom and where; what a program proposed; what was answered before."""

from factcheck.claims.models.appearances import Appearance, AppearanceQuerySet
from factcheck.claims.models.claims import Claim, Claimant, ClaimQuerySet, ClaimState, ClaimTerm, Kind, Priority
from factcheck.claims.models.earlier import ClaimLink, EarlierCheck, EarlierCheckQuerySet
from factcheck.claims.models.saved import SavedView
from factcheck.claims.models.suggestions import ClaimSuggestion

__all__ = [
    "Appearance",
    "AppearanceQuerySet",
    "Claim",
    "ClaimLink",
    "ClaimQuerySet",
    "ClaimState",
    "ClaimSuggestion",
    "ClaimTerm",
    "Claimant",
    "EarlierCheck",
    "EarlierCheckQuerySet",
    "Kind",
    "Priority",
    "SavedView",
]
