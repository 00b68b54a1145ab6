"""What the pages that decide about a document as a whole have in common: do it, say so, and come back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from factcheck.accounts.permissions import SignedInRequest
from factcheck.database.errors import Refused
from factcheck.documents.models import Document


def come_back(
    request: SignedInRequest,
    document: Document,
    act: Callable[[], object],
    said: str,
    *,
    page: Callable[..., HttpResponseBase],
    name: str,
) -> HttpResponseBase:
    """Do it, say so and come back to the document's page of that name; where it is refused, `page` says why.

    Who ended their own access by it is led to the list.
    """
    try:
        act()
    except Refused as refused:
        return page(request, document, refused=str(refused))
    messages.success(request, said)
    if not Document.objects.visible_to(request.user).filter(pk=document.pk).exists():
        return redirect("documents:list")
    return redirect(name, document.pk)
