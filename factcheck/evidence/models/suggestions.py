from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.audit.triggers import Audited, Immutable, NeverDeleted
from factcheck.claims.models import Appearance, Claim
from factcheck.documents.models.takes_nothing import OF_EXTRACTION, takes_nothing
from factcheck.evidence.models.evidence import Evidence, Kept
from factcheck.passages.suggested import Suggested


class EvidenceSuggestion(Suggested):
    """What a person answered when a program proposed words as bearing on a claim, or as saying it.

    What was linked may have been widened or narrowed from the span proposed.
    """

    KIND = "ES"

    class Decision(models.TextChoices):
        SAID_HERE = "said_here", _("said here")
        LINKED = "linked", _("linked as evidence")
        KEPT = "kept", _("kept to judge later")
        DISMISSED = "dismissed", _("not relevant")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="answered_suggestions")
    rank = models.PositiveIntegerField()
    decision = models.TextField(choices=Decision)
    # What the answer made, and taking it back undoes: at most one of these.
    appearance = models.ForeignKey(Appearance, models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    kept = models.ForeignKey(Kept, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("answer to suggested evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_suggestion_is_not_empty"),
            models.UniqueConstraint(
                fields=["claim", "extraction", "start", "end"],
                condition=Q(taken_back_at=None),
                name="evidence_suggestion_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(decision="said_here", evidence=None, kept=None)
                | Q(decision="linked", appearance=None, kept=None)
                | Q(decision="kept", appearance=None, evidence=None)
                | Q(decision="dismissed", appearance=None, evidence=None, kept=None),
                name="evidence_suggestion_made_what_was_decided",
            ),
        ]
        triggers = [
            Audited("ES", parents=["claim_id:C"]),
            Immutable(allowed=["taken_back_at", "taken_back_by_id"]),
            NeverDeleted(),
            takes_nothing(OF_EXTRACTION),
        ]

    def __str__(self) -> str:
        return f"{self.claim.public_id}: {self.get_decision_display()}"
