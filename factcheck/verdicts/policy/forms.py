"""The next version of a policy, as an admin writes it: one row for each rule of the catalogue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import Kind
from factcheck.verdicts.models import Policy
from factcheck.verdicts.policy.catalogue import RULES, Rule
from factcheck.verdicts.policy.versions import Asked

MOST = 20


class PolicyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the policy"),
        max_length=100,
        help_text=_("The name of an existing policy makes its next version."),
    )
    note = forms.CharField(
        label=_("Why this version"), max_length=2000, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )
    in_force = forms.BooleanField(label=_("Put it in force at once"), required=False, initial=True)


class RuleForm(forms.Form):
    """Whether the policy asks for one rule, of which kinds of claim, and for how many."""

    asked = forms.BooleanField(label=_("Ask for it"), required=False)
    kinds = forms.MultipleChoiceField(label=_("Of claims of these kinds"), required=False)
    minimum = forms.IntegerField(label=_("At least"), required=False, min_value=1, max_value=MOST)
    show_optional = False

    def __init__(self, data: Any = None, *, rule: Rule, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=rule.key, initial=initial)
        self.rule = rule
        kinds = self.fields["kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [(kind, Kind(kind).in_short) for kind in rule.kinds]
        kinds.widget = forms.CheckboxSelectMultiple(choices=kinds.choices)
        # One kind leaves nothing to choose.
        if len(rule.kinds) == 1:
            del self.fields["kinds"]
        if rule.minimum is None:
            del self.fields["minimum"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("asked") and "kinds" in self.fields and not values.get("kinds"):
            self.add_error("kinds", ValidationError(_("Choose at least one kind, or don't ask for the rule.")))
        return values

    def as_asked(self) -> Asked | None:
        """None where the policy doesn't ask for it."""
        values = self.cleaned_data
        if not values["asked"]:
            return None
        kinds = tuple(values.get("kinds", ()))
        return Asked(
            self.rule.key,
            # All that it can speak of are said by none: so a kind that comes later is among them.
            kinds=() if set(kinds) == set(self.rule.kinds) else kinds,
            minimum=(values.get("minimum") or self.rule.minimum) if self.rule.minimum is not None else None,
        )


def rule_forms(data: Any, start: Policy | None) -> list[RuleForm]:
    """A form for each rule, filled from the policy to start from."""
    rows = {row.rule: row for row in start.rules.all()} if start else {}
    forms_ = []
    for rule in RULES.values():
        row = rows.get(rule.key)
        initial = {
            "asked": row is not None,
            "kinds": (row.kinds if row else None) or list(rule.kinds),
            "minimum": (row.minimum if row else None) or rule.minimum,
        }
        forms_.append(RuleForm(data, rule=rule, initial=initial))
    return forms_
