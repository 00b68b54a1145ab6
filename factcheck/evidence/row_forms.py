"""What a person types about a documented search, an enquiry, and why something is withdrawn."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.database.fields import partial_date_columns
from factcheck.documents.finders import document_finder
from factcheck.documents.models import Capture, Document
from factcheck.evidence.models import DocumentedSearch, Enquiry
from factcheck.web.conflict import VersionField
from factcheck.web.fields import PartialDateFormField, WordsField
from factcheck.web.pick import PickField

_LONG = forms.Textarea(attrs={"rows": 2})
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _unsaid(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """With nothing chosen beforehand: what is printed must have been said by somebody, not by a default."""
    return [("", _("choose")), *choices]


class _RowForm(forms.Form):
    """A row of the board that may rest on a document, picked by typing among those that `user` may see.

    A document that they may not see stays as it is, and the field is left out.
    """

    #: The field's name, its label and its help.
    document: tuple[str, Any, Any]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, label, help_text = self.document
        finder = document_finder(user)
        chosen = self.initial.get(name)
        if not chosen or finder.get(chosen):
            self.fields[name] = PickField(finder=finder, label=label, help_text=help_text, required=False)


class SearchForm(_RowForm):
    document = ("page", _("The page of results, as captured"), _("Words of its title, or its number."))

    where = WordsField(
        label=_("Where"), max_length=1000, help_text=_("The archive, register, site or database that was searched.")
    )
    query = WordsField(label=_("Looked for"), max_length=1000, help_text=_("The words or terms, as typed."))
    own_documents_only = forms.BooleanField(label=_("Only this desk's documents were searched"), required=False)
    period = PartialDateFormField(label=_("Period covered"), required=False)
    searched = PartialDateFormField(label=_("Searched on"))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=_unsaid(DocumentedSearch.Outcome.choices))
    finding = forms.CharField(label=_("What came of it"), max_length=4000, required=False, widget=_LONG)
    limits = forms.CharField(
        label=_("Limits of this search"),
        max_length=4000,
        required=False,
        widget=_LONG,
        help_text=_("What it could not have found: periods, languages, what is never published there."),
    )

    def values(self) -> dict[str, Any]:
        """The columns of the search."""
        data = self.cleaned_data
        names = ("where", "query", "own_documents_only", "outcome", "finding", "limits")
        dates = partial_date_columns("period", data["period"]) | partial_date_columns("searched", data["searched"])
        page = {"capture": _latest_capture(data["page"])} if "page" in data else {}
        return {name: data[name] for name in names} | dates | page

    @staticmethod
    def initial_of(row: DocumentedSearch) -> dict[str, Any]:
        """What the fields hold for a search."""
        names = ("where", "query", "own_documents_only", "outcome", "finding", "limits")
        return {name: getattr(row, name) for name in names} | {
            "period": row.period_covered,
            "searched": row.searched_on,
            "page": row.capture.document.public_id if row.capture else "",
        }


def _latest_capture(page: Document | None) -> Capture | None:
    return page.captures.order_by("-number").first() if page else None


class EnquiryForm(_RowForm):
    document = (
        "answer_document",
        _("The answer as it was received"),
        _("A letter or page among the documents, from which passages can be cited."),
    )

    asked = WordsField(label=_("Who was asked"), max_length=500)
    role = forms.ChoiceField(label=_("They are"), choices=_unsaid(Enquiry.Asked.choices))
    interest = forms.CharField(
        label=_("Interest declared"),
        max_length=1000,
        required=False,
        help_text=_("What they have to gain or lose by the answer."),
    )
    channel = forms.CharField(
        label=_("How"), max_length=500, required=False, help_text=_("By mail, by telephone, in person.")
    )
    question = WordsField(label=_("Question"), max_length=4000, widget=_LONG)
    asked_on = forms.DateField(label=_("Asked on"), widget=_DAY)
    deadline = forms.DateField(label=_("Answer asked for by"), required=False, widget=_DAY)
    answer = WordsField(
        label=_("Answer"),
        max_length=10000,
        required=False,
        widget=_LONG,
        help_text=_("Leave it empty until there is one."),
    )
    answered_on = forms.DateField(label=_("Answered on"), required=False, widget=_DAY)
    is_public = forms.BooleanField(
        label=_("Print it in the report"),
        required=False,
        help_text=_("Else who was asked, and what, stays with the desk."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asked, answered = data.get("asked_on"), data.get("answered_on")
        if data.get("answer") and not answered and "answered_on" not in self.errors:
            self.add_error("answered_on", _("Say when they answered."))
        if answered and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Write down what they answered, or leave out the day."))
        if asked and answered and answered < asked:
            self.add_error("answered_on", _("That is before they were asked."))
        if asked and data.get("deadline") and data["deadline"] < asked:
            self.add_error("deadline", _("That is before they were asked."))
        return data

    def values(self) -> dict[str, Any]:
        """The columns of the enquiry."""
        names = (*EnquiryForm.base_fields, "answer_document")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @staticmethod
    def initial_of(row: Enquiry) -> dict[str, Any]:
        """What the fields hold for an enquiry."""
        values = {name: getattr(row, name) for name in EnquiryForm.base_fields}
        return values | {"answer_document": row.answer_document.public_id if row.answer_document else ""}


class SearchEditForm(SearchForm):
    version = VersionField()


class EnquiryEditForm(EnquiryForm):
    version = VersionField()


class WithdrawalForm(forms.Form):
    """Asks a reason only once a verdict was sent for review; the action refuses without."""

    reason = forms.CharField(
        label=_("Why you take this back"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history, and is shown with what was withdrawn."),
    )
    version = VersionField()
