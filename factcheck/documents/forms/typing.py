"""What a picture or a page says, typed by a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.documents.actions import Typing
from factcheck.documents.typed import WHOLE


def _percent(label: Any) -> forms.DecimalField:
    field = forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False)
    field.widget.attrs |= {"step": "any", "inputmode": "decimal", "data-region": True}
    return field


class TypingForm(forms.Form):
    """`page` is there where the document has pages; the four percentages where a part of it is meant."""

    show_optional = False
    REGION = ("left", "top", "width", "height")

    text = forms.CharField(
        label=gettext_lazy("What it says"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        max_length=500_000,
        help_text=gettext_lazy("Word for word, mistakes too. An empty line begins a new paragraph."),
        error_messages={"required": gettext_lazy("Type the words as they stand there.")},
    )
    left = _percent(gettext_lazy("From the left"))
    top = _percent(gettext_lazy("From the top"))
    width = _percent(gettext_lazy("Width"))
    height = _percent(gettext_lazy("Height"))

    def __init__(self, *args: Any, has_pages: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_pages:
            for name in self.REGION:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A part of the page is four numbers, or none."""
        cleaned = super().clean() or {}
        given = [cleaned.get(name) for name in self.REGION if name in self.fields]
        some, whole = any(one is not None for one in given), all(one is not None for one in given)
        if some and not any(name in self.errors for name in self.REGION):
            if not whole:
                self.add_error("left", _("Give all four numbers, or none for the whole page."))
            elif not cleaned["width"] or not cleaned["height"] or cleaned["left"] >= 100 or cleaned["top"] >= 100:
                self.add_error("width", _("This part has no size. Draw it again, or leave the numbers empty."))
        return cleaned

    def typing(self, page: int) -> Typing:
        """What was typed, for the action."""
        given = [self.cleaned_data.get(name) for name in self.REGION]
        left, top, width, height = (float(one) for one in given if one is not None) if None not in given else WHOLE
        return Typing(self.cleaned_data["text"], page, (left, top, width, height))
