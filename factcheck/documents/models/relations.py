import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, NeverDeleted, Rule, refuse
from factcheck.database.objects import Identified
from factcheck.documents.models.captures import Extraction
from factcheck.documents.models.takes_nothing import takes_nothing
from factcheck.documents.models.works import Document


class DocumentRelationQuerySet(models.QuerySet["DocumentRelation"]):
    def standing(self) -> "DocumentRelationQuerySet":
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User) -> "DocumentRelationQuerySet":
        """A relation is as visible as both its documents."""
        visible = Document.objects.visible_to(user)
        return self.filter(document__in=visible, other__in=visible)

    def between(self, document: Document) -> "DocumentRelationQuerySet":
        """Those that have `document` at either end."""
        return self.filter(Q(document=document) | Q(other=document))


class DocumentRelation(Identified):
    """What one document has to do with another; read as a sentence: `document` is a copy of `other`."""

    KIND = "DR"

    class Kind(models.TextChoices):
        COPY = "copy", _("is a copy of")
        SYNDICATION = "syndication", _("is syndicated from")
        EXCERPT = "excerpt", _("is an excerpt of")
        TRANSLATION = "translation", _("is a translation of")

    document = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    kind = models.TextField(_("relation"), choices=Kind)
    other = models.ForeignKey(Document, models.PROTECT, related_name="relations_to_it")
    note = models.TextField(_("how we know"), blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = DocumentRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation between documents")
        constraints = [
            models.CheckConstraint(condition=~Q(document=F("other")), name="documents_relation_is_between_two"),
            models.UniqueConstraint(
                fields=["document", "other"],
                condition=Q(withdrawn_at=None),
                name="documents_relation_stands_once",
            ),
        ]
        triggers = [
            Audited("DR", parents=["document_id:D", "other_id:D"]),
            NeverDeleted(),
            takes_nothing("NEW.document_id", "NEW.other_id"),
            Rule(
                name="withdrawn_has_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=refuse(
                    "Withdrawing a relation needs a reason",
                    when="NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_reason = ''",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.public_id} {self.get_kind_display()} {self.other.public_id}"


class Fingerprint(models.Model):
    """What near copies are found by: a MinHash signature of an extraction's word shingles.

    `bands` are hashes of runs of the signature, each salted with its place: two texts that share one are looked at.
    Derived from the text, and made anew when the method changes.
    """

    extraction = models.OneToOneField(Extraction, models.PROTECT, primary_key=True, related_name="fingerprint")
    # The same as extraction.capture.document when it was made; a merge moves it along.
    document = models.ForeignKey(Document, models.PROTECT, related_name="fingerprints")
    method = models.TextField()
    # Little-endian 32-bit integers.
    minhash = models.BinaryField()
    # Shingles in the text: how much of the longer text the shorter one can hold.
    size = models.PositiveIntegerField()
    bands = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("fingerprint")
        # Which texts share a band with this one? Asked for every document that comes in; never a scan.
        indexes = [GinIndex(fields=["bands"], name="documents_fingerprint_bands")]

    def __str__(self) -> str:
        return f"fingerprint of {self.extraction}"


class RelationSuggestionQuerySet(models.QuerySet["RelationSuggestion"]):
    def visible_to(self, user: User) -> "RelationSuggestionQuerySet":
        """A pair is as visible as both its documents."""
        visible = Document.objects.visible_to(user)
        return self.filter(document__in=visible, other__in=visible)

    def open(self) -> "RelationSuggestionQuerySet":
        return self.filter(decision="", document__merged_into=None, other__merged_into=None)

    def between(self, document: Document) -> "RelationSuggestionQuerySet":
        return self.filter(Q(document=document) | Q(other=document))


class RelationSuggestion(Identified):
    """A program found that two documents share words; people say what that means. It counts for nothing by itself."""

    KIND = "DS"

    class Kind(models.TextChoices):
        SAME_WORK = "same_work", _("is the same work as")
        COPY = "copy", _("is a copy of")
        SYNDICATION = "syndication", _("is syndicated from")
        EXCERPT = "excerpt", _("is an excerpt of")
        TRANSLATION = "translation", _("is a translation of")

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    document = models.ForeignKey(Document, models.PROTECT, related_name="suggestions")
    other = models.ForeignKey(Document, models.PROTECT, related_name="suggestions_to_it")
    kind = models.TextField(_("relation"), choices=Kind)
    # The share of word shingles that the two texts have in common, 0 to 1, and of the shorter one's that lie in both.
    similarity = models.FloatField()
    containment = models.FloatField()
    detector = models.TextField()
    # In words for people: why this relation and not another.
    reasons = models.JSONField(default=list)
    suggested_at = models.DateTimeField(default=timezone.now)
    decision = models.TextField(choices=Decision, blank=True)
    # What it was confirmed as, when a person chose another relation.
    decided_kind = models.TextField(choices=Kind, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = RelationSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested relation")
        ordering = ["-similarity", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(document=F("other")), name="documents_suggestion_is_between_two"),
            # Once for a pair, whichever way round: a rejected one is not suggested again.
            models.UniqueConstraint(
                Least("document", "other"), Greatest("document", "other"), name="documents_suggestion_once_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | ~Q(decision="") & Q(decided_at__isnull=False),
                name="documents_suggestion_decided_at",
            ),
        ]
        triggers = [
            Audited("DS", parents=["document_id:D", "other_id:D"]),
            NeverDeleted(),
            takes_nothing("NEW.document_id", "NEW.other_id", words=["reasons"]),
        ]

    def __str__(self) -> str:
        return f"{self.document.public_id} {self.get_kind_display()} {self.other.public_id}?"
