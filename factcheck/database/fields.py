"""Column types that Django does not bring."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.range import DateRange

from factcheck.database.partial_dates import PartialDate


class Xid8Field(models.BigIntegerField):  # type: ignore[type-arg]
    """A PostgreSQL `xid8`: the 64-bit id of the transaction that wrote a row."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: object, connection: object) -> int | None:
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        # psycopg would send a number as a bigint, which PostgreSQL does not compare with an xid8.
        return str(value) if isinstance(value, int) else value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return self.get_prep_value(value)


class CurrentXid(models.Func):
    """The id of the transaction at work."""

    function = "pg_current_xact_id"
    output_field = Xid8Field()


def partial_date_columns(name: str, value: PartialDate | None) -> dict[str, Any]:
    """The two columns of a date that may be partial: the range, and the text as given."""
    if value is None:
        return {name: None, f"{name}_text": ""}
    return {name: DateRange(value.start, value.end), f"{name}_text": value.text}


def read_partial_date(days: "DateRange | None", text: str) -> PartialDate | None:
    """The partial date that the two columns hold."""
    if days is None or not isinstance(days.lower, date) or not isinstance(days.upper, date):
        return None
    return PartialDate(days.lower, days.upper, text)


def dated_within(column: str, since: PartialDate | None, until: PartialDate | None) -> models.Q:
    """Rows of which some day of the date may lie between the two, both included; those without a date never do."""
    within = models.Q()
    if since:
        within &= models.Q(**{f"{column}__endswith__gt": since.start})
    if until:
        within &= models.Q(**{f"{column}__startswith__lt": until.end})
    return within


class PartialDateField(DateRangeField):
    """The days that a date given as "2020", "2020-08" or "20 August 2020" covers, `[first, last + 1)`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"null": True, "blank": True} | options))

    def deconstruct(self) -> Any:
        # Migrations name Django's own field: nothing about the column is ours.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ranges.DateRangeField", args, kwargs
