"""What a person types about a claim as a task, about a claimant, and why something is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.claims.forms import ClaimForm, DueField
from factcheck.claims.models import Appearance, Claimant, Priority
from factcheck.passages.forms import VoiceFields
from factcheck.sources.models import Source
from factcheck.web.conflict import VersionField
from factcheck.web.fields import TagsField
from factcheck.web.merging import MergingForm


class ClaimEditForm(MergingForm, ClaimForm):
    """`initial` holds the terms beside it as one text, `terms_text`."""

    version = VersionField()
    beside = ("terms",)


class TriageForm(MergingForm):
    """How soon, by whom, and under which tags."""

    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    assignee = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due_on = DueField()
    tags = TagsField(label=_("Tags"), max_length=500, required=False, help_text=_("With commas between them."))
    version = VersionField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)
        assignee.queryset = User.objects.can_review()


class ClaimantForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    description = forms.CharField(
        label=_("Who this is"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_person = forms.TypedChoiceField(
        label=_("This is"),
        choices=[
            ("", _("not said yet")),
            ("True", _("a person")),
            ("False", _("a body: an office, an outlet, a company")),
        ],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
    )
    source = forms.ModelChoiceField(
        label=_("Speaks through"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("no source of its own"),
        help_text=_("For an outlet that speaks for itself: its source."),
    )
    version = VersionField()

    def __init__(self, *args: Any, claimant: Claimant, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claimant = claimant
        source = self.fields["source"]
        assert isinstance(source, forms.ModelChoiceField)
        source.queryset = Source.objects.visible_to(user).unmerged()

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Claimant.objects.filter(name__iexact=name).exclude(pk=self.claimant.pk).exists():
            raise forms.ValidationError(_("There is a claimant of this name already."))
        return name


class AppearanceForm(VoiceFields):
    """How a claim is said in a passage, and who speaks there."""

    manner = forms.ChoiceField(label=_("The claim is"), choices=Appearance.Manner.choices)
    version = VersionField()

    field_order = ["manner"]

    def values(self) -> dict[str, Any]:
        """The appearance's columns from a valid form."""
        return {"manner": self.cleaned_data["manner"]} | self.voice_values()


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is dropped"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Too small, cannot be checked, checked by others: whoever meets it again reads this."),
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you take this back"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history."),
    )
