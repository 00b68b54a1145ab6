"""What a person sees whose save came second: both texts, what they typed kept, nothing overwritten.

A form for a `Versioned` object carries the version it was opened at in a hidden field `version`
(`VersionField()`), and its view does:

    try:
        change_thing(thing=thing, expected=form.cleaned_data["version"], ...)
    except StaleVersion as stale:
        return render_conflict(request, "things/edit.html", context, form=form, current=stale.current)

The template includes `components/conflict.html` with `conflict.who` and `conflict.rows`:

    {% if conflict %}{% include "components/conflict.html" with who=conflict.who rows=conflict.rows only %}{% endif %}

The form then names the current version, so that saving again, having compared, goes through.

A `MergingForm` (`web/merging.py`) is merged first; what does not collide is then in its data already:

    except StaleVersion as stale:
        merged = merge(form, values, stale.current.version)
        if merged.collided:
            return render_conflict(..., form=form, current=stale.current, values=values, merged=merged)
        # no collision: save again, from merged.data
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.audit.models import Entry
from factcheck.database.fields import PartialDateField, read_partial_date
from factcheck.database.objects import Versioned
from factcheck.web.htmx import render_page_or_fragment
from factcheck.web.merging import Beside, Merged


class VersionField(forms.IntegerField):
    """The version that the person saw; `least` is 0 where there may have been nothing yet."""

    def __init__(self, *, least: int = 1) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=least)


@dataclass(frozen=True)
class Row:
    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """`who` changed it last, or "" if the audit trail names no person; `rows` differ; `taken` are the labels of what
    only the others changed, which the form now shows as they left it."""

    who: str
    rows: list[Row]
    taken: str = ""


def render_conflict(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: forms.BaseForm,
    current: Versioned,
    values: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    merged: Merged | None = None,
    beside: Iterable[Beside] = (),
) -> HttpResponse:
    """The page of the form again, status 409, with `conflict` in its context.

    `values`: what the fields hold now, by field name; by default read from the model fields of those names.
    """
    rows = _rows(form, values or _values(current), merged.collided if merged else form.fields)
    others = [Row(one.label, one.theirs, one.yours) for one in beside if merged and one.name in merged.collided]
    taken = ", ".join(merged.taken) if merged else ""
    conflict = Conflict(changed_by(current, request.user), [*rows, *others], taken)
    submitted: Any = merged.data if merged else form.data  # a QueryDict, read-only
    data = submitted.copy()
    data[form.add_prefix("version")] = str(current.version)
    form.data = data
    return render_page_or_fragment(
        request, template, {**context, "form": form, "conflict": conflict}, fragment, status=409
    )


def tell_taken(request: HttpRequest, taken: Collection[str]) -> None:
    """Say that what was changed meanwhile, by others or in another window, and not here, was kept."""
    if taken:
        text = _("Saved. What was changed elsewhere meanwhile is kept too: %(fields)s.")
        messages.info(request, text % {"fields": ", ".join(taken)})


def _values(current: Versioned) -> dict[str, Any]:
    """The model's columns by name; a date that may be partial as it was given, not as the days it covers."""
    values = model_to_dict(current)
    for field in current._meta.concrete_fields:
        if isinstance(field, PartialDateField) and field.name in values:
            days, text = getattr(current, field.name), getattr(current, f"{field.name}_text", "")
            values[field.name] = read_partial_date(days, text)
    return values


def conflict_rows(form: forms.BaseForm, values: Mapping[str, Any]) -> list[Row]:
    """The fields in which what was typed differs from what now stands, as people read them."""
    return list(_rows(form, values, form.fields))


def changed_by(current: Versioned, reader: object) -> str:
    """The name of the person behind the newest entry of the row, or "". Whoever reads it is told of themselves."""
    entries = Entry.objects.about(current.public_id).filter(table_name=current._meta.db_table, object_id=current.pk)
    entry = entries.newest_first().only("actor_id").first()
    person = User.objects.filter(pk=entry.actor_id).first() if entry and entry.actor_id else None
    if person is not None and person == reader:
        return _("You, in another window,")
    return str(person) if person else ""


def _rows(form: forms.BaseForm, values: Mapping[str, Any], names: Collection[str]) -> Iterator[Row]:
    for name, field in form.fields.items():
        if name == "version" or name not in values or name not in names:
            continue
        theirs, yours = (_shown(field, value) for value in (values[name], form.cleaned_data.get(name)))
        if theirs != yours:
            yield Row(str(form[name].label), theirs, yours)


def _shown(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | set):
        return ", ".join(_shown(field, part) for part in value)
    if isinstance(field, forms.ModelChoiceField) and not isinstance(value, Model):
        return str(field.queryset.filter(pk=value).first() or value) if field.queryset is not None else str(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(value, Model):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        return labels.get(str(value), str(value))
    return str(value)
