import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.accounts.moves import ACTOR, holds
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.database.objects import Identified, Versioned
from factcheck.database.readable import can_be_read
from factcheck.verdicts.models import Verdict


class Publication(Versioned):
    """The moment at which an approved verdict went out, and its public address, often in another system."""

    KIND = "R"

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="publication")
    # May be told later; without it there is no ClaimReview.
    address = models.URLField(_("public address"), max_length=2000, blank=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("publication")
        constraints = [
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="http"),
                name="reports_publication_address_is_web",
            )
        ]
        triggers = [
            Audited("R", parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"]),
            NeverDeleted(),
            Rule(
                name="of_an_approved_verdict",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refuse(
                    "Only an approved verdict is published",
                    when="NOT EXISTS (SELECT FROM verdicts_verdict v"
                    " WHERE v.id = NEW.verdict_id AND v.state IN ('approved', 'published'))",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} published"


class Export(Identified):
    """One export: who took what out of the desk, when, and with which filters."""

    KIND = "Z"

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        JSONL = "jsonl", "JSON Lines"
        CLAIMREVIEW = "claimreview", "ClaimReview (JSON-LD)"

    format = models.TextField(_("format"), choices=Format)
    filters = models.JSONField(default=dict)
    # Verdicts by public id and version, so that whoever took an earlier one can be told of a correction.
    verdicts = models.JSONField(default=list)
    exported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    exported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("export")
        ordering = ["-id"]
        triggers = [Audited("Z", digest=["verdicts"]), Immutable()]

    @property
    def holds(self) -> str:
        """What left the desk, in words."""
        if sources := self.filters.get("sources"):
            return ngettext("%(n)s source", "%(n)s sources", len(sources)) % {"n": len(sources)}
        held = ngettext("%(n)s verdict", "%(n)s verdicts", len(self.verdicts)) % {"n": len(self.verdicts)}
        if not (left_out := self.filters.get("left_out")):
            return held
        return _("%(held)s, %(n)s left out") % {"held": held, "n": left_out}

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.exported_at:%Y-%m-%d}"


class Complaint(Versioned):
    """What somebody holds against a published verdict, and what the desk made of it.

    Name and text of who complained can be erased; the audit trail never held them.
    """

    KIND = "CP"

    class Channel(models.TextChoices):
        MAIL = "mail", _("by mail")
        TELEPHONE = "telephone", _("by telephone")
        SOCIAL = "social", _("on a social network")
        REGULATOR = "regulator", _("by a press council or regulator")
        OTHER = "other", _("otherwise")

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        IN_PART = "in_part", _("upheld in part")
        REJECTED = "rejected", _("rejected")

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="complaints")
    received_on = models.DateField(_("received on"))
    channel = models.TextField(_("how it came"), choices=Channel)
    complainant = models.TextField(_("who complains"), blank=True)
    text = models.TextField(_("what they wrote"), blank=True)
    point = models.TextField(_("the point raised, in the desk's words"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    decision = models.TextField(_("decision"), choices=Decision, blank=True)
    reason = models.TextField(_("why"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    # The version that mended it.
    correction = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("complaint")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=can_be_read("point"), name="reports_complaint_has_a_point"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | ~Q(decision="") & can_be_read("reason") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="reports_complaint_decided_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(complainant="", text=""), name="reports_complaint_erased_is_empty"
            ),
        ]
        triggers = [
            Audited(
                "CP", parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"], secret=["complainant", "text"]
            ),
            NeverDeleted(),
            Rule(
                name="decided_by_somebody_else",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=refuse(
                    "A complaint is decided by who acts, an editor who wrote neither the verdict nor a later version",
                    when="NEW.decided_by_id IS NOT NULL"
                    " AND (TG_OP = 'INSERT' OR OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id)"
                    f" AND (NEW.decided_by_id IS DISTINCT FROM {ACTOR} OR NOT {holds('editor')}"
                    " OR EXISTS (SELECT FROM verdicts_author a"
                    " JOIN verdicts_verdict written ON written.id = a.verdict_id"
                    " JOIN verdicts_verdict v ON v.id = NEW.verdict_id AND v.claim_id = written.claim_id"
                    " WHERE written.number >= v.number AND a.user_id = NEW.decided_by_id))",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.point


class PublicNotice(Identified):
    """What readers of a published verdict are told at once, "under review" for instance, until it is lifted."""

    KIND = "PN"

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="notices")
    text = models.TextField(_("notice"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("public notice")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=can_be_read("text"), name="reports_notice_says_something"),
            models.UniqueConstraint(fields=["verdict"], condition=Q(lifted_at=None), name="reports_one_notice"),
        ]
        triggers = [
            Audited("PN", parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"]),
            Immutable(allowed=["lifted_by_id", "lifted_at"]),
        ]

    def __str__(self) -> str:
        return self.text
