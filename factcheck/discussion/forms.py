from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.discussion.mentions import LONGEST
from factcheck.discussion.people import callable_people, named
from factcheck.web.conflict import VersionField
from factcheck.web.fields import WordsField


class CommentForm(forms.Form):
    """Something to say, and somebody to call: in the text by @Name, or in the field by name."""

    text = WordsField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write what you want to say.")},
    )
    call = forms.CharField(
        label=_("Call somebody"),
        required=False,
        widget=forms.TextInput(attrs={"list": "people-to-call", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, about: str) -> None:
        """`about`: the public id of the thread or object, so that several forms can stand on one page."""
        super().__init__(data, auto_id=f"{about.lower()}-%s")

    def clean(self) -> dict[str, Any]:
        """With whoever was named in the field called at the start of the text."""
        data: dict[str, Any] = super().clean() or {}
        name = " ".join(str(data.get("call") or "").removeprefix("@").split())
        if not name or "text" not in data:
            return data
        found = named(name, callable_people())
        if len(found) == 1:
            called = f"@{found[0].name or found[0].address}"
            if called.casefold() not in data["text"].casefold():
                data["text"] = f"{called} {data['text']}"
        elif found:
            self.add_error("call", _("More than one person here has that name. Write more of it."))
        else:
            self.add_error("call", _("Nobody here has that name. Choose one of the list, or leave it empty."))
        return data


class EditForm(forms.Form):
    text = CommentForm.base_fields["text"]
    version = VersionField()
