"""Documents that were redacted hold nothing any more, and nothing new comes to them."""

from factcheck.documents.actions.errors import RedactedAlready
from factcheck.documents.models import Document


def refuse_redacted(*keys: int) -> None:
    """Raise RedactedAlready if one of the documents with these keys was redacted."""
    found = Document.objects.filter(pk__in=keys, redacted_at__isnull=False).first()
    if found:
        raise RedactedAlready(one=found.public_id)
