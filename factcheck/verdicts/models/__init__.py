"""The judgement (`verdicts`), on a scale (`scales`), by rules (`policies`), frozen for the second person (`reviews`).

Beside it: blind second opinions (`opinions`), and what may have made a verdict stale (`staleness`).
"""

from factcheck.verdicts.models.opinions import Dissent, Opinion, OpinionRound
from factcheck.verdicts.models.policies import Policy, PolicyRule, RuleResult
from factcheck.verdicts.models.reviews import FrozenEvidence, ProposedEdit, ReferenceCheck, Review, Submission
from factcheck.verdicts.models.scales import Rating, RatingScale
from factcheck.verdicts.models.staleness import StaleItem, StaleItemQuerySet
from factcheck.verdicts.models.verdicts import Author, State, Verdict, VerdictQuerySet

__all__ = [
    "Author",
    "Dissent",
    "FrozenEvidence",
    "Opinion",
    "OpinionRound",
    "Policy",
    "PolicyRule",
    "ProposedEdit",
    "Rating",
    "RatingScale",
    "ReferenceCheck",
    "Review",
    "RuleResult",
    "StaleItem",
    "StaleItemQuerySet",
    "State",
    "Submission",
    "Verdict",
    "VerdictQuerySet",
]
