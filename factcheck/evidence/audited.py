"""Who may read the history of rows that have no page, and so no other place where that is decided."""

from collections.abc import Collection

from django.db.models import Q

from factcheck.accounts.models import User
from factcheck.documents.models import Document
from factcheck.evidence.models import Enquiry


def enquiries_read(user: User, keys: Collection[int]) -> set[int]:
    """Without those that were answered by a document sealed to others."""
    seen = Document.objects.visible_to(user)
    found = Enquiry.objects.filter(Q(answer_document=None) | Q(answer_document__in=seen), pk__in=keys)
    return set(found.values_list("pk", flat=True))
