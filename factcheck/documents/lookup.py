"""From an address to the document it means."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from factcheck.accounts.permissions import SignedInRequest
from factcheck.database.written_out import read
from factcheck.documents.models import Document
from factcheck.documents.models.seals import open_to
from factcheck.documents.views.redacted import redacted_page

#: As `visible_to` has it, which every page of a document asks.
_VISIBLE = f"SELECT * FROM documents_document WHERE id = %s AND {open_to('seal_id')}"  # noqa: S608


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
        document = read(Document, _VISIBLE, kwargs.pop("key"), request.user.pk)
        if document is None:
            raise Http404
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
