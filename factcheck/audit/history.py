"""Entries prepared for reading: grouped into the steps that people took, named, linked, and cut to what the
reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from factcheck.audit import registry
from factcheck.audit.models import Entry, Operation
from factcheck.audit.registry import Registration, Viewer
from factcheck.audit.summary import Row, changes
from factcheck.database.objects import public_id


@dataclass(frozen=True)
class Link:
    """A public id, the page behind it, and what it is called."""

    public_id: str
    url: str
    #: Where it goes by more than its id.
    name: str = ""


#: The kind of people's public ids.
PERSON = "U"
#: Characters: from here on two values are compared word by word; shorter ones are shown whole.
LONG = 60


@dataclass(frozen=True)
class Shown:
    """One column's change, with links where its values are objects."""

    label: str
    before: str
    after: str
    before_url: str
    after_url: str

    @property
    def is_long(self) -> bool:
        """Whether both sides are texts to compare word by word."""
        return len(self.before) >= LONG and len(self.after) >= LONG


@dataclass(frozen=True)
class Line:
    """One row changed within a step: `evidence E-0003 changed`."""

    entry: Entry
    label: str
    object: Link | None
    changes: tuple[Shown, ...]
    # What the row is about, where it points at something.
    subject: Link | None
    # The reason, where the step's rows do not all have the same.
    reason: str = ""

    @property
    def is_update(self) -> bool:
        return self.entry.operation == Operation.UPDATE

    @property
    def verb(self) -> str:
        return str(Operation(self.entry.operation).label)


@dataclass(frozen=True)
class Step:
    """What one person did in one transaction, with everything that it changed."""

    at: datetime
    who: str
    address: str
    outside: bool
    what: str
    action: str
    reason: str
    lines: tuple[Line, ...]

    @property
    def objects(self) -> list[Link]:
        """What was changed, each once, for a short list."""
        told = [link for line in self.lines if (link := line.subject or line.object)]
        return list({link.public_id: link for link in told}.values())


def latest(public: str, user: Viewer, limit: int = 8) -> list[Step]:
    """The newest steps on an object and its children, for a rail; `limit` is in entries."""
    return prepare(Entry.objects.about(public).readable_by(user).newest_first("moment")[:limit], user)


def prepare(entries: Iterable[Entry], user: Viewer) -> list[Step]:
    """The steps behind entries, in their order; what the reader may not see is left out."""
    found = list(entries)
    seen = _visible_ids(found, user)
    names, subjects = _names(found), _subjects(found)
    steps = []
    for _key, group in groupby(found, key=_step_key):
        members = list(group)
        lines = tuple(line for entry in members if (line := _line(entry, seen, user, names, subjects)))
        if lines:
            steps.append(_step(members[0], lines, names))
    return steps


def may_see(public: str, user: Viewer) -> bool:
    """Whether a person may read the history of that object."""
    parts = registry.split(public)
    found = registry.of_kind(parts[0]) if parts else None
    if not parts or not found:
        return False
    return parts[1] in found.visible(user, [parts[1]]) if found.visible else True


def may_read_any(public: str, user: Viewer) -> bool:
    """Whether there is anything in the history of that object that a person may read: its beginning, as a rule."""
    first = Entry.objects.about(public).readable_by(user).oldest_first("moment")[:1]
    return bool(prepare(first, user))


def visible_among(publics: Iterable[str], user: Viewer) -> set[str]:
    """Those of the public ids whose objects a person may know of: one query for each kind that has a say."""
    seen: set[str] = set()
    for kind, ids in registry.by_kind(publics).items():
        known = registry.of_kind(kind)
        visible = known.visible(user, ids.keys()) if known and known.visible else ids.keys()
        seen.update(ids[key] for key in visible)
    return seen


def subject_of(public: str) -> Link | None:
    """What a public id names, with its page, and with its name where everybody may read that; None for no id."""
    return _links([public]).get(public)


def _step_key(entry: Entry) -> tuple[object, ...]:
    return entry.xid, entry.action, entry.actor, entry.actor_id, entry.reason


def _step(first: Entry, lines: tuple[Line, ...], names: Mapping[str, str]) -> Step:
    name = names.get(public_id(PERSON, first.actor_id)) if first.actor_id is not None else None
    return Step(
        at=first.at,
        who=name or first.actor,
        address=first.actor,
        outside=first.outside_the_application,
        what=registry.action_words(first.action) or _fallback(lines),
        action=first.action,
        reason=first.reason,
        lines=lines,
    )


def _fallback(lines: tuple[Line, ...]) -> str:
    """What an action without a name did: "changed source"."""
    verbs = {Operation.INSERT: _("added"), Operation.UPDATE: _("changed"), Operation.DELETE: _("removed")}
    # The last one in time is listed first; what the action was about is what it wrote first.
    line = lines[-1]
    return f"{verbs[Operation(line.entry.operation)]} {line.label}"


def _line(
    entry: Entry, seen: set[str], user: Viewer, names: Mapping[str, str], subjects: Mapping[int, Link]
) -> Line | None:
    """One entry as shown; None where the reader may see none of it."""
    if any(public not in seen for public in entry.about):
        return None
    known = registry.of_table(entry.table_name)
    concerns_reader = user.is_staff or user.public_id in entry.about
    if known.security and not concerns_reader:
        return None
    hidden = known.hide if concerns_reader else known.hide | known.private
    shown = _changes(entry, known, hidden, names)
    if entry.operation == Operation.UPDATE and not shown and known.private and not concerns_reader:
        return None
    return Line(entry, str(known.label), _object(entry, known), shown, subjects.get(entry.pk))


def _object(entry: Entry, known: Registration) -> Link | None:
    """The object changed; of a row without a public id, the first that it belongs to."""
    if known.kind and entry.object_id is not None:
        public = public_id(known.kind, entry.object_id)
    elif entry.about:
        public = entry.about[0]
    else:
        return None
    return Link(public, registry.url_of(public))


def _changes(entry: Entry, known: Registration, hidden: frozenset[str], names: Mapping[str, str]) -> tuple[Shown, ...]:
    labels = known.columns()
    linked = {labels.get(column, capfirst(column.replace("_", " "))) for column in known.targets}
    is_whole_row = entry.before is None or entry.after is None
    before, after = (
        _in_words(row, known, hidden, names, leave_out_empty=is_whole_row) for row in (entry.before, entry.after)
    )
    found = []
    for change in changes(before, after, labels):
        is_object = change.label in linked
        found.append(
            Shown(
                label=change.label,
                before=change.before,
                after=change.after,
                before_url=_url(change.before) if is_object else "",
                after_url=_url(change.after) if is_object else "",
            )
        )
    return tuple(found)


def _url(value: str) -> str:
    return registry.url_of(value) if registry.split(value) else ""


def _in_words(
    row: Row | None,
    known: Registration,
    hidden: frozenset[str],
    names: Mapping[str, str],
    *,
    leave_out_empty: bool,
) -> Row | None:
    """The columns to show: keys as public ids or names, choices by their labels."""
    if row is None:
        return None
    return {
        name: _value(name, value, known, names)
        for name, value in row.items()
        if name not in hidden and not (leave_out_empty and value in ("", [], {}))
    }


def _value(name: str, value: object, known: Registration, names: Mapping[str, str]) -> object:
    kind = known.targets.get(name)
    if kind and isinstance(value, int):
        public = public_id(kind, value)
        return names.get(public, public)
    if name in known.choices and isinstance(value, str | int) and value in known.choices[name]:
        return str(known.choices[name][value])
    return value


def _visible_ids(entries: Sequence[Entry], user: Viewer) -> set[str]:
    """The public ids in these entries that the reader may see."""
    return visible_among((public for entry in entries for public in entry.about), user)


def _subjects(entries: Sequence[Entry]) -> dict[int, Link]:
    """What rows that point at something are about, by entry; with its name where everybody may read that."""
    about = {}
    for entry in entries:
        column, row = registry.of_table(entry.table_name).points_at, entry.after or entry.before or {}
        if column and isinstance(public := row.get(column), str) and registry.split(public):
            about[entry.pk] = public
    links = _links(about.values())
    return {key: links[public] for key, public in about.items()}


def _links(publics: Iterable[str]) -> dict[str, Link]:
    parts = {public: found for public in publics if (found := registry.split(public))}
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, key in parts.values():
        if (known := registry.of_kind(kind)) and known.titled:
            keys[kind].add(key)
    titles = {public_id(kind, row.pk): str(row) for kind, wanted in keys.items() for row in _rows(kind, wanted)}
    return {public: Link(public, registry.url_of(public), titles.get(public, "")) for public in parts}


def _rows(kind: str, keys: Iterable[int]) -> Iterable[models.Model]:
    known = registry.of_kind(kind)
    return known.model._default_manager.filter(pk__in=keys) if known and known.model else ()


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    """What the people who acted, and whatever else goes by its name, are called now: names by public id."""
    keys: dict[str, set[int]] = defaultdict(set)
    keys[PERSON] = {entry.actor_id for entry in entries if entry.actor_id is not None}
    for entry in entries:
        for column, kind in registry.of_table(entry.table_name).targets.items():
            values = [row.get(column) for row in (entry.before, entry.after) if row]
            keys[kind].update(value for value in values if isinstance(value, int))
    names: dict[str, str] = {}
    for kind, wanted in keys.items():
        known = registry.of_kind(kind)
        if wanted and known and known.named:
            names.update({public_id(kind, row.pk): str(row) for row in _rows(kind, wanted)})
    return names
