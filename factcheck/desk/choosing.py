"""The list of documents, opened from a claim to find the next passage: it says which claim, and keeps it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.desk.last_claim import claim_in_address, remember_claim
from factcheck.documents.views import pages


@require_GET
def document_list(request: SignedInRequest) -> HttpResponse:
    claim = claim_in_address(request)
    if claim:
        remember_claim(request, claim)
    return pages.document_list(request, claim=claim)
