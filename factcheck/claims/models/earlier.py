from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted
from factcheck.claims.models.claims import Claim
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Identified, Versioned
from factcheck.database.partial_dates import PartialDate


class EarlierCheckQuerySet(models.QuerySet["EarlierCheck"]):
    def visible_to(self, user: User) -> "EarlierCheckQuerySet":
        """Everybody of the desk sees all: they were published."""
        return self

    def standing(self) -> "EarlierCheckQuerySet":
        """Without those whose import was taken back."""
        return self.filter(withdrawn_at=None)

    def brought_with(self, check: "EarlierCheck") -> "EarlierCheckQuerySet":
        """All that first came with the same import: one person, one moment."""
        return self.filter(imported_by=check.imported_by_id, imported_at=check.imported_at)


class EarlierCheck(Versioned):
    """A check published before, or elsewhere, with its own label; never a verdict of this desk.

    `key` is the id that it has outside, by which it is found again when the same file comes in anew.
    """

    KIND = "EC"

    key = models.TextField(_("outside id"), blank=True)
    statement = models.TextField(_("what was checked"))
    # Of the published check.
    title = models.TextField(_("title"), blank=True)
    subtitle = models.TextField(_("subtitle"), blank=True)
    claimant = models.TextField(_("claimant"), blank=True)
    claimed = PartialDateField(verbose_name=_("claimed on"))
    claimed_text = models.TextField(blank=True)
    # When the check came out.
    published = PartialDateField(verbose_name=_("published on"))
    published_text = models.TextField(blank=True)
    # In the words of whoever published it.
    rating = models.TextField(_("rating"), blank=True)
    publisher = models.TextField(_("publisher"), blank=True)
    url = models.TextField(_("public address"), blank=True)
    language = models.TextField(_("language"), blank=True)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # The same for all checks of one import.
    imported_at = models.DateTimeField(default=timezone.now)
    # Its import was taken back: it stands in no list, and its id is free again.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = EarlierCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier check")
        verbose_name_plural = _("earlier checks")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key="") & Q(withdrawn_at=None), name="claims_earlier_once_per_key"
            ),
            models.CheckConstraint(condition=~Q(statement=""), name="claims_earlier_says_something"),
        ]
        triggers = [Audited("EC"), NeverDeleted()]

    def __str__(self) -> str:
        return self.statement

    @property
    def claimed_on(self) -> PartialDate | None:
        return read_partial_date(self.claimed, self.claimed_text)

    @property
    def published_on(self) -> PartialDate | None:
        return read_partial_date(self.published, self.published_text)


class ClaimLink(Identified):
    """A person said what a claim has to do with another, or with an earlier check."""

    KIND = "CL"

    class Kind(models.TextChoices):
        SAME = "same", _("is the same claim as")
        PART = "part", _("is a part of")
        RELATED = "related", _("is related to")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="claim_links")
    other = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="claim_links_to_it")
    earlier = models.ForeignKey(EarlierCheck, models.PROTECT, null=True, related_name="claim_links")
    kind = models.TextField(_("relation"), choices=Kind)
    note = models.TextField(_("note"), blank=True)
    linked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("link between claims")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(other=None) ^ Q(earlier=None), name="claims_link_leads_to_one"),
            models.CheckConstraint(condition=Q(other=None) | ~Q(other=F("claim")), name="claims_link_not_to_itself"),
            models.UniqueConstraint(
                fields=["claim", "other", "earlier"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="claims_link_once",
            ),
        ]
        triggers = [
            Audited("CL", parents=["claim_id:C", "other_id:C", "earlier_id:EC"]),
            Immutable(allowed=["withdrawn_at", "withdrawn_by_id"]),
            NeverDeleted(),
        ]

    def __str__(self) -> str:
        return f"{self.claim.public_id} {self.get_kind_display()} {(self.other or self.earlier or self).public_id}"
