"""What can be changed in many claims at once, as the list offers it. What is left alone is not touched."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.claims.forms import DueField
from factcheck.claims.models import Priority
from factcheck.database.objects import key_of
from factcheck.desk.bulk import Changes, Move
from factcheck.desk.saved_views import clean_query
from factcheck.web.fields import TagsField
from factcheck.web.words import says_something

LEAVE, NOBODY = "", "nobody"
#: As many as one page of the list shows, and some more for whoever sends them by hand.
MOST = 500


class BulkForm(forms.Form):
    assignee = forms.ChoiceField(label=_("Assign to"), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), required=False, coerce=int, empty_value=None)
    due_on = DueField()
    no_due = forms.BooleanField(label=_("No due date"), required=False)
    tags = TagsField(label=_("Add tags"), max_length=500, required=False)
    move = forms.ChoiceField(label=_("State"), required=False)
    reason = forms.CharField(label=_("Reason, kept in the history"), max_length=2000, required=False)
    query = forms.CharField(required=False, max_length=3000, widget=forms.HiddenInput)
    show_optional = False

    def __init__(self, *args: Any, people: Iterable[User] | None = None, **options: Any) -> None:
        """`people`: who may have a claim, where the page has asked already."""
        super().__init__(*args, **options)
        leave = (LEAVE, _("leave as it is"))
        reviewers = User.objects.can_review() if people is None else people
        self._people = {person.public_id: person for person in reviewers}
        named = [(name, str(person)) for name, person in self._people.items()]
        self._offer("assignee", [leave, (NOBODY, _("nobody")), *named])
        self._offer("priority", [leave, *((value, capfirst(str(label))) for value, label in Priority.choices)])
        self._offer("move", [leave, *Move.choices])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("move") == Move.DROP and not says_something(data.get("reason") or ""):
            self.add_error("reason", _("Say why they are dropped."))
        if data.get("due_on") and data.get("no_due"):
            self.add_error("due_on", _("Give a day, or no due date, not both."))
        return data

    def clean_query(self) -> str:
        return clean_query(self.cleaned_data["query"])

    def changes(self) -> Changes:
        """What a valid form asks for."""
        data = self.cleaned_data
        values: dict[str, Any] = {}
        if data["assignee"]:
            values["assignee"] = self._people.get(data["assignee"])
        if data["priority"]:
            values["priority"] = data["priority"]
        if data["due_on"] or data["no_due"]:
            values["due_on"] = data["due_on"]
        move = Move(data["move"]) if data["move"] else None
        return Changes(values, tuple(data["tags"]), move, data["reason"].strip())


def chosen_keys(named: list[str]) -> list[int]:
    """The keys of the claims that were ticked; what is no claim's number is left out."""
    return [key for name in named[:MOST] if (key := key_of(name, "C")) is not None]
