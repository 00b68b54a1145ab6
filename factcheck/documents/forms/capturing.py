"""What a person says to have a page captured, and about a page that changed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.documents.capturing.states import INTERVALS, ONCE_A_DAY
from factcheck.documents.forms.sealing import MaySealForm
from factcheck.documents.models import WatchFinding
from factcheck.documents.web.errors import FetchRefused
from factcheck.documents.web.target import read_target

#: Addresses at a time. More come better as a file of their own.
MOST = 50


class CaptureForm(MaySealForm):
    """Gives `addresses`, each once, in the order given, and whether they are sealed."""

    field_order = ("addresses", "with_images", "sealed", "description", "people")

    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        max_length=200_000,
        help_text=gettext_lazy("As your browser shows them, beginning with https://. One a line."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off", "dir": "ltr"}),
    )
    with_images = forms.BooleanField(
        label=gettext_lazy("Keep the pictures of the article too"),
        required=False,
    )

    def clean_addresses(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        addresses = list(dict.fromkeys(line for line in lines if line))
        if len(addresses) > MOST:
            raise ValidationError(_("At most %(most)s at a time.") % {"most": MOST})
        refused = []
        for address in addresses:
            try:
                read_target(address)
            except FetchRefused as error:
                refused.append(ValidationError(str(error)))
        if refused:
            raise ValidationError(refused)
        return addresses


class WatchForm(forms.Form):
    """Gives `every`: the hours between two visits, "" where it is not said."""

    every = forms.TypedChoiceField(
        label=gettext_lazy("How often"),
        choices=list(INTERVALS.items()),
        initial=ONCE_A_DAY,
        coerce=int,
        required=False,
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("What it means for this desk"),
        choices=WatchFinding.Answer.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("The next person reads it. May be left empty where the document stands as captured."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
