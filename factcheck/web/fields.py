"""Form fields that Django does not bring."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.database.partial_dates import PartialDate, PartialDateError, parse
from factcheck.web.words import says_something


class WordsField(forms.CharField):
    """Words that somebody is to read: characters that nobody sees are as if nothing had been written."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text if text and says_something(text) else self.empty_value


class PartialDateFormField(forms.CharField):
    """A date as far as it is known: "2020", "2020-08", "20 August 2020", or a range. Cleans to a PartialDate or None.

    `partial_date_columns(name, value)` turns that into a model's two columns.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Such as 2020, 2020-08 or 2020-08-20."))
        super().__init__(max_length=80, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # For `dates.js`, which asks before a form with files goes.
        return super().widget_attrs(widget) | {"data-date": True}

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        if not text:
            return None
        try:
            return parse(text)
        except PartialDateError as error:
            raise ValidationError(gettext(error.sentence) % error.values_in(gettext)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DayFilterField(PartialDateFormField):
    """The same to narrow a list by, where there is no room to say how a date is written."""

    def __init__(self, label: Any) -> None:
        example = forms.TextInput(attrs={"placeholder": "2020-08"})
        super().__init__(label=label, required=False, help_text="", widget=example)


class TagsField(forms.CharField):
    """Short words with commas between them. Cleans to a list without repetitions, in the order given."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        tags = {" ".join(tag.split()).casefold(): None for tag in text.split(",") if tag.strip()}
        return list(tags)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
