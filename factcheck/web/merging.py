"""Merging two people's changes of one object, field by field: what does not collide, neither has to do again.

A form that merges carries, beside the version it began from, a digest of what each field held then (`began`). When
its save comes second, three are compared as a browser would send them: what the field held when the person began,
what it holds now, what the person sent. A field that only one of the two changed is theirs; both changed it alike:
settled; both changed it and not alike: a collision, which the conflict page shows. The digests tell only whether a
field was changed; whoever forges theirs overwrites what they could overwrite by saving a second time.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django import forms
from django.db.models import Model

BEGAN = "began"


class MergingForm(forms.Form):
    """A form that knows what it began from. Its template renders `{{ form.version }}{{ form.began }}`.

    `beside`: names in `initial` that are no fields of this form, for what stands beside it and is saved with it.
    """

    began = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)
    beside: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = {name: _digest(as_sent(field, self.initial.get(name))) for name, field in _merged(self)}
        held |= {name: _digest(str(self.initial.get(name, ""))) for name in self.beside}
        self.initial[BEGAN] = json.dumps(held, separators=(",", ":"))


@dataclass(frozen=True)
class Beside:
    """What is saved with the form and is none of its fields, such as rows of terms: each side as one text.

    `posted`: how the form's page would send what now stands; put in place of all that begins with `prefix`.
    """

    name: str
    label: str
    yours: str
    theirs: str
    prefix: str
    posted: Mapping[str, str]


@dataclass
class Merged:
    """`data`: what to save, or to show again. `taken`: labels of what only the others changed; `collided`: names."""

    data: Any
    taken: list[str] = field(default_factory=list)
    collided: list[str] = field(default_factory=list)


def merge(form: forms.BaseForm, values: Mapping[str, Any], version: int, beside: Iterable[Beside] = ()) -> Merged:
    """What the person sent, merged with `values`, which the fields hold now at `version`."""
    sent: Any = form.data  # a QueryDict, read-only
    merged = Merged(sent.copy())
    merged.data[form.add_prefix("version")] = str(version)
    began = _began(form)
    for name, one in _merged(form):
        key = form.add_prefix(name)
        yours = _text(one.widget.value_from_datadict(sent, form.files, key))
        theirs = as_sent(one, values.get(name))
        if _settle(merged, began.get(name), name, str(form[name].label), yours, theirs):
            _put(merged.data, key, one, theirs)
    for other in beside:
        if _settle(merged, began.get(other.name), other.name, other.label, other.yours, other.theirs):
            for key in [key for key in merged.data if key.startswith(other.prefix)]:
                del merged.data[key]
            merged.data.update(other.posted)
    # The next merge begins from what now stands.
    now = {name: _digest(as_sent(one, values.get(name))) for name, one in _merged(form)}
    now |= {other.name: _digest(other.theirs) for other in beside}
    merged.data[form.add_prefix(BEGAN)] = json.dumps(now, separators=(",", ":"))
    return merged


def as_sent(one: forms.Field, value: Any) -> str:
    """A value as a browser would send the field that shows it."""
    if isinstance(value, Model):
        value = value.pk
    shown = one.widget.format_value(one.prepare_value(value))
    if isinstance(one.widget, forms.CheckboxInput):
        return _text(bool(value))
    return ",".join(str(part) for part in shown) if isinstance(shown, list | tuple) else _text(shown)


def _settle(merged: Merged, began: str | None, name: str, label: str, yours: str, theirs: str) -> bool:
    """Whether theirs is to be taken; a collision is noted."""
    if yours == theirs or began == _digest(theirs):
        return False
    if began == _digest(yours):
        merged.taken.append(label)
        return True
    merged.collided.append(name)
    return False


def _put(data: Any, key: str, one: forms.Field, text: str) -> None:
    if isinstance(one.widget, forms.CheckboxInput) and not text:
        data.pop(key, None)
    else:
        data[key] = text


def _merged(form: forms.BaseForm) -> list[tuple[str, forms.Field]]:
    return [(name, one) for name, one in form.fields.items() if name not in {"version", BEGAN}]


def _began(form: forms.BaseForm) -> dict[str, str]:
    """What the form says it began from; from nonsense nothing is merged."""
    try:
        held = json.loads(form.data.get(form.add_prefix(BEGAN)) or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in held.items()} if isinstance(held, dict) else {}


def _text(value: Any) -> str:
    """Line ends as stored, no space around: browsers and forms change those by themselves."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=6).hexdigest()
