from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.audit.triggers import Audited, Immutable, NeverDeleted
from factcheck.claims.models.claims import Claim
from factcheck.documents.models.takes_nothing import OF_EXTRACTION, takes_nothing
from factcheck.passages.suggested import Suggested


class ClaimSuggestion(Suggested):
    """What a person answered when a program proposed a sentence as worth checking (`detection.score`).

    The score is 0 to 1, the reasons `[{"name": …, "weight": …}]` in the order of their weight.
    """

    KIND = "CS"

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("dismissed")

    text = models.TextField()
    decision = models.TextField(choices=Decision)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="+")

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
            takes_nothing(OF_EXTRACTION),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: “{self.text[:80]}”"
