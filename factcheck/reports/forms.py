from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.reports.exports import Selection
from factcheck.reports.models import Export


class PublicationForm(forms.Form):
    """Where and when a verdict went out, often in another system."""

    address = forms.URLField(
        label=_("Public address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Where readers find it. Without one there is no ClaimReview; you can add it later."),
    )
    published_at = forms.DateTimeField(
        label=_("Published at (UTC)"),
        help_text=_("The moment it went out: 2026-03-01 14:30."),
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"),
    )

    def clean_published_at(self) -> Any:
        moment = self.cleaned_data["published_at"]
        if moment > timezone.now():
            raise ValidationError(_("This lies in the future. Publish first, then record it here."))
        return moment


class ExportForm(forms.Form):
    """Which verdicts to take out, and for whom."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            (Export.Format.CSV, _("CSV, for spreadsheets: a row for each piece of evidence")),
            (Export.Format.JSONL, _("JSON lines, for programs: all that a report holds")),
            (Export.Format.CLAIMREVIEW, _("ClaimReview, for search engines: published verdicts with an address")),
        ],
        widget=forms.RadioSelect,
        initial=Export.Format.CSV,
    )
    claims = forms.CharField(
        label=_("Only these claims"),
        required=False,
        help_text=_("Their ids with spaces between: C-0001 C-0017. Empty: all."),
    )
    since = forms.DateField(
        label=_("Changed since"), required=False, help_text=_("A day: 2026-03-01. Empty: from the beginning.")
    )

    def clean_claims(self) -> list[int]:
        words = self.cleaned_data["claims"].replace(",", " ").split()
        keys = {word: key_of(word, Claim.KIND) for word in words}
        known = set(Claim.objects.filter(pk__in=[key for key in keys.values() if key]).values_list("pk", flat=True))
        if unknown := [word for word, key in keys.items() if key not in known]:
            raise ValidationError(_("There is no claim %(ids)s here."), params={"ids": ", ".join(unknown)})
        return sorted(known)

    def selection(self) -> Selection:
        since: date | None = self.cleaned_data["since"]
        return Selection(self.cleaned_data["claims"], since)
