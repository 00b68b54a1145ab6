"""What the desk says to itself about a claim, a piece of evidence or a passage; none of it is published."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.accounts.moves import ACTOR
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule, refuse
from factcheck.claims.models import Claim
from factcheck.database.objects import Identified, Versioned
from factcheck.discussion.mentions import LONGEST
from factcheck.documents.models import Document
from factcheck.evidence.models import Evidence
from factcheck.passages.models import Passage


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: User) -> "ThreadQuerySet":
        """As visible as what it is about: of a passage or of evidence, as its document."""
        seen = Document.objects.visible_to(user)
        return self.filter(
            Q(passage=None, evidence=None) | Q(passage__document__in=seen) | Q(evidence__passage__document__in=seen)
        )

    def unresolved(self) -> "ThreadQuerySet":
        return self.filter(resolved_at=None)

    def about_claim(self, claim: Claim) -> "ThreadQuerySet":
        """On the claim itself, on its evidence, and on the passages it rests on."""
        return self.filter(
            Q(claim=claim)
            | Q(evidence__claim=claim)
            | Q(passage__evidence__claim=claim, passage__evidence__withdrawn_at=None)
            | Q(passage__appearances__claim=claim, passage__appearances__withdrawn_at=None)
        ).distinct()


class Thread(Identified):
    """One question, until somebody says that it is answered. It is about exactly one thing."""

    KIND = "T"

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="threads")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="threads")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="threads")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, evidence=None, passage=None)
                | Q(claim=None, evidence__isnull=False, passage=None)
                | Q(claim=None, evidence=None, passage__isnull=False),
                name="discussion_thread_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="discussion_thread_resolved_by_somebody",
            ),
        ]
        triggers = [
            Audited(
                "T",
                parents=[
                    "claim_id:C",
                    "evidence_id:E",
                    "evidence_id:C:evidence_evidence:claim_id",
                    "passage_id:P",
                    "passage_id:D:passages_passage:document_id",
                ],
            ),
            Immutable(allowed=["resolved_by_id", "resolved_at"]),
        ]

    def __str__(self) -> str:
        return self.public_id


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> "CommentQuerySet":
        """As visible as their threads."""
        return self.filter(thread__in=Thread.objects.visible_to(user))


class Comment(Versioned):
    """What one person said in a thread. Who wrote it may change it; the earlier text stays in the audit trail."""

    KIND = "TC"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="discussion_comment_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST), name="discussion_comment_is_not_too_long"
            ),
        ]
        triggers = [
            Audited("TC", parents=["thread_id:T", "thread_id:C:discussion_thread:claim_id"]),
            Immutable(allowed=["text", "edited_at", "version"]),
            Rule(
                name="written_by_who_acts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("text"),
                func=refuse(
                    "A comment is written and changed by its author",
                    when=f"NEW.author_id IS DISTINCT FROM {ACTOR}",
                )
                + " RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """Somebody whom a comment calls by name."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mention")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="discussion_mentioned_once")]
        triggers = [Audited(parents=["comment_id:TC"]), NeverDeleted()]

    def __str__(self) -> str:
        return f"{self.user} in {self.comment_id}"
