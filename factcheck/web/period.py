"""The days that figures are of, as people choose them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Period:
    """From and to are whole days, in the desk's time zone; None: open on that side."""

    since: date | None = None
    until: date | None = None

    def of(self, column: str) -> dict[str, date]:
        """Filters on a moment's column."""
        filters = {f"{column}__date__gte": self.since, f"{column}__date__lte": self.until}
        return {name: day for name, day in filters.items() if day}


class PeriodForm(forms.Form):
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))
    show_optional = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("This is before the beginning."))
        return data

    def period(self) -> Period:
        """What was chosen; everything where it can't be read."""
        return Period(self.cleaned_data["since"], self.cleaned_data["until"]) if self.is_valid() else Period()
