"""The judgement, its states and who wrote it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, NeverDeleted, Rule
from factcheck.claims.models import Claim
from factcheck.database.objects import Versioned
from factcheck.database.readable import can_be_read
from factcheck.verdicts import edit_rules, rules
from factcheck.verdicts.models.scales import Rating


class State(models.TextChoices):
    """The states of `states.py`, with their labels."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: What makes whoever changes it an author.
_WRITTEN = ("rating_id", "conclusion", "explanation", "missing_context")


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
    # For what is so as far as it goes, and misleads: printed in a place of its own.
    missing_context = models.TextField(_("what it leaves out"), blank=True)

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
                condition=Q(revises=None) | (~Q(kind_of_change="") & can_be_read("public_note")),
                name="verdicts_revision_tells_readers_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | can_be_read("withdrawn_note"),
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
                name="waits_for_blind_opinions",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(*_WRITTEN),
                func=rules.WAITS_FOR_BLIND_OPINIONS,
            ),
            Rule(
                name="knows_its_authors",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf(*_WRITTEN),
                declare=[("actor", "bigint")],
                func=rules.KNOWS_ITS_AUTHORS,
            ),
            Rule(
                name="knows_whose_words",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("conclusion", "explanation", "missing_context"),
                func=edit_rules.KNOWS_WHOSE_WORDS,
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
    """Who wrote or changed the rating, conclusion or explanation of a version, or proposed words that it took over.

    Written by triggers alone, from the actor of each change; the app's role may only read it.
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
