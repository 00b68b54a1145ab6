"""The judgement (`verdicts`), on a scale (`scales`), frozen for the second person (`reviews`)."""

from factcheck.verdicts.models.reviews import FrozenEvidence, ProposedEdit, ReferenceCheck, Review, Submission
from factcheck.verdicts.models.scales import Rating, RatingScale
from factcheck.verdicts.models.verdicts import Author, State, Verdict, VerdictQuerySet

__all__ = [
    "Author",
    "FrozenEvidence",
    "ProposedEdit",
    "Rating",
    "RatingScale",
    "ReferenceCheck",
    "Review",
    "State",
    "Submission",
    "Verdict",
    "VerdictQuerySet",
]
