"""What may have made a verdict stale, until a person says what it means."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, Rule
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read
from factcheck.verdicts import stale_rules
from factcheck.verdicts.models.verdicts import Verdict


class StaleItemQuerySet(models.QuerySet["StaleItem"]):
    def open(self) -> "StaleItemQuerySet":
        return self.filter(answer="")


class StaleItem(Identified):
    """One cause for which an approved or published verdict should be looked at again."""

    KIND = "ST"

    class Cause(models.TextChoices):
        REGRADED = "regraded", _("a source was graded down")
        RETRACTED = "retracted", _("a source is relied on no longer")
        WITHDRAWN = "withdrawn", _("evidence was withdrawn")
        PAGE = "page", _("a cited page changed, and the change matters")
        CAPTURE = "capture", _("a newer capture of a cited document came in")
        REDACTED = "redacted", _("a cited document was redacted")
        CONTRADICTED = "contradicted", _("a new passage contradicts it")
        COMPLAINT = "complaint", _("a complaint was upheld")

    class Answer(models.TextChoices):
        REAFFIRMED = "reaffirmed", _("reaffirmed")
        REVISED = "revised", _("revised")

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="stale_items")
    cause = models.TextField(choices=Cause)
    # The public id of what moved.
    about = models.TextField()
    detail = models.TextField(blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), choices=Answer, blank=True)
    note = models.TextField(_("why"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = StaleItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("may be stale")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["verdict", "cause", "about"], condition=Q(answer=""), name="verdicts_stale_told_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & can_be_read("note") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="verdicts_stale_answered_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["raised_at"], condition=Q(answer=""), name="verdicts_stale_open")]
        triggers = [
            Audited("ST", parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"]),
            Immutable(allowed=["answer", "note", "answered_by_id", "answered_at"]),
            Rule(
                name="answered_as_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=stale_rules.ANSWERED_AS_IT_IS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.get_cause_display()}"
