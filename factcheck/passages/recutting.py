"""When the cutting of texts begins again.

A new method throws all segments away. A database that was restored on another server has rows of transactions which
that server has not come to yet: it may take it years, and until then no follower would see them. So its segments
are given the transaction that finds this out, and its texts, few of them if any without segments, are gone through.

Both in shares that hold nobody back, and with `Segmenting.method` empty, so that no index follows meanwhile.
"""

from django.db import connection, transaction

from factcheck.passages.models import Segmenting
from factcheck.passages.segments import METHOD
from factcheck.search.arrival import current_xid, horizon

#: `Segmenting.entry` at the beginning: keys are counted from 1, and stand below zero.
FIRST = -1
#: Segments removed, or renewed, at a time.
AT_ONCE = 20_000
#: Names no method; whoever finds this goes on with it.
_UNDER_WAY = ""
_RENEW = "renew"

_DELETE = "DELETE FROM passages_segment WHERE id IN (SELECT id FROM passages_segment LIMIT %s)"
_UPDATE = """
    UPDATE passages_segment SET xid = pg_current_xact_id() WHERE id IN (
        SELECT id FROM passages_segment WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()) LIMIT %s
    )
"""


def is_due(row: Segmenting) -> bool:
    """Whether there is something to be done before the next text is cut."""
    return row.method != METHOD or row.xid > current_xid()


def begin_again() -> bool:
    """Do a share of it; after the last, the cutting begins with the first text. Whether it was done here."""
    with transaction.atomic():
        row = Segmenting.objects.select_for_update(skip_locked=True).first()
        if row is None or not is_due(row):
            return False
        is_restored = row.method in (METHOD, _RENEW)
        share = _share(_UPDATE if is_restored else _DELETE)
        method = METHOD if share < AT_ONCE else (_RENEW if is_restored else _UNDER_WAY)
        Segmenting.objects.update(method=method, xid=horizon(), entry=FIRST)
    return True


def _share(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [AT_ONCE])
        return int(cursor.rowcount)
