"""What is known of a document, each fact with how it is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts.models import User
from factcheck.documents.finders import source_finder
from factcheck.documents.models import Basis, Document
from factcheck.documents.wording import basis_in_words
from factcheck.web.conflict import VersionField
from factcheck.web.fields import PartialDateFormField
from factcheck.web.pick import PickField


@dataclass(frozen=True)
class FactRow:
    """One fact on the page: its value, and how it is known."""

    value: forms.BoundField
    how: forms.BoundField


class FactsForm(forms.Form):
    # None of it may be known: "(optional)" beside each would only be noise.
    show_optional = False

    version = VersionField()
    title = forms.CharField(
        label=gettext_lazy("Title"), required=False, widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"})
    )
    author = forms.CharField(label=gettext_lazy("Author"), required=False)
    published = PartialDateFormField(label=gettext_lazy("Published"), required=False)
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        label=gettext_lazy("Language"),
        required=False,
        help_text=gettext_lazy("Its code: en, de, ru, uk."),
        error_messages={"invalid": gettext_lazy("Give the language's code: en, de, ru, uk.")},
    )
    url = forms.URLField(label=gettext_lazy("Original address"), required=False, max_length=2000)

    def __init__(self, *args: Any, document: Document, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": document.version, **facts_of(document)})
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["source"] = PickField(finder=source_finder(user), label=_("Source"), required=False)
        for name in Document.FACTS:
            fact = document.fact(name)
            self.fields[f"{name}_how"] = forms.CharField(
                label=_("%(fact)s: how we know") % {"fact": self.fields[name].label},
                required=False,
                initial=fact["how"] if fact["basis"] == Basis.DESK else "",
                help_text=basis_in_words(fact),
            )

    def rows(self) -> Iterator[FactRow]:
        """The facts in the order of the page."""
        for name in Document.FACTS:
            yield FactRow(self[name], self[f"{name}_how"])

    def clean(self) -> dict[str, Any]:
        """What changed needs its "how". Compared with what the person saw, which a conflict may have replaced."""
        cleaned = super().clean() or {}
        for name in Document.FACTS:
            if name not in cleaned:
                continue
            value = cleaned[name] = cleaned[name] or None
            changed = value != self.document.fact(name)["value"]
            if changed and value is not None and not (cleaned.get(f"{name}_how") or "").strip():
                self.add_error(f"{name}_how", _("Say how the desk knows this: where it stands, or who said so."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The values, for `establish_facts`."""
        return {name: self.cleaned_data[name] for name in Document.FACTS}

    @property
    def hows(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"{name}_how"] for name in Document.FACTS}


def facts_of(document: Document) -> dict[str, Any]:
    """What the fields hold now."""
    return {name: document.fact(name)["value"] for name in Document.FACTS}
