import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.database.objects import Identified, Versioned
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
        return ngettext("%(n)s verdict", "%(n)s verdicts", len(self.verdicts)) % {"n": len(self.verdicts)}

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.exported_at:%Y-%m-%d}"
