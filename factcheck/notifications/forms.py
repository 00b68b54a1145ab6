from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.notifications.models import Preference, Topic

type Choices = dict[Topic, tuple[bool, bool]]


class SeenForm(forms.Form):
    """Up to which notification a person has seen them."""

    up_to = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class PreferencesForm(forms.Form):
    """Topics to hear of in the app, and by mail."""

    in_app = forms.MultipleChoiceField(label=_("In the app"), choices=Topic.choices, required=False)
    by_mail = forms.MultipleChoiceField(label=_("By mail"), choices=Topic.choices, required=False)

    def chosen(self, held: Choices, *, has_mail: bool) -> Choices:
        """What was ticked. Without mail there was nothing to tick for it, so that stays as it is held."""
        data: dict[str, Any] = self.cleaned_data
        return {
            topic: (topic in data["in_app"], topic in data["by_mail"] if has_mail else held[topic][1])
            for topic in Topic
        }


def held_choices(rows: list[Preference]) -> Choices:
    """How somebody hears of each topic: as chosen, else in the app."""
    by_topic = {row.topic: (row.in_app, row.by_mail) for row in rows}
    return {topic: by_topic.get(topic, (True, False)) for topic in Topic}
