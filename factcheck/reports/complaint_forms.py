"""Shape and errors of what people write about a complaint, and of a public notice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from factcheck.reports.models import Complaint
from factcheck.verdicts.models import Verdict
from factcheck.web.conflict import VersionField
from factcheck.web.forms import capitalised

MAX_TEXT = 50_000
MAX_LINE = 2_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


def _not_later_than_today(day: Any) -> Any:
    if day and day > timezone.now().date():
        raise ValidationError(_now("This day lies in the future."))
    return day


class ComplaintForm(forms.Form):
    received_on = forms.DateField(label=_("Received on"), help_text=_("A day: 2026-03-01."))
    channel = forms.ChoiceField(label=_("How it came"), choices=capitalised(Complaint.Channel))
    point = forms.CharField(
        label=_("The point raised"),
        max_length=MAX_LINE,
        widget=_area(3),
        help_text=_("In your own words, and without the name of who complains: this stays."),
    )
    complainant = forms.CharField(
        label=_("Who complains"), required=False, max_length=300, help_text=_("Can be erased later.")
    )
    text = forms.CharField(
        label=_("What they wrote"),
        required=False,
        max_length=MAX_TEXT,
        widget=_area(6),
        help_text=_("As it came. Can be erased later."),
    )

    def clean_received_on(self) -> Any:
        return _not_later_than_today(self.cleaned_data["received_on"])


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Decision"), choices=capitalised(Complaint.Decision), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=MAX_LINE, widget=_area(3))
    version = VersionField()


class AnsweredForm(forms.Form):
    answered_on = forms.DateField(label=_("Answered on"), help_text=_("A day: 2026-03-01."))
    version = VersionField()

    def clean_answered_on(self) -> Any:
        return _not_later_than_today(self.cleaned_data["answered_on"])


class CorrectionForm(forms.Form):
    correction = forms.ModelChoiceField(
        Verdict.objects.none(), label=_("Mended by"), required=False, empty_label=_("no version yet")
    )
    version = VersionField()

    def __init__(self, *args: Any, versions: "QuerySet[Verdict]", **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["correction"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = versions
        field.label_from_instance = _version_in_words  # type: ignore[method-assign, assignment]


def _version_in_words(version: Verdict) -> str:
    words = _now("%(id)s, version %(number)s, %(state)s")
    return words % {"id": version.public_id, "number": version.number, "state": version.get_state_display()}


class NoticeForm(forms.Form):
    text = forms.CharField(
        label=_("What readers are told"),
        max_length=MAX_LINE,
        widget=_area(2),
        help_text=_("It stands above the report, and in exports, from now until it is lifted."),
    )
