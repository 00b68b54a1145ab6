"""Importing a table of sources: first a plan of what each row would do, then, if wanted, carrying it out.

A row is about the source that has one of its domains, else about the one of that name; else it makes a new one.
Rows that cannot be carried out are left out and named; the others go through together or not at all.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from factcheck.audit.context import because
from factcheck.sources.actions import add_domain, change_source, create_source
from factcheck.sources.models import Reliability, Source, SourceDomain, StateAffiliation
from factcheck.sources.rows import COLUMNS, Row, read_rows
from factcheck.web.words import says_something


class Status(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Change:
    """One column's change; `before` is empty for a new source."""

    column: str
    before: str
    after: str

    @property
    def label(self) -> str:
        if self.column == "domains":
            return _("domains")
        return str(Source._meta.get_field(self.column).verbose_name)  # type: ignore[union-attr]


@dataclass
class Planned:
    """What one row would do, or has done."""

    row: Row
    status: Status
    source: Source | None = None
    changes: tuple[Change, ...] = ()
    errors: tuple[str, ...] = ()
    reason: str = ""
    new_domains: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        return {change.column: change.after for change in self.changes if change.column != "domains"}


@dataclass
class Plan:
    rows: list[Planned] = field(default_factory=list)

    def count(self, status: Status) -> int:
        return sum(planned.status == status for planned in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {str(status): self.count(status) for status in Status}

    @property
    def writes(self) -> bool:
        """Whether carrying it out would change anything."""
        return any(planned.status in {Status.NEW, Status.CHANGED} for planned in self.rows)

    @property
    def digest(self) -> str:
        """Changes with what the plan would do: somebody who agreed to one plan has not agreed to another."""
        told = [
            (planned.row.number, planned.status, planned.source and planned.source.pk, planned.changes, planned.errors)
            for planned in self.rows
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_import(data: bytes, *, reason: str = "") -> Plan:
    """What importing the file would do; nothing is written. `reason` is for changed grades whose row gives none.

    Raises UnreadableTable if the file as a whole cannot be read.
    """
    rows = read_rows(
        data, reliabilities=Reliability.values, affiliations={str(k): str(v) for k, v in StateAffiliation.choices}
    )
    return Plan(_Planner(rows, reason.strip()).plan())


@transaction.atomic
def carry_out(plan: Plan) -> Plan:
    """Write what the plan says; its new rows then name their source."""
    for planned in plan.rows:
        if planned.status == Status.NEW:
            with because(planned.reason):
                planned.source = create_source(
                    name=planned.row.name, domains=planned.new_domains, **_without_name(planned.values)
                )
        elif planned.status == Status.CHANGED and planned.source:
            values: dict[str, Any] = planned.values
            change_source(source=planned.source, reason=planned.reason, **values)
            for domain in planned.new_domains:
                add_domain(source=planned.source, domain=domain)
    return plan


def table_of(sources: Sequence[Source]) -> list[list[str]]:
    """The sources as rows under a header, as `plan_import` reads them; wants `domains` prefetched."""
    rows = [["source", *COLUMNS]]
    for source in sources:
        domains = " ".join(domain.domain for domain in source.domains.all())
        rows.append([source.public_id, source.name, domains, *(str(getattr(source, name)) for name in COLUMNS[2:])])
    return rows


class _Planner:
    """Finds the source of each row with two queries for the whole file."""

    def __init__(self, rows: list[Row], reason: str) -> None:
        self.rows, self.reason = rows, reason
        wanted = {domain for row in rows for domain in row.domains}
        domains = SourceDomain.objects.filter(domain__in=wanted).select_related("source__merged_into")
        self.by_domain = {row.domain: row.source.standing for row in domains}
        names = {row.name.lower() for row in rows}
        self.by_name: dict[str, list[Source]] = {}
        for source in Source.objects.unmerged().annotate(key=Lower("name")).filter(key__in=names):
            self.by_name.setdefault(source.name.lower(), []).append(source)
        # What rows before took: the same thing twice in one file is a mistake in the file.
        self.taken: dict[object, int] = {}

    def plan(self) -> list[Planned]:
        return [self._planned(row) for row in self.rows]

    def _planned(self, row: Row) -> Planned:
        if row.errors:
            return Planned(row, Status.FAILED, errors=row.errors)
        source, error = self._source_of(row)
        error = error or self._taken_before(row, source)
        if error:
            return Planned(row, Status.FAILED, source, errors=(error,))
        reason = row.reason or self.reason
        new_domains = tuple(domain for domain in row.domains if domain not in self.by_domain)
        changes = _changes(row, source, new_domains)
        if source is None:
            return Planned(row, Status.NEW, None, changes, (), reason, new_domains)
        regraded = any(change.column == "reliability" for change in changes)
        if regraded and not says_something(reason):
            error = _("The grade changes: give a reason, in a column “reason” or for the whole file.")
            return Planned(row, Status.FAILED, source, changes, (error,))
        status = Status.CHANGED if changes else Status.UNCHANGED
        return Planned(row, status, source, changes, (), reason, new_domains)

    def _source_of(self, row: Row) -> tuple[Source | None, str]:
        """The source that the row is about, and what is wrong if that cannot be told."""
        owners = {self.by_domain[domain] for domain in row.domains if domain in self.by_domain}
        if len(owners) > 1:
            names = ", ".join(f"{owner} ({owner.public_id})" for owner in sorted(owners, key=lambda one: one.pk))
            return None, _("Its domains belong to several sources: %(names)s.") % {"names": names}
        if owners:
            return owners.pop(), ""
        named = self.by_name.get(row.name.lower(), [])
        if len(named) > 1:
            ids = ", ".join(source.public_id for source in named)
            return None, _("Several sources have this name: %(ids)s. Give a domain.") % {"ids": ids}
        return (named[0] if named else None), ""

    def _taken_before(self, row: Row, source: Source | None) -> str:
        marks: list[object] = [source.pk if source else row.name.lower(), *row.domains]
        earlier = next((self.taken[mark] for mark in marks if mark in self.taken), None)
        for mark in marks:
            self.taken.setdefault(mark, row.number)
        return "" if earlier is None else _("Row %(row)s is about the same source.") % {"row": earlier}


def _changes(row: Row, source: Source | None, new_domains: tuple[str, ...]) -> tuple[Change, ...]:
    said = {"name": row.name, **row.values}
    changes = [
        Change(column, str(getattr(source, column)) if source else "", value)
        for column, value in said.items()
        if value != (getattr(source, column) if source else "")
    ]
    if new_domains:
        before = " ".join(domain.domain for domain in source.domains.all()) if source else ""
        changes.append(Change("domains", before, f"{before} {' '.join(new_domains)}".strip()))
    return tuple(changes)


def _without_name(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name != "name"}
