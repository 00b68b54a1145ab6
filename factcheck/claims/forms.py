"""What a person types about a claim, and how it becomes the claim's columns.

A page that makes or changes a claim shows `ClaimForm` and `TermFormSet` together; `templates/claims/fields.html`
lays them out. Writing is up to the caller:

    values = claim_values(form) | {"claimant": ensure_claimant(form.cleaned_data["claimant"])}
    create_claim(by=user, terms=terms_of(formset), **values)
    change_claim(claim=claim, expected=form.cleaned_data["version"], terms=terms_of(formset), **values)

The version is not among the fields: `class ClaimEditForm(ClaimForm): version = VersionField()`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.claims.actions import Term
from factcheck.claims.models import Appearance, Claim, Kind, Priority
from factcheck.database.fields import partial_date_columns
from factcheck.database.partial_dates import PartialDate
from factcheck.passages.forms import VoiceFields
from factcheck.web.fields import PartialDateFormField, TagsField, WordsField

_OF_QUANTITIES = {"quantity_low", "quantity_high", "quantity_unit", "quantity_counted", "quantity_as_of"}
_LONG = forms.Textarea(attrs={"rows": 2})


class DueField(forms.DateField):
    """The day by which the desk wants to be done."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=options.pop("label", _("Due on")), required=False, widget=widget, **options)


class ClaimForm(forms.Form):
    """One checkable assertion, as we read it."""

    statement = WordsField(
        label=_("What we check"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "words-in", "dir": "auto"}),
        help_text=_("One assertion that can be checked, in your own words."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.FACT)
    claimant = forms.CharField(
        label=_("Who claims it"), max_length=300, required=False, help_text=_("A person or a body, by name.")
    )
    made = PartialDateFormField(label=_("Made on"), required=False)
    scope_place = forms.CharField(label=_("Where"), max_length=500, required=False)
    scope_time = PartialDateFormField(label=_("When"), required=False)
    scope_reason = forms.CharField(
        label=_("Why we read it so"),
        max_length=2000,
        required=False,
        widget=_LONG,
        help_text=_("What in the words, or around them, gives this place and time."),
    )
    quantity_low = forms.DecimalField(label=_("Value, or lowest"), max_digits=30, decimal_places=6, required=False)
    quantity_high = forms.DecimalField(
        label=_("Highest"), max_digits=30, decimal_places=6, required=False, help_text=_("Only for a range.")
    )
    quantity_unit = forms.CharField(label=_("Unit"), max_length=100, required=False)
    quantity_counted = forms.CharField(label=_("What is counted"), max_length=500, required=False)
    quantity_as_of = PartialDateFormField(label=_("As of"), required=False)
    why_checked = forms.CharField(
        label=_("Why it is checked"),
        max_length=2000,
        required=False,
        widget=_LONG,
        help_text=_("Whom it reaches, what harm it can do."),
    )
    heard_where = forms.CharField(
        label=_("Heard where"),
        max_length=500,
        required=False,
        help_text=_("If no document holds it yet: the programme, the rally, the call."),
    )
    heard_words = forms.CharField(label=_("In their words, as heard"), max_length=2000, required=False, widget=_LONG)
    tags = TagsField(label=_("Tags"), max_length=500, required=False, help_text=_("With commas between them."))
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    assignee = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due_on = DueField()
    language = forms.CharField(
        label=_("Language"), max_length=35, required=False, help_text=_("As a code: en, ru, de.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)
        assignee.queryset = User.objects.can_review()

    def clean_made(self) -> PartialDate | None:
        """A claim is made before it is checked, of whatever day it speaks."""
        made: PartialDate | None = self.cleaned_data["made"]
        # A day begins fourteen hours earlier at the other end of the world.
        if made and made.start > (timezone.now() + timedelta(hours=14)).date():
            words = _("This lies in the future. Give the day on which it was said, not the one it is about.")
            raise forms.ValidationError(words)
        return made

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") not in (None, Kind.QUANTITY):
            # Not shown for other kinds, so nobody would find what is wrong with them: they are left out.
            for name in _OF_QUANTITIES & self.errors.keys():
                del self.errors[name]
        low, high = data.get("quantity_low"), data.get("quantity_high")
        if data.get("kind") == Kind.QUANTITY and high is not None:
            if low is None:
                self.add_error("quantity_low", _("Give the lowest value of the range too."))
            elif low > high:
                self.add_error("quantity_high", _("The highest value is below the lowest one."))
        return data


class NewClaimForm(VoiceFields, ClaimForm):
    """A claim from a selection: also how the claim stands there, and who speaks."""

    manner = forms.ChoiceField(label=_("In this document the claim is"), choices=Appearance.Manner.choices)


class AppearanceForm(VoiceFields):
    """How a claim stands in a passage, and who speaks there."""

    manner = forms.ChoiceField(label=_("In this document the claim is"), choices=Appearance.Manner.choices)


class TermForm(forms.Form):
    """How one word of the claim is read. Left empty, it is no term."""

    term = forms.CharField(label=_("Word or phrase"), max_length=200, required=False)
    reading = forms.CharField(label=_("As we read it"), max_length=1000, required=False)
    reason = forms.CharField(label=_("Why"), max_length=1000, required=False)
    defined_by_claimant = forms.BooleanField(label=_("Defined by the claimant"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("term") and (data.get("reading") or data.get("reason")):
            self.add_error("term", _("Say which word of the claim this is about."))
        return data


if TYPE_CHECKING:
    # Generic only to the type checker.
    _FormSet = forms.BaseFormSet[TermForm]
else:
    _FormSet = forms.BaseFormSet


class BaseTermFormSet(_FormSet):
    """The terms of a claim; emptying a row takes its term away."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            term = form.cleaned_data.get("term", "").casefold() if form.is_valid() else ""
            if term and term in seen:
                form.add_error("term", _("This term stands above already."))
            seen.add(term)


TermFormSet = forms.formset_factory(TermForm, formset=BaseTermFormSet, extra=1, max_num=20)


def claim_values(form: ClaimForm) -> dict[str, Any]:
    """The claim's columns from a valid form, without the claimant: that is a name yet."""
    data = form.cleaned_data
    plain = ("statement", "kind", "scope_place", "scope_reason", "why_checked", "heard_where", "heard_words")
    values = {name: data[name] for name in (*plain, "tags", "priority", "assignee", "due_on", "language")}
    values |= partial_date_columns("made", data["made"]) | partial_date_columns("scope_time", data["scope_time"])
    return values | _quantity(data)


def _quantity(data: dict[str, Any]) -> dict[str, Any]:
    """What a quantity says; emptied for every other kind, where the fields are not shown."""
    if data["kind"] == Kind.QUANTITY:
        names = ("quantity_low", "quantity_high", "quantity_unit", "quantity_counted")
        return {name: data[name] for name in names} | partial_date_columns("quantity_as_of", data["quantity_as_of"])
    empty = {"quantity_low": None, "quantity_high": None, "quantity_unit": "", "quantity_counted": ""}
    return empty | partial_date_columns("quantity_as_of", None)


def terms_of(formset: "forms.BaseFormSet[TermForm]") -> list[Term]:
    """The terms that a valid formset names."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("term")]
    return [
        Term(row["term"].strip(), row["reading"].strip(), row["reason"].strip(), row["defined_by_claimant"])
        for row in rows
    ]


def claim_initial(claim: Claim) -> dict[str, Any]:
    """What the fields of ClaimForm hold for a claim; also the `values` of a conflict page."""
    names = ("statement", "kind", "scope_place", "scope_reason", "why_checked", "heard_where", "heard_words")
    quantity = ("quantity_low", "quantity_high", "quantity_unit", "quantity_counted")
    work = ("tags", "priority", "assignee", "due_on", "language")
    values = {name: getattr(claim, name) for name in (*names, *quantity, *work)}
    return values | {
        "claimant": claim.claimant.name if claim.claimant else "",
        "made": claim.made_on,
        "scope_time": claim.scope_period,
        "quantity_as_of": claim.quantity_as_of_date,
    }


def terms_initial(claim: Claim) -> list[dict[str, Any]]:
    """The rows of TermFormSet for a claim."""
    return [
        {
            "term": term.term,
            "reading": term.reading,
            "reason": term.reason,
            "defined_by_claimant": term.defined_by_claimant,
        }
        for term in claim.terms.all()
    ]


def terms_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The terms as people read them side by side, a line each; the same rows give the same text."""
    return "\n".join(_term_text(row) for row in rows if row.get("term"))


def _term_text(row: Mapping[str, Any]) -> str:
    reading = gettext("defined by the claimant") if row.get("defined_by_claimant") else ""
    parts = [str(part).strip() for part in (row.get("reading"), row.get("reason"), reading) if part]
    return f"{str(row['term']).strip()}: {'; '.join(parts)}"


def terms_as_sent(rows: Sequence[Mapping[str, Any]], prefix: str) -> dict[str, str]:
    """The rows as the page of TermFormSet would send them."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(rows) + 1), f"{prefix}-INITIAL_FORMS": str(len(rows))}
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value:
                sent[f"{prefix}-{number}-{name}"] = "on" if value is True else str(value)
    return sent
