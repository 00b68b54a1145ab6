from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted
from factcheck.claims.models.claims import Claim
from factcheck.database.objects import Identified
from factcheck.documents.models import Document, Extraction


class ClaimSuggestionQuerySet(models.QuerySet["ClaimSuggestion"]):
    def visible_to(self, user: User) -> "ClaimSuggestionQuerySet":
        """As visible as the document of its sentence."""
        return self.filter(extraction__capture__document__in=Document.objects.visible_to(user))

    def standing(self) -> "ClaimSuggestionQuerySet":
        return self.filter(taken_back_at=None)


class ClaimSuggestion(Identified):
    """What a person answered when a program proposed a sentence as worth checking.

    Proposals themselves are found anew whenever a page asks (`detection.score`); what was answered is remembered,
    with what the program had given as its reasons then.
    """

    KIND = "CS"

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("dismissed")

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="claim_suggestions")
    # A span of the extraction's text in code points, as of a passage.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    # Name and version of the program; its score, 0 to 1; [{"name": …, "weight": …}] in the order of their weight.
    detector = models.TextField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    decision = models.TextField(choices=Decision)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="accepted_suggestions")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ClaimSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a suggested claim")
        ordering = ["extraction", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claims_suggestion_is_not_empty"),
            models.UniqueConstraint(
                fields=["extraction", "start", "end"],
                condition=Q(taken_back_at=None),
                name="claims_suggestion_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(decision="accepted", claim__isnull=False) | Q(decision="dismissed", claim=None),
                name="claims_suggestion_accepted_as_a_claim",
            ),
        ]
        triggers = [
            Audited("CS", parents=["claim_id:C"]),
            Immutable(allowed=["taken_back_at", "taken_back_by_id"]),
            NeverDeleted(),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: “{self.text[:80]}”"
