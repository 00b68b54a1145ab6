"""Documents that were redacted hold nothing any more, and nothing new comes to them."""

from django.db import connection

from factcheck.database.objects import public_id
from factcheck.documents.actions.errors import RedactedAlready
from factcheck.documents.models import Document


def refuse_redacted(*keys: int) -> None:
    """Raise RedactedAlready if one of the documents with these keys was redacted."""
    found = Document.objects.filter(pk__in=keys, redacted_at__isnull=False).first()
    if found:
        raise RedactedAlready(one=found.public_id)


_WAIT = "LOCK TABLE documents_capture IN ROW EXCLUSIVE MODE"
_LOOK = "SELECT id FROM documents_document WHERE id = ANY(%s) AND redacted_at IS NOT NULL LIMIT 1"


def wait_for_redacting() -> None:
    """Go on once no redaction is carried out; from then to the end of the transaction none is.

    To be called before anything is looked at or locked: what is looked at then still holds when it is written down,
    and of whoever writes and the command none waits for the other. Those who write don't wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAIT)


def keep_from_redacting(*keys: int) -> None:
    """Let nobody redact the documents with these keys until the transaction is over. Raises RedactedAlready."""
    with connection.cursor() as cursor:
        # One trip to the database for both, since every link that is made comes by here.
        cursor.execute(f"{_WAIT}; {_LOOK}", [list(keys)])
        cursor.nextset()
        found = cursor.fetchone()
    if found:
        raise RedactedAlready(one=public_id(Document.KIND, found[0]))
