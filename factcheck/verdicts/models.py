import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule
from factcheck.claims.models import Claim
from factcheck.database.objects import Identified, Versioned
from factcheck.evidence.models import Evidence
from factcheck.verdicts import rules


class State(models.TextChoices):
    """The states of `states.py`, with their labels."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RatingScale(Identified):
    """One version of a scale of ratings. Never changed: an edit makes the next version."""

    KIND = "G"

    name = models.TextField(_("name"))
    number = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(_("offered for new verdicts"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating scale")
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="verdicts_scale_version_unique"),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="verdicts_one_current_scale"
            ),
        ]
        triggers = [Audited("G"), Immutable(allowed=["is_current"])]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class Rating(Identified):
    """A label of a scale. Without a value it lies outside the range: "Unproven" is not in the middle."""

    KIND = "GR"

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings")
    label = models.TextField(_("label"))
    value = models.SmallIntegerField(_("value"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    meaning = models.TextField(_("meaning"), blank=True)

    class Meta:
        verbose_name = _("rating")
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "label"], name="verdicts_rating_label_unique"),
            models.UniqueConstraint(fields=["scale", "position"], name="verdicts_rating_position_unique"),
        ]
        triggers = [Audited("GR", parents=["scale_id:G"]), Immutable()]

    def __str__(self) -> str:
        return self.label


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, user: User) -> "VerdictQuerySet":
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def open(self) -> "VerdictQuerySet":
        """Still being worked on: at most one for each claim."""
        return self.filter(state__in=[State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED])

    def awaiting_review(self) -> "VerdictQuerySet":
        return self.filter(state=State.IN_REVIEW)


class Verdict(Versioned):
    """A version of the desk's judgement on a claim.

    The text can be changed in states draft and returned only; the rules stand in `rules.py` and `states.py` and
    are held by the database.
    """

    KIND = "V"

    class Change(models.TextChoices):
        """What a revision is to the readers of the earlier version."""

        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        RETRACTION = "retraction", _("retraction")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField(_("version of the verdict"))
    state = models.TextField(_("state"), choices=State, default=State.DRAFT)
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    conclusion = models.TextField(_("conclusion, in one sentence"), blank=True)
    explanation = models.TextField(_("explanation"), blank=True)

    # Not one to one: a revision that was withdrawn before it went out leaves room for the next.
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    kind_of_change = models.TextField(_("kind of change"), choices=Change, blank=True)
    public_note = models.TextField(_("public note on the change"), blank=True)
    withdrawn_note = models.TextField(_("public note on the withdrawal"), blank=True)

    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        ordering = ["claim", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="verdicts_verdict_number_unique"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=[State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED]),
                name="verdicts_one_open_verdict_per_claim",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state=State.PUBLISHED), name="verdicts_one_published_per_claim"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="verdicts_verdict_state_known"),
            models.CheckConstraint(
                condition=Q(revises=None) | (~Q(kind_of_change="") & ~Q(public_note="")),
                name="verdicts_revision_tells_readers_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawn_note=""),
                name="verdicts_withdrawal_tells_readers_why",
            ),
        ]
        indexes = [
            # The desk's queue, and the stage of each claim in lists.
            models.Index(fields=["state", "updated_at"], name="verdicts_verdict_queue")
        ]
        triggers = [
            Audited("V", parents=["claim_id:C"]),
            NeverDeleted(),
            Rule(
                name="begins_as_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=rules.BEGINS_AS_DRAFT,
            ),
            Rule(
                name="moves_as_allowed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=rules.MOVES_DECLARE,
                func=rules.MOVES_AS_ALLOWED,
            ),
            Rule(
                name="knows_its_authors",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("rating_id", "conclusion", "explanation"),
                declare=[("actor", "bigint")],
                func=rules.KNOWS_ITS_AUTHORS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.public_id}, verdict {self.number}"

    @property
    def can_be_edited(self) -> bool:
        return self.state in {State.DRAFT, State.RETURNED}

    @property
    def is_open(self) -> bool:
        return self.state in {State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED}


class Author(models.Model):
    """Who wrote or changed the rating, conclusion or explanation of a version.

    Written by a trigger alone, from the actor of each change; the app's role may only read it.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="authors")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("author")
        constraints = [models.UniqueConstraint(fields=["verdict", "user"], name="verdicts_author_once")]
        triggers = [
            Audited(parents=["verdict_id:V", "verdict_id:C:verdicts_verdict:claim_id"]),
            Immutable(),
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.verdict}"


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
    content = models.JSONField()
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
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="return") | ~Q(comment=""), name="verdicts_return_says_what_to_do"
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
    """A change of words that a reviewing person proposes. Who accepts it is the author; who proposed is not."""

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
        ]

    def __str__(self) -> str:
        return f"“{self.before}” → “{self.after}”"
