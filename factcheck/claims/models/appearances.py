"""Where a claim was said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable
from factcheck.claims.models.claims import Claim
from factcheck.database.objects import Versioned
from factcheck.documents.models import Document
from factcheck.documents.models.takes_nothing import OF_PASSAGE, takes_nothing
from factcheck.passages.models import Passage
from factcheck.passages.voice import Voiced


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def visible_to(self, user: User) -> "AppearanceQuerySet":
        """As visible as the document of its passage. By a join: PostgreSQL gathered all passages for `IN` them."""
        return self.filter(passage__document__in=Document.objects.visible_to(user))

    def standing(self) -> "AppearanceQuerySet":
        return self.filter(withdrawn_at=None)


class Appearance(Voiced, Versioned):
    """A passage in which the claim is made, reported, repeated or denied."""

    KIND = "AP"

    class Manner(models.TextChoices):
        MADE = "made", _("made here")
        REPORTED = "reported", _("reported here")
        REPEATED = "repeated", _("repeated here")
        DENIED = "denied", _("denied here")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="appearances")
    manner = models.TextField(_("the claim is"), choices=Manner, default=Manner.MADE)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "passage"],
                condition=Q(withdrawn_at=None),
                name="claims_appearance_marked_once",
            )
        ]
        triggers = [
            Audited("AP", parents=["claim_id:C", "passage_id:P", "passage_id:D:passages_passage:document_id"]),
            Immutable(
                allowed=["manner", "voice", "speaker", "via", "first_hand", "version"]
                + ["withdrawn_at", "withdrawn_reason"]
            ),
            takes_nothing(OF_PASSAGE),
        ]

    def __str__(self) -> str:
        return f"{self.claim.public_id} {self.get_manner_display()} {self.passage.public_id}"
