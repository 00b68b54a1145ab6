import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, NeverDeleted, Rule, refuse
from factcheck.database.objects import Identified, Versioned
from factcheck.database.readable import can_be_read


class Reliability(models.TextChoices):
    """The Admiralty (NATO) code for the reliability of a source. Not graded is not F: F was tried."""

    A = "A", _("A, completely reliable")
    B = "B", _("B, usually reliable")
    C = "C", _("C, fairly reliable")
    D = "D", _("D, not usually reliable")
    E = "E", _("E, unreliable")
    F = "F", _("F, reliability cannot be judged")


class StateAffiliation(models.TextChoices):
    GOVERNMENT = "government", _("government body")
    CONTROLLED = "controlled", _("state-controlled")
    OWNED = "owned", _("state-owned")
    FUNDED = "funded", _("state-funded, editorially independent")
    NONE = "none", _("none known")


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: User) -> "SourceQuerySet":
        """Everybody of the desk sees all sources."""
        return self

    def unmerged(self) -> "SourceQuerySet":
        """Only sources that stand for themselves."""
        return self.filter(merged_into=None)

    def family(self, source: "Source") -> "SourceQuerySet":
        """The source that stands for `source`, and all that were merged into it."""
        return self.filter(Q(pk=source.standing.pk) | Q(merged_into=source.standing.pk))

    def containing(self, text: str) -> "SourceQuerySet":
        """Sources with `text` in their name, in a domain or in the description, letters' case aside."""
        domains = SourceDomain.objects.filter(source=models.OuterRef("pk"), domain__icontains=text)
        return self.filter(Q(name__icontains=text) | Q(description__icontains=text) | models.Exists(domains))


#: Merges are one step deep, so they make no circle, and finding the source that stands takes one look.
_MERGED_ONCE_FOR_A_REASON = (
    refuse(  # noqa: S608
        "Merging sources, and undoing it, needs a reason",
        when="coalesce(current_setting('factcheck.reason', true), '') = ''"
        " AND NEW.merged_into_id IS DISTINCT FROM (CASE WHEN TG_OP = 'UPDATE' THEN OLD.merged_into_id END)",
    )
    + refuse(
        "A source is merged into one that stands for itself",
        when="NEW.merged_into_id IS NOT NULL AND ("
        " EXISTS (SELECT FROM sources_source s WHERE s.id = NEW.merged_into_id AND s.merged_into_id IS NOT NULL)"
        " OR EXISTS (SELECT FROM sources_source s WHERE s.merged_into_id = NEW.id))",
    )
    + " RETURN NEW;"
)


class Source(Versioned):
    """Who publishes: an outlet, an agency, a public body, a person, an account."""

    KIND = "S"

    name = models.TextField(_("name"))
    homepage = models.URLField(_("home page"), blank=True)
    description = models.TextField(_("description"), blank=True)
    reliability = models.CharField(_("reliability"), max_length=1, choices=Reliability, blank=True)
    reliability_note = models.TextField(_("why this grade"), blank=True)
    state_affiliation = models.TextField(_("state affiliation"), choices=StateAffiliation, blank=True)
    state_affiliation_note = models.TextField(_("note on the affiliation"), blank=True)
    # A duplicate points to the source that stands for both; its documents stay where they are.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    # The desk relies on it no longer; what rests on it is looked at again.
    retracted_at = models.DateTimeField(null=True, editable=False)
    retracted_reason = models.TextField(_("why it is relied on no longer"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = [Lower("name"), "id"]
        indexes = [models.Index(Lower("name"), name="sources_source_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reliability__in=["", *Reliability.values]), name="sources_source_reliability_known"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="sources_source_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(retracted_at=None) | can_be_read("retracted_reason"),
                name="sources_source_retracted_for_a_reason",
            ),
        ]
        triggers = [
            Audited("S", parents=["merged_into_id:S"]),
            NeverDeleted(),
            Rule(
                name="grade_has_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("reliability"),
                func=refuse(
                    "Changing a grade needs a reason",
                    when="NEW.reliability <> OLD.reliability"
                    " AND coalesce(current_setting('factcheck.reason', true), '') = ''",
                )
                + " RETURN NEW;",
            ),
            Rule(
                name="merged_once_for_a_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
                func=_MERGED_ONCE_FOR_A_REASON,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> "Source":
        """The source that stands for this one: itself, unless it was merged."""
        return self.merged_into or self


class SourceDomain(Identified):
    """A domain whose pages the source publishes, lower case, without `www.`."""

    KIND = "SD"

    source = models.ForeignKey(Source, models.PROTECT, related_name="domains")
    domain = models.TextField(_("domain"), unique=True)

    class Meta:
        verbose_name = _("domain")
        ordering = ["domain"]
        constraints = [models.CheckConstraint(condition=Q(domain=Lower("domain")), name="sources_domain_is_lower_case")]
        triggers = [Audited("SD", parents=["source_id:S"])]

    def __str__(self) -> str:
        return self.domain


class SourceRelation(Identified):
    """What one source has to do with another; read as a sentence: `source` is owned by `other`."""

    KIND = "SR"

    class Kind(models.TextChoices):
        OWNED_BY = "owned_by", _("is owned by")
        COPIES_FROM = "copies_from", _("copies from")
        TRANSLATES = "translates", _("translates")

    source = models.ForeignKey(Source, models.PROTECT, related_name="relations")
    kind = models.TextField(_("relation"), choices=Kind)
    other = models.ForeignKey(Source, models.PROTECT, related_name="relations_to_it")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("relation")
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("other")), name="sources_relation_is_between_two"),
            models.UniqueConstraint(fields=["source", "kind", "other"], name="sources_relation_said_once"),
        ]
        triggers = [Audited("SR", parents=["source_id:S", "other_id:S"])]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.other}"
