"""Scales and policies are data that is never changed: an edit makes the next version, and one of all is current."""

from django.db.models import Max

from factcheck.verdicts.models import Policy, RatingScale


def next_number(model: type[RatingScale] | type[Policy], name: str) -> int:
    """The number of the next version under that name; the first is 1."""
    latest: int | None = model._default_manager.filter(name=name).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def none_is_current(model: type[RatingScale] | type[Policy]) -> None:
    """Make room for another version: the database lets one be current."""
    model._default_manager.filter(is_current=True).update(is_current=False)


def make_current(row: RatingScale | Policy) -> None:
    """Let this version hold from now on; what was made under another keeps it."""
    versions = type(row)._default_manager
    versions.filter(is_current=True).exclude(pk=row.pk).update(is_current=False)
    versions.filter(pk=row.pk, is_current=False).update(is_current=True)
    row.refresh_from_db()
