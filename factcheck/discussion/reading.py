"""What is said about a claim and what stands on its board, as pages show it."""

from factcheck.claims.models import Claim
from factcheck.discussion.models import Thread


def unresolved_of(claim: Claim) -> int:
    """How many threads nobody has resolved: on the claim, its evidence, and the passages it rests on.

    Whoever asks, the number is the same: a rule holds for all.
    """
    return Thread.objects.about_claim(claim).unresolved().count()
