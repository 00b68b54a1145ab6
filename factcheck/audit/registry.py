"""What the audit pages know of each stage's tables, told by the stages themselves in their `apps.py`.

So this app can name, link and hide what it shows, and imports no stage.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from factcheck.database.fields import PartialDateField
from factcheck.database.objects import public_id

type Visible = Callable[[Any, Collection[int]], set[int]]

#: Told by the entry itself, or of no meaning to a reader.
BOOKKEEPING = frozenset({"id", "version", "created_at", "updated_at"})


class Viewer(Protocol):
    """Whoever reads the history."""

    pk: int

    @property
    def public_id(self) -> str: ...

    @property
    def is_staff(self) -> bool: ...


@dataclass(frozen=True)
class Registration:
    """One audited table. `kind` is empty where its rows have no public id."""

    table: str
    kind: str
    model: type[models.Model] | None
    label: Any
    url_name: str = ""
    #: Keys that a person may see, out of those given; None: as visible as the objects it belongs to.
    visible: Visible | None = None
    hide: frozenset[str] = BOOKKEEPING
    #: Columns shown to admins and to the person concerned only.
    private: frozenset[str] = frozenset()
    #: All of it is shown to admins and to the person concerned only.
    security: bool = False
    #: Rows are told apart by their names, not by their ids: the history shows what they are called now.
    named: bool = False
    #: Everybody may read its name, so that it stands for the id where another row points at it.
    titled: bool = False
    #: The column with the public id of what a row is about, which says more to a reader than the row's own.
    points_at: str = ""
    #: Where the words stand that tell a reader what it is about: the first of these columns that holds some.
    words_at: tuple[str, ...] = ()
    labels: Mapping[str, Any] = field(default_factory=dict)
    #: Columns that hold the key of an object of that kind.
    targets: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)

    def columns(self) -> dict[str, str]:
        """Column names to what people call them, in the order of the model."""
        return {name: capfirst(str(label)) for name, label in self.labels.items() if name not in self.hide}

    def url(self, key: int) -> str | None:
        """The page of one object; None where there is none, or not yet."""
        if not self.url_name:
            return None
        try:
            return reverse(self.url_name, args=[key])
        except NoReverseMatch:
            return None


_by_table: dict[str, Registration] = {}
_by_kind: dict[str, Registration] = {}
_actions: dict[str, Any] = {}


def register(
    model: type[models.Model],
    *,
    url_name: str = "",
    visible: Visible | None = None,
    hide: Iterable[str] = (),
    private: Iterable[str] = (),
    security: bool = False,
    named: bool = False,
    titled: bool = False,
    points_at: str = "",
    words_at: Iterable[str] = (),
) -> None:
    """Tell the audit pages of one model; called in `ready()`.

    What follows from the model is read from it: its public ids, the names of its columns, which of them point to
    other objects, and its `visible_to`. `url_name` is reversed with the key when a page is shown, so it may name
    a page that does not exist yet.
    """
    fields = model._meta.concrete_fields
    add(
        Registration(
            table=model._meta.db_table,
            kind=getattr(model, "KIND", ""),
            model=model,
            label=model._meta.verbose_name,
            url_name=url_name,
            visible=visible or _visible_by_queryset(model),
            hide=BOOKKEEPING | frozenset(hide) | _ranges_with_a_text(fields),
            private=frozenset(private),
            security=security,
            named=named,
            titled=titled,
            points_at=points_at,
            words_at=tuple(words_at),
            labels=_labels(fields),
            targets=_targets(fields),
            choices={found.attname: dict(found.flatchoices) for found in fields if found.flatchoices},
        )
    )


def add(registration: Registration) -> None:
    """Put a registration by; for tables of libraries it is made by hand."""
    _by_table[registration.table] = registration
    if registration.kind:
        _by_kind[registration.kind] = registration


def name_actions(words: Mapping[str, Any]) -> None:
    """Say what an action is called after a person's name: `{"evidence:link": _("linked evidence")}`."""
    _actions.update(words)


def of_table(table: str) -> Registration:
    """What is known of a table; of one that nobody registered, its name."""
    found = _by_table.get(table)
    return found or Registration(table=table, kind="", model=None, label=table.replace("_", " "))


def of_kind(kind: str) -> Registration | None:
    return _by_kind.get(kind)


def action_words(action: str) -> str:
    """What was done, in words; empty where nobody named the action."""
    return str(_actions.get(action, ""))


def security_tables() -> list[str]:
    return [table for table, found in _by_table.items() if found.security]


def _visible_by_queryset(model: type[models.Model]) -> Visible | None:
    """Visibility by the `visible_to` of the model's queryset, if it has one."""
    manager = model._default_manager
    if not hasattr(manager, "visible_to"):
        return None

    def visible(user: Any, keys: Collection[int]) -> set[int]:
        found = manager.visible_to(user).filter(pk__in=keys)
        return set(found.values_list("pk", flat=True))

    return visible


def _ranges_with_a_text(fields: "Iterable[models.Field[Any, Any]]") -> frozenset[str]:
    """Partial dates are shown as they were given; the range beside the text says the same."""
    return frozenset(found.attname for found in fields if isinstance(found, PartialDateField))


def _labels(fields: "Iterable[models.Field[Any, Any]]") -> dict[str, Any]:
    dates = {f"{found.name}_text": found.verbose_name for found in fields if isinstance(found, PartialDateField)}
    return {found.attname: dates.get(found.name, found.verbose_name) for found in fields}


def _targets(fields: "Iterable[models.Field[Any, Any]]") -> dict[str, str]:
    kinds = {}
    for found in fields:
        if isinstance(found, models.ForeignKey) and (kind := getattr(found.related_model, "KIND", "")):
            kinds[found.attname] = kind
    return kinds


def split(public: str) -> tuple[str, int] | None:
    """Kind and key of a public id: `C-0017` is C and 17. None if it is none."""
    kind, dash, digits = public.strip().upper().partition("-")
    if not (dash and kind.isalpha() and kind.isascii() and digits.isascii() and digits.isdigit()):
        return None
    return (kind, int(digits)) if len(digits) <= 18 else None


def by_kind(publics: Iterable[str]) -> dict[str, dict[int, str]]:
    """Public ids by kind, each under its key; what is none is left out."""
    found: dict[str, dict[int, str]] = {}
    for public in publics:
        if parts := split(public):
            found.setdefault(parts[0], {})[parts[1]] = public
    return found


def normal(public: str) -> str | None:
    """The public id as entries hold it: `c-17` is `C-0017`. None if it is none."""
    parts = split(public)
    return public_id(*parts) if parts else None


def url_of(public: str) -> str:
    """The page of an object, else its history."""
    parts = split(public)
    found = of_kind(parts[0]) if parts else None
    page = found.url(parts[1]) if found and parts else None
    return page or reverse("audit:history", args=[public])
