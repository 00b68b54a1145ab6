"""Forms of the dialogs that start from a selection: those of the stages, and the claim they are about."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from factcheck.claims.forms import AppearanceForm
from factcheck.claims.models import Claim
from factcheck.evidence.forms import EvidenceForm
from factcheck.web.pick import Finder, PickField


class AboutClaim(forms.Form):
    """A form whose first field chooses a claim by typing."""

    claim_required = True

    def __init__(self, *args: Any, finder: Finder, **options: Any) -> None:
        super().__init__(*args, **options)
        field = PickField(
            finder=finder,
            label=_("Claim"),
            help_text=_("Type words of the claim, or its number."),
            required=self.claim_required,
        )
        self.fields = {"claim": field, **self.fields}

    def full_clean(self) -> None:
        # Sent only to see which claims are found: nothing is judged yet.
        if self.is_bound and "find" in self.data:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()


class SaidHereForm(AboutClaim, AppearanceForm):
    """A claim that exists already is made, reported, repeated or denied in the words."""


class LinkForm(AboutClaim, EvidenceForm):
    """The words are evidence on a claim."""


class KeepForm(AboutClaim):
    """Put the words by, to judge later."""

    claim_required = False
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class QuoteForm(forms.Form):
    """Words of the document, typed or pasted, and what to do with them."""

    quote = forms.CharField(
        label=_("The words"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Exactly as they stand in the text; spaces, dashes and quotation marks may differ."),
    )
    do = forms.ChoiceField(
        label=_("They are"),
        choices=[
            ("claim", _("a new claim")),
            ("appearance", _("where a claim is said")),
            ("corroborates", _("evidence that corroborates")),
            ("contradicts", _("evidence that contradicts")),
            ("context", _("context for a claim")),
            ("keep", _("kept, to judge later")),
        ],
    )


def chosen_claim(finder: Finder, form_data: Any, preselected: str) -> Claim | None:
    """The claim that a form is about before it is read: chosen in it, else the one preselected."""
    named = form_data.get("claim") or form_data.get("claim_q") or "" if form_data is not None else preselected
    found: Claim | None = finder.get(named)
    return found
