"""From an address to the document it means."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from factcheck.accounts.permissions import SignedInRequest
from factcheck.documents.models import Document
from factcheck.documents.views.redacted import redacted_page


def document_page[**P](
    view: Callable[Concatenate[SignedInRequest, Document, P], HttpResponseBase],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponseBase]:
    """Give the view a document that its reader may see, for the `key` in the address.

    The pages of one that became part of another lead there. Of one that was redacted all say so, and show nothing
    else. 404 if there is none, or it is not to be known.
    """

    @wraps(view)
    def found(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        # What only one of its pages shows, such as the source, is left to that page.
        document = get_object_or_404(Document.objects.visible_to(request.user), pk=kwargs.pop("key"))
        if document.merged_into_id:
            return redirect(_same_page(request, document.merged_into_id))
        if document.redacted_at:
            return redacted_page(request, document)
        return view(request, document, *args, **kwargs)

    return found


def _same_page(request: HttpRequest, key: int) -> str:
    match = request.resolver_match
    if match is None or request.method != "GET":
        return reverse("documents:detail", args=[key])
    return reverse(match.view_name, kwargs={**match.kwargs, "key": key})
