"""Asking that a document be redacted, and saying why not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.documents.models import Redaction

#: Characters of the reason: some lines of a report.
LONGEST = 500


class RedactionForm(forms.Form):
    basis = forms.ChoiceField(
        label=_("On what ground"), choices=Redaction.Basis.choices, widget=forms.RadioSelect, initial="law"
    )
    reason = forms.CharField(
        label=_("Reason, as it is printed"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands wherever its words stood, in reports too. Say which law or order, and nothing of what had to go: "
            "“By order of the district court of 3 May”."
        ),
    )


class CloseForm(forms.Form):
    note = forms.CharField(label=_("Why not"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
