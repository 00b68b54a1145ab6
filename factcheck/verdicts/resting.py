"""Which verdicts rest on a set of evidence: those whose latest sending for review froze some of it.

An approved or published verdict was approved on its latest sending, so that is what readers have. A verdict that
was never sent rests on the board as it stands, and is found by its claim.
"""

from django.db.models import Exists, OuterRef, QuerySet

from factcheck.evidence.models import Evidence
from factcheck.verdicts.models import FrozenEvidence, State, Submission, Verdict, VerdictQuerySet

#: What went out or is about to: when the ground moves, a person looks at these again.
IN_FORCE = (State.APPROVED, State.PUBLISHED)


def frozen_of(evidence: "QuerySet[Evidence]") -> "QuerySet[FrozenEvidence]":
    """These pieces as the latest sending of each verdict has them."""
    later = Submission.objects.filter(
        verdict=OuterRef("submission__verdict"), number__gt=OuterRef("submission__number")
    )
    return FrozenEvidence.objects.filter(~Exists(later), evidence__in=evidence)


def verdicts_on(evidence: "QuerySet[Evidence]") -> VerdictQuerySet:
    """Verdicts that were sent for review with any of this evidence."""
    return Verdict.objects.filter(pk__in=frozen_of(evidence).values("submission__verdict"))


def verdicts_in_force_on(evidence: "QuerySet[Evidence]") -> VerdictQuerySet:
    return verdicts_on(evidence).filter(state__in=IN_FORCE)
