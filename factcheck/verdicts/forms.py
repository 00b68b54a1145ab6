"""Shape and errors of what people write in verdicts, reviews and rating scales."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from factcheck.verdicts.models import ProposedEdit, Rating, Verdict
from factcheck.verdicts.printed import validate_enough
from factcheck.verdicts.scales import Label, Offered
from factcheck.web.conflict import VersionField
from factcheck.web.forms import capitalised
from factcheck.web.merging import MergingForm

MAX_EXPLANATION = 100_000
MAX_LINE = 2_000


def unix_lines(text: str) -> str:
    """Browsers send CRLF; stored texts have line feeds, so that words proposed and words stored compare."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class VerdictForm(MergingForm):
    """The rating, the conclusion and the explanation; all may be empty while it is a draft."""

    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=_("Rating"), required=False, widget=forms.RadioSelect, blank=True
    )
    conclusion = forms.CharField(
        label=_("Conclusion"),
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea({"rows": 2, "class": "words-in", "dir": "auto"}),
        help_text=_("One sentence that could stand alone."),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 16, "class": "words-in", "dir": "auto"}),
        help_text=_(
            "Empty line: new paragraph. *emphasis*, **strong**, - list, > quotation, [words](address). A reference "
            "is an id in brackets; readers see a number."
        ),
    )
    missing_context = forms.CharField(
        label=_("What it leaves out"),
        required=False,
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 3, "class": "words-in", "dir": "auto"}),
        help_text=_(
            "For what is so as far as it goes, and misleads: what one has to know beside it. It has its own place in "
            "the report."
        ),
    )
    version = VersionField()
    #: A draft may lack them, a verdict may not: "optional" would promise too much.
    show_optional = False

    def __init__(self, data: Any = None, *, verdict: Verdict, offered: Offered) -> None:
        initial = {
            "rating": verdict.rating_id,
            "conclusion": verdict.conclusion,
            "explanation": verdict.explanation,
            "missing_context": verdict.missing_context,
            "version": verdict.version,
        }
        super().__init__(data, initial=initial)
        if verdict.claim.takes_rating:
            choices = self.fields["rating"]
            assert isinstance(choices, forms.ModelChoiceField)
            choices.queryset = Rating.objects.filter(pk__in=[rating.pk for rating in offered.all])
        else:
            del self.fields["rating"]

    def clean_conclusion(self) -> str:
        return " ".join(self.cleaned_data["conclusion"].split())

    def clean_explanation(self) -> str:
        return unix_lines(self.cleaned_data["explanation"])

    def clean_missing_context(self) -> str:
        return unix_lines(self.cleaned_data["missing_context"])


class PreviewForm(forms.Form):
    explanation = forms.CharField(required=False, max_length=MAX_EXPLANATION, strip=False)

    def clean_explanation(self) -> str:
        return unix_lines(self.cleaned_data["explanation"])


class ReviewForm(forms.Form):
    """A decision on the submission that the editor has read. A return says what should be changed."""

    submission = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=MAX_EXPLANATION,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Say what should be changed, when you return it. The desk sees it, readers don't."),
    )

    def clean_comment(self) -> str:
        return unix_lines(self.cleaned_data["comment"])


class ProposedEditForm(forms.Form):
    """Other words for some of the text."""

    field = forms.ChoiceField(label=_("In the"), choices=ProposedEdit.Field, initial=ProposedEdit.Field.EXPLANATION)
    before = forms.CharField(
        label=_("These words"),
        max_length=MAX_EXPLANATION,
        strip=False,
        widget=forms.Textarea({"rows": 2, "class": "words-in", "dir": "auto"}),
        help_text=_("As they stand in the text, once. Select them in the text, and they come here."),
    )
    after = forms.CharField(
        label=_("become"),
        required=False,
        max_length=MAX_EXPLANATION,
        strip=False,
        widget=forms.Textarea({"rows": 2, "class": "words-in", "dir": "auto"}),
        help_text=_("Empty: the words go."),
    )
    note = forms.CharField(label=_("Why"), required=False, max_length=MAX_LINE)

    def clean_before(self) -> str:
        return unix_lines(self.cleaned_data["before"])

    def clean_after(self) -> str:
        after = unix_lines(self.cleaned_data["after"])
        if after == self.cleaned_data.get("before"):
            raise ValidationError(_("These are the same words. Write what they become."))
        return after


class CheckForm(forms.Form):
    """Which reference of which submission was compared with the words it rests on."""

    submission = forms.IntegerField()
    reference = forms.CharField(max_length=20)
    checked = forms.BooleanField(required=False)


class RevisionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of change"),
        choices=capitalised(Verdict.Change),
        widget=forms.RadioSelect,
        initial=Verdict.Change.CORRECTION,
    )
    note = forms.CharField(
        label=_("Note for readers"),
        max_length=MAX_LINE,
        validators=[validate_enough],
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("What changes, and why. It is printed with the new version."),
    )


class WithdrawalForm(forms.Form):
    note = forms.CharField(
        label=_("Note for readers"),
        max_length=MAX_LINE,
        validators=[validate_enough],
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Why it is withdrawn. It stays with the report."),
    )


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it goes back"),
        max_length=MAX_LINE,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The desk sees it in the history, readers don't."),
    )


class StaleForm(forms.Form):
    note = forms.CharField(
        label=_("Why"),
        max_length=MAX_LINE,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The desk sees it in the history, readers don't."),
    )


class ScaleForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the scale"),
        max_length=100,
        help_text=_("The name of an existing scale makes its next version."),
    )


class LabelForm(forms.Form):
    label = forms.CharField(label=_("Label"), required=False, max_length=60)
    value = forms.IntegerField(
        label=_("Value"), required=False, min_value=-1000, max_value=1000, help_text=_("Empty: outside the range.")
    )
    meaning = forms.CharField(label=_("What it means"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("label") and (values.get("value") is not None or values.get("meaning")):
            self.add_error("label", _("Give it a label, or empty the row."))
        return values


def labels_of(rows: "forms.BaseFormSet[Any]") -> list[Label]:
    """The labels of a valid set of rows, in their order; empty rows are left out."""
    return [
        Label(row["label"], row["value"], row["meaning"])
        for row in (form.cleaned_data for form in rows.forms)
        if row.get("label")
    ]


class LabelFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of a scale: no label and no value twice."""

    def clean(self) -> None:
        if any(self.errors):
            return
        labels = labels_of(self)
        names = [item.label.casefold() for item in labels]
        values = [item.value for item in labels if item.value is not None]
        if len(labels) < 2:
            raise ValidationError(_("A scale has at least two labels."))
        if len(set(names)) < len(names):
            raise ValidationError(_("Two rows have the same label."))
        if len(set(values)) < len(values):
            raise ValidationError(_("Two rows have the same value."))


LabelRows = forms.formset_factory(LabelForm, formset=LabelFormSet, extra=4, max_num=20, absolute_max=20)
