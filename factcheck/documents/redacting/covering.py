"""What a redaction covers: a document with those that became part of it, as they were when it was asked for."""

from factcheck.documents.models import Capture, Document, DocumentQuerySet, Redaction


def family_of(document: int) -> DocumentQuerySet:
    """The document with this key, and those that became part of it."""
    return Document.objects.of_works(document).order_by("pk")


def has_changed(redaction: Redaction) -> bool:
    """Whether something came to what was decided on, or left it. The database refuses to go on then, too."""
    family = family_of(redaction.document_id)
    captures = Capture.objects.filter(document__in=family.order_by().values("pk")).order_by("pk")
    return (redaction.covered_documents, redaction.covered_captures) != (
        list(family.values_list("pk", flat=True)),
        list(captures.values_list("pk", flat=True)),
    )
