"""The rules of a submission on its review page: what each says, and the reason for each that is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.verdicts.actions import latest_submission
from factcheck.verdicts.models import State, Submission
from factcheck.verdicts.policy.closing import APPROVED, SENT, results_now
from factcheck.verdicts.policy.evaluate import Result, as_recorded, unnamed
from factcheck.verdicts.printed import validate_enough
from factcheck.verdicts.sealed import hidden_from_readers

MAX_REASON = 2_000
_REASON = "reason-"


class ReasonsForm(forms.Form):
    """A field for each rule that is open; all are `needed` to approve, none to return."""

    show_optional = False
    # One form holds both answers: that it may be returned without them, the browser doesn't know.
    use_required_attribute = False

    def __init__(self, data: Any = None, *, results: Sequence[Result], needed: bool = True) -> None:
        super().__init__(data)
        for result in results:
            if result.is_open:
                self.fields[self.name_of(result)] = forms.CharField(
                    # Seen beneath its rule; heard alone, it says which.
                    label=format_html(
                        '{}<span class="visually-hidden">: {}</span>',
                        _("Why it is approved all the same"),
                        result.title,
                    ),
                    required=needed,
                    max_length=MAX_REASON,
                    widget=forms.Textarea({"rows": 2, "dir": "auto"}),
                    error_messages={"required": _("Give a reason: %(rule)s.") % {"rule": result.title}},
                    # Half a reason is no matter while it is returned.
                    validators=[partial(validate_enough, about=result.title)] if needed else [],
                )

    @staticmethod
    def name_of(result: Result) -> str:
        return f"{_REASON}{result.policy_rule.pk}"

    def reasons(self) -> dict[int | str, str]:
        """By the rule of the policy; of a valid form."""
        return {int(name.removeprefix(_REASON)): reason for name, reason in self.cleaned_data.items()}

    def field_of(self, result: Result) -> forms.BoundField | None:
        name = self.name_of(result)
        return self[name] if name in self.fields else None


@dataclass(frozen=True)
class Ruled:
    """What the rules say of a submission. `settled`: it was approved so. `reasons`: of who may close open ones."""

    results: tuple[Result, ...]
    settled: bool
    reasons: ReasonsForm | None = None

    @property
    def rows(self) -> list[tuple[Result, forms.BoundField | None]]:
        """Those that are met or open, each with the field of its reason."""
        shown = [result for result in self.results if result.outcome != "not_applicable"]
        return [(result, self.reasons.field_of(result) if self.reasons else None) for result in shown]

    @property
    def beside(self) -> list[Result]:
        return [result for result in self.results if result.outcome == "not_applicable"]

    @property
    def open(self) -> int:
        return sum(result.is_open for result in self.results)


def ruled(submission: Submission, user: User, *, may_approve: bool, data: Any = None, approving: bool = True) -> Ruled:
    """As of now for what waits for its review; else as it was written down, at the approval if there was one.

    `data` as it was sent, to approve or to return.
    """
    verdict = submission.verdict
    if verdict.state == State.IN_REVIEW and submission == latest_submission(verdict):
        results = results_now(submission, user)
        return Ruled(results, False, ReasonsForm(data, results=results, needed=approving) if may_approve else None)
    rows = list(submission.rule_results.select_related("policy_rule").order_by("policy_rule__position"))
    approved = [row for row in rows if row.moment == APPROVED]
    recorded = as_recorded(approved or [row for row in rows if row.moment == SENT])
    # What was written down may name what was sealed since.
    return Ruled(unnamed(recorded, hidden_from_readers()), bool(approved))
