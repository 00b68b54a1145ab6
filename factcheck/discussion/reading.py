"""What is said about a claim and what stands on its board: which threads there are, and how many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.discussion.models import Thread, ThreadQuerySet
from factcheck.discussion.subjects import Subject


@dataclass(frozen=True)
class Talk:
    """How many threads there are on one object."""

    threads: int = 0
    unresolved: int = 0


NO_TALK = Talk()


def unresolved_of(claim: Claim) -> int:
    """How many threads nobody has resolved: on the claim, its evidence, and the passages it rests on.

    Whoever asks, the number is the same: a rule holds for all.
    """
    return Thread.objects.about_claim(claim).unresolved().count()


def threads_on(subject: Subject, user: User) -> ThreadQuerySet:
    """The threads on exactly this object."""
    column = "claim" if isinstance(subject, Claim) else type(subject).__name__.lower()
    return Thread.objects.visible_to(user).filter(**{column: subject})


def threads_of_claim(claim: Claim, user: User) -> ThreadQuerySet:
    """All that this person may see about the claim, whether on itself, on its evidence or on its passages."""
    # By key: else rows that several joins reach would have to be told apart with all that is selected beside them.
    about = Thread.objects.about_claim(claim).values("pk")
    return Thread.objects.visible_to(user).filter(pk__in=about)


def talk_on_evidence(keys: Collection[int]) -> Mapping[int, Talk]:
    """For each piece of evidence that has threads, how many. One query."""
    return _talk("evidence_id", keys)


def talk_on_passages(keys: Collection[int]) -> Mapping[int, Talk]:
    """For each passage that has threads, how many. One query."""
    return _talk("passage_id", keys)


def _talk(column: str, keys: Collection[int]) -> Mapping[int, Talk]:
    found = Thread.objects.filter(**{f"{column}__in": keys}).order_by()
    counted = found.values(column).annotate(threads=Count("pk"), unresolved=Count("pk", filter=Q(resolved_at=None)))
    return {row[column]: Talk(row["threads"], row["unresolved"]) for row in counted}
