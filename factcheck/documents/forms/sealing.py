"""Saying to whom a document is sealed, and what the others are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.documents.models import Seal

#: Characters of what others are told: one line of a report.
LONGEST = 300


def description_field(**given: Any) -> forms.CharField:
    return forms.CharField(
        label=_("What others are told"),
        max_length=LONGEST,
        help_text=_("Stands in the claim's page and in the report. Name nobody: “A letter from a protected source”."),
        **given,
    )


def people_field() -> "forms.ModelMultipleChoiceField[User]":
    return forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who sees it, besides you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody else does, whatever their role. Name somebody who can approve the verdict."),
    )


def others(user: User) -> Any:
    return User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name", "email")


class MaySealForm(forms.Form):
    """What is asked beside what is brought in: whether it is sealed, from the first moment, and to whom."""

    sealed = forms.BooleanField(
        label=_("Seal it"),
        required=False,
        help_text=_("Only the people you name here see it, its file name and address included, from now on."),
    )
    description = description_field(required=False)
    people = people_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        if isinstance(people, forms.ModelMultipleChoiceField):
            people.queryset = others(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sealed") and not cleaned.get("description", "").strip():
            self.add_error("description", _("Say in a few words what the others are told of it."))
        return cleaned


class SealForm(forms.Form):
    description = description_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_field()
        people.queryset = others(user)
        self.fields["people"] = people


class DescriptionForm(forms.Form):
    description = description_field()


class AccessForm(forms.Form):
    """Somebody who has no access yet."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Let somebody else see it"), empty_label="")

    def __init__(self, *args: Any, seal: Seal, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = others(user).exclude(pk__in=seal.access.filter(ended_at=None).values("user"))


class UnsealForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the whole desk may see it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
