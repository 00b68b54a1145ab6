"""Answering that two documents go together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.documents.models import RelationSuggestion

REJECT = "reject"


class AnswerForm(forms.Form):
    """`answer` is the relation that a person chose, or REJECT."""

    answer = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[*RelationSuggestion.Kind.choices, (REJECT, _("stands for itself: they go back to different origins"))],
    )


class ManyForm(forms.Form):
    """Several suggestions to be confirmed as they are suggested."""

    chosen = forms.ModelMultipleChoiceField(
        queryset=RelationSuggestion.objects.none(),
        error_messages={"required": _("Choose at least one."), "invalid_choice": _("One was answered meanwhile.")},
    )

    def __init__(self, *args: Any, suggestions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = suggestions
