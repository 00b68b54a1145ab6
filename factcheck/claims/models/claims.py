import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, NeverDeleted, Rule, refuse
from factcheck.claims import rules
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Identified, Versioned
from factcheck.database.partial_dates import PartialDate
from factcheck.database.readable import can_be_read
from factcheck.sources.models import Source


class Kind(models.TextChoices):
    FACT = "fact", _("fact")
    QUANTITY = "quantity", _("quantity")
    STATEMENT = "statement", _("statement: what someone said")
    NEGATIVE = "negative", _("negative: that something is not so")
    CAUSE = "cause", _("cause")
    PREDICTION = "prediction", _("prediction")
    PROMISE = "promise", _("promise")
    IMAGE = "image", _("image")

    @property
    def takes_rating(self) -> bool:
        """A prediction or a promise is not true or false yet."""
        return self not in {Kind.PREDICTION, Kind.PROMISE}

    @property
    def in_short(self) -> str:
        """In one word, for tables."""
        return str(self.label).partition(":")[0]

    @property
    def claim_words(self) -> str:
        """What a claim of this kind is called before "by somebody"."""
        return {
            Kind.FACT: gettext("Factual claim"),
            Kind.QUANTITY: gettext("Claim of a quantity"),
            Kind.STATEMENT: gettext("Claim of what was said"),
            Kind.NEGATIVE: gettext("Negative claim"),
            Kind.CAUSE: gettext("Claim of a cause"),
            Kind.PREDICTION: gettext("Prediction"),
            Kind.PROMISE: gettext("Promise"),
            Kind.IMAGE: gettext("Claim about an image"),
        }[self]


class Claimant(Versioned):
    """Who made a claim: a person or a body. An outlet that speaks for itself also names its source."""

    KIND = "A"

    name = models.TextField(_("name"))
    description = models.TextField(_("who this is"), blank=True)
    is_person = models.BooleanField(_("is a person"), null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="claimants")

    class Meta:
        verbose_name = _("claimant")
        ordering = [Lower("name"), "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="claims_claimant_name_unique")]
        triggers = [Audited("A", parents=["source_id:S"]), NeverDeleted()]

    def __str__(self) -> str:
        return self.name


class Priority(models.IntegerChoices):
    HIGH = 1, _("high")
    NORMAL = 2, _("normal")
    LOW = 3, _("low")


class ClaimState(models.TextChoices):
    """The states of `states.py`, with their labels."""

    NEW = "new", _("new")
    TRIAGED = "triaged", _("triaged")
    RESEARCHING = "researching", _("researching")
    DROPPED = "dropped", _("dropped")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> "ClaimQuerySet":
        """Everybody of the desk sees all claims."""
        return self


class Claim(Versioned):
    """One checkable assertion in the desk's words, shown always beneath *in their words*."""

    KIND = "C"

    statement = models.TextField(_("what we check"))
    kind = models.TextField(_("kind"), choices=Kind)
    claimant = models.ForeignKey(Claimant, models.PROTECT, null=True, blank=True, related_name="claims")
    made = PartialDateField(verbose_name=_("made on"))
    made_text = models.TextField(blank=True)

    # As we read it.
    scope_place = models.TextField(_("where"), blank=True)
    scope_time = PartialDateField(verbose_name=_("when"))
    scope_time_text = models.TextField(blank=True)
    scope_reason = models.TextField(_("why we read it so"), blank=True)

    quantity_low = models.DecimalField(_("value, or lowest"), max_digits=30, decimal_places=6, null=True, blank=True)
    quantity_high = models.DecimalField(_("highest"), max_digits=30, decimal_places=6, null=True, blank=True)
    quantity_unit = models.TextField(_("unit"), blank=True)
    quantity_counted = models.TextField(_("what is counted"), blank=True)
    quantity_as_of = PartialDateField(verbose_name=_("as of"))
    quantity_as_of_text = models.TextField(blank=True)

    why_checked = models.TextField(_("why it is checked"), blank=True)
    # For what was heard before any document was there: on the radio, at a rally.
    heard_where = models.TextField(_("heard where"), blank=True)
    heard_words = models.TextField(_("in their words, as heard"), blank=True)

    tags = ArrayField(models.TextField(), default=list, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="claims_assigned")
    # What people decide about the work; what its verdict says comes before it, and is not stored here.
    state = models.TextField(_("state"), choices=ClaimState, default=ClaimState.NEW)
    dropped_reason = models.TextField(_("why it was dropped"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    # A sub-claim: a part of the claim, or one reading of its words; its verdict never becomes its parent's by itself.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    reading = models.TextField(_("the words of the claim, read so"), blank=True)
    language = models.TextField(_("language"), blank=True)

    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    # From this moment on evidence is withdrawn with a reason instead of removed.
    first_submitted_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        indexes = [
            # The claim list in its usual order: what is urgent, then what moved last.
            models.Index(fields=["priority", "-updated_at"], name="claims_claim_urgency"),
            models.Index(fields=["-updated_at"], name="claims_claim_updated"),
            # What is late and what is to come, in the order that the list shows them in (`desk/urgency.py`).
            models.Index(fields=["priority", "due_on"], condition=Q(due_on__isnull=False), name="claims_claim_due"),
            # The facet "tag".
            GinIndex(fields=["tags"], name="claims_claim_tags"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="claims_claim_says_something"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="claims_claim_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="claims_claim_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.DROPPED) | can_be_read("dropped_reason"),
                name="claims_claim_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reading="") | Q(parent__isnull=False), name="claims_claim_reading_is_of_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.QUANTITY) | Q(quantity_low=None, quantity_high=None),
                name="claims_claim_value_only_of_a_quantity",
            ),
            models.CheckConstraint(
                condition=Q(quantity_high=None) | Q(quantity_low__lte=models.F("quantity_high")),
                name="claims_claim_range_in_order",
            ),
        ]
        triggers = [
            Audited("C", parents=["claimant_id:A", "parent_id:C"]),
            NeverDeleted(),
            Rule(
                name="moves_as_allowed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                func=rules.MOVES_AS_ALLOWED,
            ),
            Rule(
                name="one_level_of_parts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                func=rules.ONE_LEVEL_OF_PARTS,
            ),
            Rule(
                name="submitted_once",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("first_submitted_at"),
                func=refuse(
                    "That a claim was submitted is not taken back",
                    when="OLD.first_submitted_at IS NOT NULL"
                    " AND NEW.first_submitted_at IS DISTINCT FROM OLD.first_submitted_at",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def made_on(self) -> PartialDate | None:
        return read_partial_date(self.made, self.made_text)

    @property
    def scope_period(self) -> PartialDate | None:
        return read_partial_date(self.scope_time, self.scope_time_text)

    @property
    def quantity_as_of_date(self) -> PartialDate | None:
        return read_partial_date(self.quantity_as_of, self.quantity_as_of_text)

    @property
    def takes_rating(self) -> bool:
        return Kind(self.kind).takes_rating

    @property
    def kind_in_words(self) -> str:
        return Kind(self.kind).claim_words


class ClaimTerm(Identified):
    """How a word of the claim is read, and why; or that the claimant did not define it."""

    KIND = "CT"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="terms")
    term = models.TextField(_("term"))
    defined_by_claimant = models.BooleanField(_("defined by the claimant"), default=False)
    reading = models.TextField(_("as we read it"), blank=True)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("term")
        ordering = ["id"]
        constraints = [models.UniqueConstraint("claim", Lower("term"), name="claims_term_read_once")]
        triggers = [Audited("CT", parents=["claim_id:C"])]

    def __str__(self) -> str:
        return self.term
