import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.claims.models import Claim
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Identified, Versioned
from factcheck.database.partial_dates import PartialDate
from factcheck.documents.models import Capture, Document
from factcheck.documents.models.takes_nothing import OF_PASSAGE, takes_nothing
from factcheck.passages.models import Passage
from factcheck.passages.voice import Voiced


class Stance(models.TextChoices):
    CORROBORATES = "corroborates", _("corroborates")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("context")


class Weight(models.TextChoices):
    CENTRAL = "central", _("on the central point")
    PARTIAL = "partial", _("on part of it")


class Credibility(models.IntegerChoices):
    """The Admiralty (NATO) code for the credibility of one piece of information."""

    CONFIRMED = 1, _("1, confirmed by other sources")
    PROBABLY_TRUE = 2, _("2, probably true")
    POSSIBLY_TRUE = 3, _("3, possibly true")
    DOUBTFUL = 4, _("4, doubtful")
    IMPROBABLE = 5, _("5, improbable")
    CANNOT_BE_JUDGED = 6, _("6, cannot be judged")


class DateOf(models.TextChoices):
    """What the date on a card is the date of."""

    PUBLISHED = "published", _("published")
    SAID = "said", _("said")
    ABOUT = "about", _("about")
    CAPTURED = "captured", _("captured")


#: A withdrawal after something was submitted needs a reason: removing it before needs none.
_WITHDRAWAL_HAS_REASON = Rule(
    name="withdrawal_has_reason",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("withdrawn_at"),
    func=refuse(
        "Once a verdict was submitted, withdrawing needs a reason",
        when="NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_reason = '' AND EXISTS"
        " (SELECT FROM claims_claim c WHERE c.id = NEW.claim_id AND c.first_submitted_at IS NOT NULL)",
    )
    + " RETURN NEW;",
)


#: What a reviewer may change about evidence; all else stays as it was linked.
_CHANGEABLE = (
    ["stance", "weight", "rationale", "credibility", "dated", "dated_text", "date_of"]
    + ["quantity_low", "quantity_high", "voice", "speaker", "via", "first_hand"]
    + ["withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "version"]
)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """As visible as the document of its passage. By a join: PostgreSQL gathered all passages for `IN` them."""
        return self.filter(passage__document__in=Document.objects.visible_to(user))

    def standing(self) -> "EvidenceQuerySet":
        return self.filter(withdrawn_at=None)


class Evidence(Voiced, Versioned):
    """A passage linked to a claim with a stance. Withdrawn with a reason, never deleted."""

    KIND = "E"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    stance = models.TextField(_("stance"), choices=Stance)
    weight = models.TextField(_("weight"), choices=Weight, default=Weight.CENTRAL)
    rationale = models.TextField(_("why"), blank=True)
    credibility = models.PositiveSmallIntegerField(
        _("credibility"),
        choices=Credibility,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
    )
    dated = PartialDateField(verbose_name=_("date"))
    dated_text = models.TextField(blank=True)
    date_of = models.TextField(_("kind of date"), choices=DateOf, blank=True)
    # For claims of kind quantity: the value that the passage gives.
    quantity_low = models.DecimalField(_("value, or lowest"), max_digits=30, decimal_places=6, null=True, blank=True)
    quantity_high = models.DecimalField(_("highest"), max_digits=30, decimal_places=6, null=True, blank=True)
    linked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "passage"],
                condition=Q(withdrawn_at=None),
                name="evidence_evidence_linked_once",
            ),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_evidence_stance_known"),
            models.CheckConstraint(
                condition=Q(credibility=None) | Q(credibility__range=(1, 6)),
                name="evidence_evidence_credibility_1_to_6",
            ),
            models.CheckConstraint(
                condition=Q(dated=None) | ~Q(date_of=""), name="evidence_evidence_date_says_of_what"
            ),
        ]
        triggers = [
            Audited("E", parents=["claim_id:C", "passage_id:P", "passage_id:D:passages_passage:document_id"]),
            Immutable(allowed=_CHANGEABLE),
            takes_nothing(OF_PASSAGE),
            _WITHDRAWAL_HAS_REASON,
        ]

    def __str__(self) -> str:
        return f"{self.passage} {self.get_stance_display()} {self.claim.public_id}"

    @property
    def dated_on(self) -> PartialDate | None:
        return read_partial_date(self.dated, self.dated_text)


class Kept(Identified):
    """A passage put by to judge later: in the claim's tray, in no count."""

    KIND = "KP"

    # None: kept from the document, for no claim yet.
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="kept")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="kept")
    note = models.TextField(_("note"), blank=True)
    kept_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    # Judged, or put away unused.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("kept passage")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "passage"],
                condition=Q(settled_at=None),
                nulls_distinct=False,
                name="evidence_kept_once",
            )
        ]
        triggers = [
            Audited("KP", parents=["claim_id:C", "passage_id:P", "passage_id:D:passages_passage:document_id"]),
            Immutable(allowed=["claim_id", "note", "settled_at"]),
            takes_nothing(OF_PASSAGE),
        ]

    def __str__(self) -> str:
        return f"{self.passage} kept"


class DocumentedSearch(Versioned):
    """What was looked for, where, and what was found. It is printed, and never counts as corroboration."""

    KIND = "L"

    class Outcome(models.TextChoices):
        FOUND = "found", _("found")
        NOT_FOUND = "not_found", _("not found")
        COULD_NOT_SEARCH = "could_not_search", _("could not search")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="searches")
    where = models.TextField(_("where"))
    query = models.TextField(_("looked for"))
    period = PartialDateField(verbose_name=_("period covered"))
    period_text = models.TextField(blank=True)
    searched = PartialDateField(verbose_name=_("searched on"), null=False, blank=False)
    searched_text = models.TextField()
    outcome = models.TextField(_("outcome"), choices=Outcome)
    finding = models.TextField(_("what came of it"), blank=True)
    limits = models.TextField(_("limits of this search"), blank=True)
    # What was on the screen then, where it was kept.
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="+")
    own_documents_only = models.BooleanField(_("only this desk's documents were searched"), default=False)
    searched_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("documented search")
        verbose_name_plural = _("documented searches")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(where="") & ~Q(query=""), name="evidence_search_says_where_and_what")
        ]
        triggers = [Audited("L", parents=["claim_id:C"]), NeverDeleted(), _WITHDRAWAL_HAS_REASON]

    def __str__(self) -> str:
        return f"{self.where}: {self.query}"

    @property
    def searched_on(self) -> PartialDate | None:
        return read_partial_date(self.searched, self.searched_text)

    @property
    def period_covered(self) -> PartialDate | None:
        return read_partial_date(self.period, self.period_text)


class Enquiry(Versioned):
    """Who was asked, what, and what they answered. It is printed, and never counts as corroboration."""

    KIND = "Q"

    class Asked(models.TextChoices):
        CLAIMANT = "claimant", _("the claimant")
        PRESS_OFFICE = "press_office", _("a press office")
        EXPERT = "expert", _("an expert")
        OTHER = "other", _("somebody else")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="enquiries")
    asked = models.TextField(_("who was asked"))
    role = models.TextField(_("they are"), choices=Asked)
    interest = models.TextField(_("interest declared"), blank=True)
    channel = models.TextField(_("how"), blank=True)
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("asked on"))
    deadline = models.DateField(_("answer asked for by"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    # The answer as it was received, where passages can be taken from it.
    answer_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    # Who was asked stays the desk's own unless somebody chooses otherwise.
    is_public = models.BooleanField(_("printed in the report"), default=False)
    enquired_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(answer="") & Q(answered_on=None)) | (~Q(answer="") & ~Q(answered_on=None)),
                name="evidence_enquiry_answer_has_its_day",
            )
        ]
        triggers = [Audited("Q", parents=["claim_id:C"]), NeverDeleted(), _WITHDRAWAL_HAS_REASON]

    def __str__(self) -> str:
        return f"{self.asked}: {self.question}"


class EnquiryTemplate(Versioned):
    """Words to begin an enquiry with. `{claim}` and `{claimant}` stand for the statement and for who made it."""

    KIND = "QT"

    name = models.TextField(_("name"))
    text = models.TextField(_("text"))
    language = models.TextField(_("language"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("template of an enquiry")
        ordering = [Lower("name"), "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="evidence_template_name_unique")]
        triggers = [Audited("QT")]

    def __str__(self) -> str:
        return self.name
