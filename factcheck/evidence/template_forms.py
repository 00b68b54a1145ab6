from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.evidence.models import EnquiryTemplate
from factcheck.web.conflict import VersionField
from factcheck.web.fields import WordsField


class TemplateForm(forms.Form):
    name = WordsField(label=_("Name"), max_length=200)
    text = WordsField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("{claim}, {claimant} and {deadline}, a week later, are filled in when an enquiry begins with it."),
    )
    language = forms.CharField(label=_("Language"), max_length=20, required=False, help_text=_("A code such as “en”."))

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        known = EnquiryTemplate.objects.filter(name__iexact=name).exclude(pk=self.initial.get("pk", 0))
        if known.exists():
            raise forms.ValidationError(_("There is a template of that name."))
        return name


class TemplateEditForm(TemplateForm):
    version = VersionField()

    @staticmethod
    def initial_of(row: EnquiryTemplate) -> dict[str, Any]:
        """What the fields hold for a template."""
        return {"pk": row.pk, "name": row.name, "text": row.text, "language": row.language}
