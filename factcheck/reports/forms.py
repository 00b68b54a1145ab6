from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.reports.exports import Selection
from factcheck.reports.models import Export
from factcheck.reports.moments import refusal
from factcheck.verdicts.models import Verdict


class PublicationForm(forms.Form):
    """Where and when a verdict went out, often in another system.

    `verdict`: of `reported_verdicts`. `had_address`: what readers know of it so far, here or of the version before.
    """

    address = forms.URLField(
        label=_("Public address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Where readers find it. Without one there is no ClaimReview; you can add it later."),
    )
    without_address = forms.BooleanField(label=_("Yes, leave the address empty"), required=False)
    published_at = forms.DateTimeField(
        label=_("Published at (UTC)"),
        help_text=_("The moment it went out, after its approval, such as 2026-03-01 14:30."),
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"),
    )

    def __init__(self, *args: Any, verdict: Verdict, had_address: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.verdict, self.had_address = verdict, had_address
        # Asked only of whoever is about to empty it.
        is_emptied = bool(had_address) and self.is_bound and not self.data.get("address", "").strip()
        if not is_emptied:
            del self.fields["without_address"]

    def clean_published_at(self) -> Any:
        moment = self.cleaned_data["published_at"]
        # What was recorded already may stay, while the address is mended.
        recorded = getattr(self.verdict, "publication", None)
        is_new = recorded is None or moment != recorded.published_at.replace(second=0, microsecond=0)
        if is_new and (why := refusal(self.verdict, moment)):
            raise ValidationError(why)
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "without_address" in self.fields and not data.pop("without_address"):
            words = _(
                "Readers know it at %(address)s. Without an address it falls out of ClaimReview, and search engines "
                "keep what they had. Put the address back, or tick that it is to stay empty."
            )
            self.add_error("address", ValidationError(words, params={"address": self.had_address}))
        return data


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
