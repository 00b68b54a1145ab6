"""Saying what two documents have to do with each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.documents.finders import document_finder
from factcheck.documents.models import DocumentRelation
from factcheck.web.pick import PickField


class SameWorkForm(forms.Form):
    prefix = "work"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = PickField(
            finder=document_finder(user),
            label=_("It is the same work as"),
            help_text=_("Words of its title, or its number."),
        )


class RelationForm(forms.Form):
    prefix = "relation"

    kind = forms.ChoiceField(label=gettext_lazy("This document"), choices=DocumentRelation.Kind.choices)
    note = forms.CharField(label=gettext_lazy("How we know"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickField(
            finder=document_finder(user),
            label=_("The other document"),
            help_text=_("Words of its title, or its number."),
        )
        self.order_fields(["kind", "other", "note"])


class WithdrawRelationForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
