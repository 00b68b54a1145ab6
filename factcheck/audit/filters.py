"""Which entries a page shows, from its address."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from factcheck.audit import registry
from factcheck.audit.models import Entry, EntryQuerySet

NO_PERSON, OUTSIDE = "none", "outside"


class EntryFilter(forms.Form):
    """The filters of `/audit/`. All may be empty; what cannot be read is an error, not ignored."""

    show_optional = False

    object = forms.CharField(label=_("About"), required=False, max_length=24, help_text="")
    actor = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["actor"].choices = _actors()  # type: ignore[attr-defined]
        self.fields["action"].choices = _actions()  # type: ignore[attr-defined]
        self.fields["object"].widget.attrs["placeholder"] = "C-0017"

    def clean_object(self) -> str:
        typed: str = self.cleaned_data["object"]
        if not typed:
            return ""
        public = registry.normal(typed)
        if public is None:
            raise forms.ValidationError(_("Write a public id, like C-0017."))
        return public

    @property
    def order(self) -> str:
        """What the entries that pass are ordered by."""
        return "moment" if self.is_valid() and self.cleaned_data["object"] else "at"

    def narrow(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries that pass; all of them as long as the form does not hold."""
        if not self.is_valid():
            return entries.none()
        wanted = self.cleaned_data
        if wanted["object"]:
            entries = entries.about(wanted["object"])
        if wanted["actor"] == NO_PERSON:
            entries = entries.by_no_person()
        elif wanted["actor"]:
            entries = entries.filter(actor_id=int(wanted["actor"]))
        if wanted["action"] == OUTSIDE:
            entries = entries.outside_the_application()
        elif wanted["action"]:
            entries = entries.filter(action=wanted["action"])
        return entries.between(wanted["first"], wanted["last"])


def _actors() -> list[tuple[str, Any]]:
    people = get_user_model()._default_manager.all()
    return [
        ("", _("anybody")),
        *((str(person.pk), str(person)) for person in people),
        (NO_PERSON, _("no person: programs, command line")),
    ]


def _actions() -> list[tuple[str, Any]]:
    recorded = [action for action in Entry.objects.distinct_actions() if action]
    named = [(action, registry.action_words(action) or action) for action in recorded]
    named.sort(key=lambda pair: pair[1])
    return [("", _("anything")), *named, (OUTSIDE, _("outside the application"))]
