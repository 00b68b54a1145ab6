"""A blind second opinion: two people rate a claim, and neither sees the other's until both are in."""

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule
from factcheck.claims.models import Claim
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read
from factcheck.verdicts import opinion_rules
from factcheck.verdicts.models.scales import Rating, RatingScale


class OpinionRoundQuerySet(models.QuerySet["OpinionRound"]):
    def visible_to(self, user: User) -> "OpinionRoundQuerySet":
        """That two people were asked, and who has answered, everybody sees who sees the claim."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def open(self) -> "OpinionRoundQuerySet":
        return self.filter(settled_at=None, cancelled_at=None)


class OpinionRound(Identified):
    """Two people asked to rate one claim apart from each other; then compared, and settled by an editor."""

    KIND = "OR"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="opinion_rounds")
    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="+")
    first = models.ForeignKey(User, models.PROTECT, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    settled_rating = models.ForeignKey(Rating, models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_note = models.TextField(_("why"), blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.TextField(blank=True)

    objects = OpinionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("second opinion")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="verdicts_opinions_of_two_people"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(settled_at=None, cancelled_at=None),
                name="verdicts_one_open_round_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_rating=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_rating__isnull=False),
                name="verdicts_round_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(cancelled_at=None), name="verdicts_round_settled_or_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | can_be_read("cancelled_reason"),
                name="verdicts_round_cancelled_for_a_reason",
            ),
        ]
        triggers = [
            Audited("OR", parents=["claim_id:C"]),
            NeverDeleted(),
            Rule(
                name="opened_blind",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=opinion_rules.OPENED_BLIND,
            ),
            Rule(
                name="settled_once_both_are_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=opinion_rules.SETTLED_ONCE_BOTH_ARE_IN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.public_id}: {self.first}, {self.second}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.cancelled_at is None


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> "OpinionQuerySet":
        """One's own; those of others once both are in. No role sees more, and a round called off opens nothing."""
        other = Opinion.objects.filter(round=OuterRef("round")).exclude(person=OuterRef("person"))
        rounds = OpinionRound.objects.visible_to(user)
        return self.filter(Q(person=user) | Exists(other), round__in=rounds)


class Opinion(Identified):
    """One person's rating and reasons. The audit trail keeps that it was given; what it says stands here alone."""

    KIND = "OP"

    round = models.ForeignKey(OpinionRound, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    rationale = models.TextField(_("why"))
    given_at = models.DateTimeField(default=timezone.now)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="verdicts_opinion_given_once"),
            models.CheckConstraint(condition=can_be_read("rationale"), name="verdicts_opinion_has_reasons"),
        ]
        triggers = [
            Audited(
                "OP",
                parents=["round_id:OR", "round_id:C:verdicts_opinionround:claim_id"],
                secret=["rating_id", "rationale"],
            ),
            Immutable(),
            Rule(
                name="given_by_who_was_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("asked", "record")],
                func=opinion_rules.GIVEN_BY_WHO_WAS_ASKED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.round_id}"


class Dissent(Identified):
    """What one of the two, who was not followed, wants said of it: in a row of its own, so that nobody writes it
    for somebody else."""

    KIND = "OD"

    class Printed(models.TextChoices):
        DESK = "desk", _("No, it stays with the desk")
        NAMED = "named", _("Yes, with my name")
        UNNAMED = "unnamed", _("Yes, without my name")

    round = models.ForeignKey(OpinionRound, models.PROTECT, related_name="dissents")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("dissent"))
    # In the report on a verdict that is sent for review after this was noted.
    printed = models.TextField(_("print it in the report"), choices=Printed, default=Printed.DESK)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("dissent")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="verdicts_dissent_noted_once"),
            models.CheckConstraint(condition=can_be_read("text"), name="verdicts_dissent_says_something"),
            models.CheckConstraint(
                condition=Q(printed__in=["desk", "named", "unnamed"]), name="verdicts_dissent_printed_or_not"
            ),
        ]
        triggers = [
            Audited("OD", parents=["round_id:OR", "round_id:C:verdicts_opinionround:claim_id"]),
            Immutable(),
            Rule(
                name="noted_by_who_was_not_followed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=opinion_rules.NOTED_BY_WHO_WAS_NOT_FOLLOWED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.round_id}"
