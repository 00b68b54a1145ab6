"""What each rule of a policy says: of a verdict that is worked on, and of one that was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from factcheck.verdicts.models import Policy, PolicyRule, RuleResult
from factcheck.verdicts.policy.catalogue import RULES, title_of
from factcheck.verdicts.policy.facts import Facts, Finding
from factcheck.verdicts.sealed import Hidden


@dataclass(frozen=True)
class Result:
    """`reason`: why it was approved all the same; only of a rule that was open then."""

    policy_rule: PolicyRule
    outcome: str
    detail: str
    reason: str = ""

    @property
    def title(self) -> str:
        return title_of(self.policy_rule.rule)

    @property
    def is_open(self) -> bool:
        return self.outcome == RuleResult.Outcome.OPEN


def policy_in_force() -> Policy | None:
    """The desk's rules as they are now, with their rows."""
    return Policy.objects.filter(is_current=True).prefetch_related("rules").first()


def judged(policy: Policy, facts: Facts) -> tuple[Result, ...]:
    """What each rule of the policy says of these facts, in its order."""
    return tuple(_result(row, facts) for row in policy.rules.all())


def judged_again(policy: Policy, facts: Facts, sent: Mapping[int, RuleResult]) -> tuple[Result, ...]:
    """As of now: rules on what was sent keep what they said then (`sent`, by rule of the policy), others are judged."""
    return tuple(_kept_or_judged(row, facts, sent.get(row.pk)) for row in policy.rules.all())


def as_recorded(rows: Iterable[RuleResult]) -> tuple[Result, ...]:
    """Results that were written down; fetch them with `policy_rule`."""
    return tuple(Result(row.policy_rule, row.outcome, row.detail, row.reason) for row in rows)


def unnamed(results: Iterable[Result], hidden: Hidden) -> tuple[Result, ...]:
    """The same, with no sealed document or passage named in their details."""
    return tuple(replace(result, detail=hidden.unnamed(result.detail)) for result in results)


def _kept_or_judged(row: PolicyRule, facts: Facts, sent: RuleResult | None) -> Result:
    rule = RULES.get(row.rule)
    if sent is not None and (rule is None or rule.moment == "content"):
        return Result(row, sent.outcome, sent.detail)
    return _result(row, facts)


def _result(row: PolicyRule, facts: Facts) -> Result:
    found = finding_of(row, facts)
    return Result(row, found.outcome, found.detail)


def finding_of(row: PolicyRule, facts: Facts) -> Finding:
    """What one rule of a policy says; one that is not known here is left to a person."""
    rule = RULES.get(row.rule)
    if rule is None:
        return Finding("open", _("This program does not know the rule: a person has to judge it."))
    if facts.kind not in rule.kinds or (row.kinds and facts.kind not in row.kinds):
        return Finding("not_applicable", _("Not asked of a claim of this kind."))
    return rule.judge(facts, row.minimum if row.minimum is not None else rule.minimum or 0)
