"""Choosing one object by typing: a search field whose hits are radio buttons beneath it.

With script the hits follow the typing (htmx fetches `components/pick_options.html` from the widget's `url`).
Without, the button "Find" sends the form, and the view, seeing `wants_to_find(request)`, shows it again,
`unjudged(form)`, with the hits and everything that was typed. A stage that offers objects to choose from
gives a `Finder`.

    class LinkForm(forms.Form):
        claim = PickField(finder=claim_finder(user), label=_("Claim"))
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

#: How many hits are shown; more means "type more of it".
HITS = 8


@dataclass(frozen=True)
class Option:
    """`value` is a public id; `label` what it is called; `detail` a few words that tell it from its like."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Finder:
    """What one person may choose from. `url` answers the typing, with the options as a fragment."""

    url: str
    #: Text to the objects found, best first, at most `HITS`; "" to those most likely wanted.
    search: Callable[[str], list[Any]]
    #: A public id, as typed, to its object.
    get: Callable[[str], Any | None]
    option: Callable[[Any], Option]
    #: Where the address of a page that is not here can be sent to be captured; "" if it can't.
    capture_url: str = ""

    def options(self, text: str, chosen: str = "") -> list[Option]:
        """What is shown for `text`: what is chosen stays, first; an object typed by its number stands alone."""
        if text.strip() and (named := self.get(text.strip())):
            return [self.option(named)]
        found = [self.get(chosen)] if chosen else []
        hits = self.search(text) if text.strip() else []
        unique = {option.value: option for option in map(self.option, filter(None, [*found, *hits]))}
        return list(unique.values())


class PickWidget(forms.Widget):
    template_name = "components/pick.html"
    finder: Finder

    def use_required_attribute(self, initial: Any) -> bool:
        # The search field itself may stay empty.
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """A public id that was typed in full, else the radio that is chosen.

        Typed it counts for more: the radio may be one that was chosen beforehand, and that nobody looked at.
        """
        chosen, typed = _searchable(data.get(name) or ""), _searchable(data.get(f"{name}_q") or "")
        self.typed = typed
        return typed.strip() if typed.strip() and self.finder.get(typed.strip()) is not None else chosen

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_q" not in data

    def format_value(self, value: Any) -> str:
        return str(getattr(value, "public_id", value) or "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen, typed = context["widget"]["value"] or "", getattr(self, "typed", "")
        picked = options_context(self.finder, name=name, text=typed, chosen=chosen, required=self.is_required)
        context["widget"] |= {"typed": typed, "url": self.finder.url}
        return context | picked


class PickField(forms.Field):
    """Gives the object chosen, or None."""

    widget = PickWidget
    default_error_messages = {"unknown": _("Choose one of those found.")}

    def __init__(self, *, finder: Finder, **options: Any) -> None:
        super().__init__(**options)
        self.finder = finder
        self.widget.finder = finder

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        found = self.finder.get(str(value))
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found


def options_context(finder: Finder, *, name: str, text: str, chosen: str, required: bool) -> dict[str, Any]:
    """What `components/pick_options.html` needs."""
    options = finder.options(text, chosen)
    if text.strip() and finder.get(text.strip()):
        chosen = options[0].value
    context = {"name": name, "chosen": chosen, "required": required, "options": options, "text": text}
    address = text.strip()
    if finder.capture_url and address.startswith(("http://", "https://")) and not options:
        values = {"capture_url": address, "capture_name": name} | ({"capture_required": "1"} if required else {})
        context |= {"capture_url": finder.capture_url, "capture_values": json.dumps(values)}
    return context


def picked_name(name: str) -> str:
    """The name of a field as a request gives it, if it can be one."""
    return name if re.fullmatch(r"[\w-]+", name) else "picked"


def answer_typing(request: HttpRequest, finder: Finder) -> HttpResponse:
    """The options for what has been typed so far; the whole of a stage's `pick` view."""
    name = picked_name(request.GET.get("name", ""))
    context = options_context(
        finder,
        name=name,
        text=_searchable(request.GET.get(f"{name}_q", request.GET.get("q", ""))),
        chosen=_searchable(request.GET.get(name, "")),
        required="required" in request.GET,
    )
    return render(request, "components/pick_options.html", context)


def _searchable(text: str) -> str:
    """The text as the database can look for it: PostgreSQL refuses NUL, and what is typed here is not kept."""
    return text.replace("\x00", "")


def wants_to_find(request: HttpRequest) -> bool:
    """Whether the form was sent only to see what is found."""
    return "find" in request.POST


def unjudged[F: forms.BaseForm](form: F) -> F:
    """The bound form with all that was typed, and no word yet about what is missing."""
    form.__dict__["_errors"] = ErrorDict()
    return form
