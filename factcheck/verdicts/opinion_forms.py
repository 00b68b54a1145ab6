"""Shape and errors of what people write around a blind second opinion, and of the choice of agreement figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.verdicts.forms import MAX_EXPLANATION, MAX_LINE, unix_lines
from factcheck.verdicts.models import Dissent, OpinionRound, Rating, RatingScale
from factcheck.verdicts.printed import tell_more
from factcheck.web.period import PeriodForm
from factcheck.web.words import says_enough


class AskForm(forms.Form):
    """Which two."""

    first = forms.ModelChoiceField(User.objects.none(), label=_("One"))
    second = forms.ModelChoiceField(User.objects.none(), label=_("The other"))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = User.objects.can_review()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", _("Choose two different people."))
        return data


class RatingChoice(forms.Form):
    """A rating of the scale that was asked on."""

    rating = forms.ModelChoiceField(Rating.objects.none(), label=_("Rating"), widget=forms.RadioSelect, blank=True)

    def __init__(self, data: Any = None, *, round: OpinionRound, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choices = self.fields["rating"]
        assert isinstance(choices, forms.ModelChoiceField)
        choices.queryset = Rating.objects.filter(scale=round.scale_id)


class OpinionForm(RatingChoice):
    rationale = forms.CharField(
        label=_("Why"),
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 8, "class": "words-in", "dir": "auto"}),
        help_text=_("What on the board it rests on, and what speaks against it. It can't be changed later."),
    )

    def clean_rationale(self) -> str:
        return unix_lines(self.cleaned_data["rationale"])


class SettleForm(RatingChoice):
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Needed unless both agree and you follow them. The desk sees it, readers don't."),
    )

    def clean_note(self) -> str:
        return unix_lines(self.cleaned_data["note"])


class DissentForm(forms.Form):
    """What somebody who was not followed wants said, and whether readers see it."""

    text = forms.CharField(
        label=_("What you want said of it"),
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("It stands beside what was settled, under your name, and can't be changed later."),
    )
    printed = forms.ChoiceField(
        label=_("Print it in the report"),
        choices=Dissent.Printed,
        initial=Dissent.Printed.DESK,
        widget=forms.RadioSelect,
        help_text=_(
            "Readers then see it with the verdict, once that is sent for review and a second person has approved it."
        ),
    )

    def clean_text(self) -> str:
        return unix_lines(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and data.get("printed") != Dissent.Printed.DESK and not says_enough(data["text"]):
            self.add_error("text", tell_more())
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is called off"), max_length=MAX_LINE, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )


class FiguresForm(PeriodForm):
    """The period, by the day on which the second opinion came in; and one scale, or all."""

    scale = forms.ModelChoiceField(
        RatingScale.objects.none(), label=_("Scale"), required=False, empty_label=_("All, each by itself")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        scale = self.fields["scale"]
        assert isinstance(scale, forms.ModelChoiceField)
        scale.queryset = RatingScale.objects.all()
