"""Every write to reports: that a verdict went out, and that an export was taken."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.reports.corrections import tell_of_correction
from factcheck.reports.models import Export, Publication
from factcheck.reports.notices import lift_for_replaced
from factcheck.verdicts.actions import mark_published
from factcheck.verdicts.models import Verdict


@transaction.atomic
def publish_verdict(*, verdict: Verdict, by: User, published_at: datetime, address: str = "") -> Publication:
    """Record that an approved verdict went out. Raises what `mark_published` raises."""
    mark_published(verdict=verdict, by=by)
    if verdict.revises:
        lift_for_replaced(verdict=verdict.revises, by=by)
        tell_of_correction(verdict=verdict)
    return Publication.objects.create(verdict=verdict, address=address, published_at=published_at, published_by=by)


@transaction.atomic
def change_publication(*, publication: Publication, expected: int, address: str, published_at: datetime) -> Publication:
    """Correct the address or the moment. Raises StaleVersion."""
    return publication.change(expected=expected, address=address, published_at=published_at)


@transaction.atomic
def record_export(*, format: str, filters: dict[str, Any], verdicts: Iterable[str], by: User | None) -> Export:
    """Record what is about to leave the desk, before the first byte of it does."""
    return Export.objects.create(format=format, filters=filters, verdicts=list(verdicts), exported_by=by)


@transaction.atomic
def record_source_export(*, sources: Iterable[str], by: User) -> Export:
    """Record that a table of these sources, by public id, leaves the desk."""
    return record_export(format=Export.Format.CSV, filters={"sources": list(sources)}, verdicts=(), by=by)
