"""What is shown in place of every page of a document that was redacted."""

from django.http import HttpResponse
from django.shortcuts import render

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.documents.models import Document, Redaction


def redacted_page(request: SignedInRequest, document: Document) -> HttpResponse:
    """When and why, who decided, and what is kept; 409 for whoever sent something that was still open with them."""
    redaction = Redaction.objects.filter(document=document).exclude(carried_out_at=None).first()
    context = {
        "section": "documents",
        "document": document,
        "redaction": redaction,
        # The salt opens the commitments to whoever has a copy of the bytes: for those who decided.
        "salt": _salt(redaction) if request.user.has_role(Role.EDITOR) else "",
    }
    status = 200 if request.method in ("GET", "HEAD") else 409
    return render(request, "documents/redacted.html", context, status=status)


def _salt(redaction: Redaction | None) -> str:
    return bytes(redaction.salt).hex() if redaction and redaction.salt else ""
