# ruff: noqa: S608 -- the names in it are those of our own tables

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.accounts.moves import ACTOR, holds
from factcheck.audit.triggers import Audited, Immutable, Rule, refuse
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read
from factcheck.documents.models.works import IS_NOT_OWNER, Document

#: What only the command writes, which runs as the owner of the tables.
_BY_COMMAND = ("carried_out_at", "finished_at", "salt", "commitments", "blobs_left")
_AGREED, _CLOSED = ("agreed_by_id", "agreed_at"), ("closed_by_id", "closed_at", "closed_note")


def _differ(columns: tuple[str, ...]) -> str:
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return f"ROW({new}) IS DISTINCT FROM ROW({old})"


# The document with those that became part of it, and the captures of all of them.
_FAMILY = "d.id = NEW.document_id OR d.merged_into_id = NEW.document_id"
_DOCUMENTS = f"ARRAY(SELECT d.id FROM documents_document d WHERE {_FAMILY} ORDER BY d.id)"
_CAPTURES = (
    "ARRAY(SELECT c.id FROM documents_capture c JOIN documents_document d ON d.id = c.document_id"
    f" WHERE {_FAMILY} ORDER BY c.id)"
)
_COVERS = f"NEW.covered_documents := {_DOCUMENTS}; NEW.covered_captures := {_CAPTURES}; "
_STILL_AS_ASKED = refuse(
    "What the redaction covers has changed since it was asked for",
    when=f"ROW(NEW.covered_documents, NEW.covered_captures) IS DISTINCT FROM ROW({_DOCUMENTS}, {_CAPTURES})",
) + refuse("Who asked for a redaction is an editor no more", when=f"NOT {holds('editor', 'NEW.asked_by_id')}")

_ASKED = (
    refuse("A redaction is asked for by who acts", when=f"NEW.asked_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("A redaction is asked for by an editor", when=f"NOT {holds('editor')}")
    + refuse(
        "A redaction is agreed to and carried out later",
        when=f"num_nonnulls({', '.join(f'NEW.{name}' for name in (*_AGREED, *_CLOSED[:2], *_BY_COMMAND[:3]))}) > 0",
    )
    + refuse(
        "There is nothing to redact",
        when="EXISTS (SELECT FROM documents_document d WHERE d.id = NEW.document_id"
        " AND (d.redacted_at IS NOT NULL OR d.merged_into_id IS NOT NULL))",
    )
    + _COVERS
)
_MOVED = (
    refuse("What was decided stays", when="OLD.closed_at IS NOT NULL OR OLD.finished_at IS NOT NULL")
    + f" IF {_differ(_AGREED)} THEN "
    + refuse("It is agreed to once", when="OLD.agreed_at IS NOT NULL")
    + refuse("Who agrees is who acts", when=f"NEW.agreed_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("An editor agrees to a redaction", when=f"NOT {holds('editor')}")
    + refuse("Somebody else agrees to a redaction", when="NEW.agreed_by_id = NEW.asked_by_id")
    + _STILL_AS_ASKED
    + f" END IF; IF {_differ(_CLOSED)} THEN "
    + refuse("What was carried out is not taken back", when="OLD.carried_out_at IS NOT NULL")
    + refuse("Who closes is who acts", when=f"NEW.closed_by_id IS DISTINCT FROM {ACTOR}")
    + refuse("An editor closes it", when=f"NOT {holds('editor')}")
    + f" END IF; IF {_differ(_BY_COMMAND)} THEN "
    + refuse("Redacting is left to the command that the owner of the tables runs", when=IS_NOT_OWNER)
    + refuse(
        "It is carried out once a second person has agreed",
        when="NEW.agreed_at IS NULL OR NEW.closed_at IS NOT NULL OR OLD.agreed_at IS NULL",
    )
    + f" END IF; IF {_differ(('carried_out_at',))} THEN "
    + _STILL_AS_ASKED
    + refuse("Who agreed to a redaction is an editor no more", when=f"NOT {holds('editor', 'NEW.agreed_by_id')}")
    + " END IF;"
)
_STEPS = f"IF TG_OP = 'INSERT' THEN {_ASKED} ELSE {_MOVED} END IF; RETURN NEW;"


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def visible_to(self, user: User) -> "RedactionQuerySet":
        """As visible as the document."""
        return self.filter(document__in=Document.objects.visible_to(user))

    def open(self) -> "RedactionQuerySet":
        """Asked for, perhaps agreed to, and not carried out."""
        return self.filter(closed_at=None, carried_out_at=None)


class Redaction(Identified):
    """That all a document holds has to go, by law or by court: one asks, another agrees, a command carries it out.

    `reason` is printed wherever the words stood. `commitments` are what is kept of the bytes: for each capture its
    number and the SHA-256 of `salt` and of their hash. `covered_documents` and `covered_captures` are the keys of what
    was decided on, written by the database when it is asked for, in order: what comes to it afterwards, or leaves it,
    was decided by nobody. `blobs_left` are hashes of bytes that are still to be removed
    from the store, between the two steps of the command; empty before and after.
    """

    KIND = "RX"

    class Basis(models.TextChoices):
        LAW = "law", _("a law asks for it")
        COURT = "court", _("a court ordered it")
        PRIVACY = "privacy", _("it protects a person")
        OTHER = "other", _("another reason")

    document = models.ForeignKey(Document, models.PROTECT, related_name="redactions")
    basis = models.TextField(_("on what ground"), choices=Basis)
    reason = models.TextField(_("reason, as it is printed"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    covered_documents = ArrayField(models.BigIntegerField(), default=list, editable=False)
    covered_captures = ArrayField(models.BigIntegerField(), default=list, editable=False)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    # Declined by another person, or taken back by one of the two.
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_note = models.TextField(_("why not"), blank=True)
    carried_out_at = models.DateTimeField(null=True)
    # The bytes are gone from the store, and the indexes of this host were built anew.
    finished_at = models.DateTimeField(null=True)
    salt = models.BinaryField(null=True)
    commitments = models.JSONField(default=list)
    blobs_left = models.JSONField(default=list)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=can_be_read("reason"), name="documents_redaction_has_a_reason"),
            models.CheckConstraint(condition=~Q(agreed_by=F("asked_by")), name="documents_redaction_by_two_people"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="documents_redaction_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None) | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="documents_redaction_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at=None) | Q(agreed_at__isnull=False, closed_at=None),
                name="documents_redaction_carried_out_once_agreed",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(carried_out_at__isnull=False),
                name="documents_redaction_finished_last",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(closed_at=None),
                name="documents_redaction_one_at_a_time",
            ),
        ]
        triggers = [
            Audited("RX", parents=["document_id:D"], secret=["salt", "blobs_left"]),
            Immutable(allowed=[*_AGREED, *_CLOSED, *_BY_COMMAND]),
            Rule(
                name="by_two_people",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_STEPS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.document.public_id}"
