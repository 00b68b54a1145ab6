"""One host is asked now and then, not all at once: each fetch is given the moment from which it may go."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from factcheck.documents.models import Fetch


@transaction.atomic
def turn_of(fetch: Fetch) -> datetime:
    """When this fetch may ask its host. Given once: a fetch that is tried again after a kill keeps its turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [fetch.host])
    fetch.refresh_from_db(fields=["turn_at"])
    if fetch.turn_at is None:
        last = Fetch.objects.filter(host=fetch.host).aggregate(last=Max("turn_at"))["last"]
        now = timezone.now()
        fetch.turn_at = max(now, last + timedelta(seconds=settings.CAPTURE_HOST_PAUSE)) if last else now
        Fetch.objects.filter(pk=fetch.pk).update(turn_at=fetch.turn_at)
    return fetch.turn_at
