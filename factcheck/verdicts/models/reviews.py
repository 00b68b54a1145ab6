"""What was sent for review, frozen, and what the second person made of it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, Rule
from factcheck.claims.models import Claim
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read
from factcheck.evidence.models import Evidence
from factcheck.verdicts import edit_rules, rules
from factcheck.verdicts.models.policies import Policy
from factcheck.verdicts.models.verdicts import Verdict


class Submission(Identified):
    """What one sending for review rested on, copied into rows that are never changed. Reports read only this.

    `content` holds the claim as it stood (kind, claimant, dates, scope, terms, quantity), its appearances, the
    searches and enquiries, and the scale; FrozenEvidence holds the evidence.
    """

    KIND = "N"

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="submissions")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    statement = models.TextField()
    rating_label = models.TextField(blank=True)
    rating_value = models.SmallIntegerField(null=True)
    conclusion = models.TextField()
    explanation = models.TextField()
    missing_context = models.TextField(blank=True)
    content = models.JSONField()
    # The rules in force then; None: the desk had none.
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("submission")
        ordering = ["verdict", "number"]
        constraints = [models.UniqueConstraint(fields=["verdict", "number"], name="verdicts_submission_number_unique")]
        triggers = [
            Audited("N", parents=["verdict_id:V", "claim_id:C"], digest=["content"]),
            Immutable(),
            Rule(
                name="from_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("verdict", "record")],
                func=rules.SUBMITTED_FROM_A_DRAFT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}, submission {self.number}"


class FrozenEvidence(Identified):
    """One piece of evidence as it stood when the verdict was sent for review."""

    KIND = "FE"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="frozen")
    # The number of its footnote; None when the explanation does not refer to it.
    reference = models.PositiveIntegerField(null=True)
    stance = models.TextField()
    weight = models.TextField()
    quote = models.TextField()
    # Of the bytes that the quote was drawn from.
    sha256 = models.CharField(max_length=64)
    # Pieces with the same number go back to one origin; None: not counted.
    origin = models.PositiveIntegerField(null=True)
    # Everything else that a report prints: sentence, span, voice, document, source, grade, dates, rationale.
    content = models.JSONField()

    class Meta:
        verbose_name = _("frozen evidence")
        ordering = ["submission", "id"]
        constraints = [models.UniqueConstraint(fields=["submission", "evidence"], name="verdicts_evidence_frozen_once")]
        triggers = [
            Audited(
                "FE",
                parents=[
                    "submission_id:N",
                    "submission_id:V:verdicts_submission:verdict_id",
                    "evidence_id:E",
                ],
                digest=["content"],
            ),
            Immutable(),
            Rule(
                name="frozen_with_its_submission",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("found", "text")],
                func=rules.FROZEN_WITH_ITS_SUBMISSION,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} in {self.submission}"


class Review(Identified):
    """The second person's decision on a submission: one for each, so that of two editors one wins."""

    KIND = "W"

    class Decision(models.TextChoices):
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="review")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    decision = models.TextField(choices=Decision)
    comment = models.TextField(_("comment"), blank=True)
    # How many references nobody but its authors had compared with their words, when it was approved.
    unchecked = models.PositiveIntegerField(_("references not checked"), null=True)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="return") | can_be_read("comment"), name="verdicts_return_says_what_to_do"
            )
        ]
        triggers = [
            Audited(
                "W",
                parents=[
                    "submission_id:N",
                    "submission_id:V:verdicts_submission:verdict_id",
                    "submission_id:C:verdicts_submission:claim_id",
                ],
            ),
            Immutable(),
            Rule(
                name="by_a_second_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("verdict", "record"), ("person", "record")],
                func=rules.REVIEWED_BY_A_SECOND_PERSON,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.get_decision_display()}"


class ReferenceCheck(models.Model):
    """The editor has compared one reference of a submission with the words it rests on."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reference_checks")
    reference = models.TextField()  # the public id that the reference names
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reference checked")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reference", "checked_by"], name="verdicts_reference_checked_once"
            )
        ]
        triggers = [Audited(parents=["submission_id:N", "submission_id:V:verdicts_submission:verdict_id"])]

    def __str__(self) -> str:
        return f"{self.reference} in {self.submission}"


class ProposedEdit(Identified):
    """A change of words that a reviewing person proposes. Once accepted, who proposed is an author as who accepts."""

    KIND = "PE"

    class Field(models.TextChoices):
        CONCLUSION = "conclusion", _("conclusion")
        EXPLANATION = "explanation", _("explanation")

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="proposed_edits")
    field = models.TextField(choices=Field)
    before = models.TextField(_("these words"))
    after = models.TextField(_("become"), blank=True)
    note = models.TextField(_("why"), blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed edit")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=""), name="verdicts_edit_replaces_some_words"),
            models.CheckConstraint(
                condition=Q(accepted=None, settled_by=None, settled_at=None)
                | Q(accepted__isnull=False, settled_by__isnull=False, settled_at__isnull=False),
                name="verdicts_edit_settled_by_somebody",
            ),
        ]
        triggers = [
            Audited("PE", parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"]),
            Immutable(allowed=["accepted", "settled_by_id", "settled_at"]),
            Rule(
                name="proposed_by_who_acts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=edit_rules.PROPOSED_BY_WHO_ACTS,
            ),
            Rule(
                name="settled_as_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=edit_rules.SETTLED_DECLARE,
                func=edit_rules.SETTLED_AS_IT_IS,
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.before}” → “{self.after}”"
