"""What the rules said is written down twice: when a verdict is sent, and by whoever approves it.

It is printed, and the same for everybody: so nothing sealed is named in it, whoever looks. What is sealed counts.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from factcheck.accounts.models import User
from factcheck.evidence.models import Evidence
from factcheck.verdicts.errors import RulesOpen
from factcheck.verdicts.models import RuleResult, Submission
from factcheck.verdicts.policy.evaluate import Result, judged, judged_again, unnamed
from factcheck.verdicts.policy.gathering import facts_at_approval, facts_of
from factcheck.verdicts.sealed import hidden_from_readers
from factcheck.web.words import says_enough

SENT, APPROVED = RuleResult.Moment.SUBMISSION, RuleResult.Moment.APPROVAL

type Reasons = Mapping[int | str, str]
"""Why open rules are approved all the same: by the rule of the policy, or by what the catalogue calls the rule."""

NO_REASONS: Reasons = MappingProxyType({})


def record_at_submission(submission: Submission, evidence: Sequence[Evidence]) -> None:
    """What each rule of the policy in force says of what is sent; nothing where the desk has none.

    Who will approve it is not known yet, whoever sends it.
    """
    if submission.policy is None:
        return
    results = unnamed(judged(submission.policy, facts_of(submission.verdict, evidence)), hidden_from_readers())
    RuleResult.objects.bulk_create(_row(submission, SENT, result) for result in results)


def results_now(submission: Submission, looks: User) -> tuple[Result, ...]:
    """What each rule says of a submission that waits for its review, to the person who looks."""
    if submission.policy is None:
        return ()
    sent = {row.policy_rule_id: row for row in submission.rule_results.filter(moment=SENT)}
    results = judged_again(submission.policy, facts_at_approval(submission, looks), sent)
    return unnamed(results, hidden_from_readers())


def answers_at_approval(submission: Submission, by: User, reasons: Reasons) -> list[RuleResult]:
    """The rows to write with an approval: each rule as of now, each open one closed with its reason.

    Raises RulesOpen for those without one that says enough to be printed.
    """
    results = results_now(submission, by)
    if bare := [result for result in results if result.is_open and not _reason(result, reasons)]:
        raise RulesOpen(rules="; ".join(result.title for result in bare))
    return [_row(submission, APPROVED, result, by, _reason(result, reasons)) for result in results]


def _reason(result: Result, reasons: Reasons) -> str:
    """Asked only of a rule that is open: what else was written is not kept."""
    if not result.is_open:
        return ""
    given = reasons.get(result.policy_rule.pk) or reasons.get(result.policy_rule.rule) or ""
    return " ".join(given.split()) if says_enough(given) else ""


def _row(submission: Submission, moment: str, result: Result, by: User | None = None, reason: str = "") -> RuleResult:
    return RuleResult(
        submission=submission,
        policy_rule=result.policy_rule,
        moment=moment,
        outcome=result.outcome,
        detail=result.detail,
        reason=reason,
        decided_by=by,
    )
