"""What one audit entry changed, in words a reader of the history understands.

Entries hold columns as the database wrote them: secrets as `{"withheld": true}`, long columns as their length
and SHA-256, and what had to go by law or by court as `{"redacted": true}`. An entry of an update holds only the columns
that changed, so a withheld or redacted column that is in it did change, although both sides look alike.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

type Row = Mapping[str, object]

# PostgreSQL's text form of a daterange with both ends: the canonical form excludes the end.
_DATE_RANGE = re.compile(r"^\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\)$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_SHOWN_DIGITS = 8


@dataclass(frozen=True)
class Change:
    """One column's change. `before` is empty when the row was made, `after` when it was removed."""

    label: str
    before: str
    after: str


def changes(before: Row | None, after: Row | None, labels: Mapping[str, str]) -> tuple[Change, ...]:
    """The changed columns, those with a label first and in the order of the labels, the others by name.

    `labels` maps column names to what people call them. Columns of a new or removed row that hold nothing are
    left out: nobody stated them.
    """
    old, new = before or {}, after or {}
    named = [name for name in labels if name in old or name in new]
    others = sorted((old.keys() | new.keys()) - labels.keys())
    found = []
    for name in [*named, *others]:
        label = labels.get(name) or name.replace("_", " ").capitalize()
        change = _change(label, before, after, name)
        if change:
            found.append(change)
    return tuple(found)


def _change(label: str, before: Row | None, after: Row | None, name: str) -> Change | None:
    was = before.get(name) if before is not None else None
    now = after.get(name) if after is not None else None
    if before is None or after is None:
        if was is None and now is None:
            return None
        return Change(label, *(readable(value) if value is not None else "" for value in (was, now)))
    if _is_withheld(was) or _is_withheld(now):
        return Change(label, _("not recorded"), _("changed, not recorded"))
    if _is_redacted(was) and _is_redacted(now):
        return Change(label, _("redacted"), _("changed, redacted"))
    return Change(label, readable(was), readable(now)) if was != now else None


def readable(value: object) -> str:
    """One stored value as text: dates without their quirks, digests short, nothing as "not stated"."""
    if value is None:
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _readable_text(value)
    if isinstance(value, list):
        return ", ".join(readable(part) for part in value) if value else _("none")
    if isinstance(value, dict):
        return _readable_object(value)
    return str(value)


def _readable_text(value: str) -> str:
    if not value:
        return _("empty")
    if bounds := _DATE_RANGE.match(value):
        first, last = date.fromisoformat(bounds[1]), date.fromisoformat(bounds[2]) - timedelta(days=1)
        return first.isoformat() if first == last else _("%s to %s") % (first, last)
    if _MOMENT.match(value):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        if moment.tzinfo:
            return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return value


def _readable_object(value: dict[str, object]) -> str:
    if _is_withheld(value):
        return _("not recorded")
    if _is_redacted(value):
        return _("redacted")
    digest, length = value.get("sha256"), value.get("length")
    if isinstance(digest, str) and isinstance(length, int) and len(value) == 2:
        return _("%(length)s characters, SHA-256 %(digest)s") % {
            "length": f"{length:,}",
            "digest": f"{digest[:_SHOWN_DIGITS]}…",
        }
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _is_withheld(value: object) -> bool:
    return value == {"withheld": True}


def _is_redacted(value: object) -> bool:
    return value == {"redacted": True}
