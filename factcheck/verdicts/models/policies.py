"""The desk's rules on what a verdict must rest on: data, versioned, and what each said of a submission."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.audit.triggers import Audited, Immutable, Rule
from factcheck.database.objects import Identified
from factcheck.database.readable import can_be_read
from factcheck.verdicts import rules


class Policy(Identified):
    """One version of a policy. Never changed: an edit makes the next version."""

    KIND = "PO"

    name = models.TextField(_("name"))
    number = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(_("in force"), default=False)
    note = models.TextField(_("why this version"), blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("policy")
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="verdicts_policy_version_unique"),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="verdicts_one_current_policy"
            ),
        ]
        triggers = [Audited("PO"), Immutable(allowed=["is_current"])]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class PolicyRule(Identified):
    """One rule of a policy. `rule` names one of `verdicts/policy`; `kinds` are the kinds of claim it speaks of."""

    KIND = "PR"

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="rules")
    rule = models.TextField(_("rule"))
    # Empty: claims of every kind.
    kinds = ArrayField(models.TextField(), default=list, blank=True)
    # How many, for rules that count.
    minimum = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("rule of a policy")
        ordering = ["policy", "position"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "position"], name="verdicts_policy_rule_position_unique")
        ]
        triggers = [Audited("PR", parents=["policy_id:PO"]), Immutable()]

    def __str__(self) -> str:
        return self.rule


class RuleResult(Identified):
    """What a rule said of a submission: when it was sent, and again when it was approved.

    An open rule never keeps a verdict from being sent. Who approves closes it with a reason, which is printed.
    """

    KIND = "RR"

    class Moment(models.TextChoices):
        SUBMISSION = "submission", _("when it was sent for review")
        APPROVAL = "approval", _("when it was approved")

    class Outcome(models.TextChoices):
        PASS = "pass", _("met")
        OPEN = "open", _("open")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    submission = models.ForeignKey("verdicts.Submission", models.PROTECT, related_name="rule_results")
    policy_rule = models.ForeignKey(PolicyRule, models.PROTECT, related_name="+")
    moment = models.TextField(choices=Moment)
    outcome = models.TextField(choices=Outcome)
    # In words, as it stood then: "1 of 2 independent origins".
    detail = models.TextField(blank=True)
    reason = models.TextField(_("why it is approved all the same"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("result of a rule")
        ordering = ["submission", "moment", "policy_rule__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "moment", "policy_rule"], name="verdicts_rule_result_once_each_time"
            ),
            models.CheckConstraint(
                condition=~Q(moment="approval", outcome="open") | can_be_read("reason"),
                name="verdicts_open_rule_closed_for_a_reason",
            ),
        ]
        triggers = [
            Audited(
                "RR",
                parents=[
                    "submission_id:N",
                    "submission_id:V:verdicts_submission:verdict_id",
                    "submission_id:C:verdicts_submission:claim_id",
                ],
            ),
            Immutable(),
            Rule(
                name="at_its_moment",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("verdict", "record")],
                func=rules.RULE_RESULT_AT_ITS_MOMENT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_rule}: {self.get_outcome_display()}"
