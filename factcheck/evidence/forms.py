"""What a person types about a piece of evidence.

    link_evidence(claim=claim, passage=passage, by=user, **link_values(form))
    change_evidence(evidence=evidence, expected=form.cleaned_data["version"], **change_values(form))

The version is not among the fields: `class EvidenceEditForm(EvidenceForm): version = VersionField()`.
"""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.claims.actions import Voice
from factcheck.claims.models import Claim, Kind
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate
from factcheck.evidence.models import Credibility, DateOf, Evidence, Stance, Weight
from factcheck.passages.forms import VOICE, VoiceFields
from factcheck.web.fields import PartialDateFormField
from factcheck.web.templatetags.workbench import stance_in_words


class EvidenceForm(VoiceFields):
    """How a passage bears on a claim. With a claim the stance is named for its kind, and values for a quantity."""

    stance = forms.ChoiceField(label=_("The passage"), choices=Stance.choices)
    weight = forms.ChoiceField(label=_("It bears"), choices=Weight.choices, initial=Weight.CENTRAL)
    rationale = forms.CharField(
        label=_("Why"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence: what in these words bears on the claim."),
    )
    credibility = forms.TypedChoiceField(
        label=_("Credibility"),
        choices=[("", _("not judged yet")), *Credibility.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    dated = PartialDateFormField(label=_("Date"), required=False)
    date_of = forms.ChoiceField(label=_("Kind of date"), choices=[("", _("not said")), *DateOf.choices], required=False)
    quantity_low = forms.DecimalField(label=_("Value, or lowest"), max_digits=30, decimal_places=6, required=False)
    quantity_high = forms.DecimalField(label=_("Highest"), max_digits=30, decimal_places=6, required=False)

    def __init__(self, *args: Any, claim: Claim | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        stance = self.fields["stance"]
        assert isinstance(stance, forms.ChoiceField)
        negative = claim is not None and claim.kind == Kind.NEGATIVE
        stance.choices = [(value, stance_in_words(value, negative)) for value in Stance.values]
        self.claim_is_known = claim is not None
        # Not known before the claim is chosen: then the fields are there, and a page need not show them.
        self.about_a_quantity = claim is not None and claim.kind == Kind.QUANTITY
        if claim is not None and claim.kind != Kind.QUANTITY:
            del self.fields["quantity_low"], self.fields["quantity_high"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("dated") and not data.get("date_of"):
            self.add_error("date_of", _("Say what the date is the date of."))
        low, high = data.get("quantity_low"), data.get("quantity_high")
        if high is not None and (low is None or low > high):
            self.add_error("quantity_high", _("The highest value goes with a lowest one that is not above it."))
        return data


def change_values(form: EvidenceForm) -> dict[str, Any]:
    """The evidence's columns from a valid form."""
    data = form.cleaned_data
    values = {name: data[name] for name in ("stance", "weight", "credibility")}
    values |= {name: data[name] for name in ("quantity_low", "quantity_high") if name in form.fields}
    dated = partial_date_columns("dated", data["dated"]) | {"date_of": data["date_of"] if data["dated"] else ""}
    return values | dated | {"rationale": data["rationale"].strip()} | form.voice_values()


def link_values(form: EvidenceForm) -> dict[str, Any]:
    """The same for `link_evidence`, which takes the voice as a value."""
    values = change_values(form)
    return values | {"voice": Voice(**{name: values.pop(name) for name in VOICE})}


def evidence_initial(evidence: Evidence) -> dict[str, Any]:
    """What the fields hold for a piece of evidence; also the `values` of a conflict page."""
    names = ("stance", "weight", "rationale", "credibility", "date_of", "quantity_low", "quantity_high", *VOICE)
    return {name: getattr(evidence, name) for name in names} | {"dated": as_day(evidence.dated_on)}


def as_day(day: PartialDate | None) -> PartialDate | None:
    """A date that a page gave as a moment, as all dates here are printed; what people wrote stays as they wrote it."""
    return replace(day, text=day.iso) if day and ":" in day.text else day
