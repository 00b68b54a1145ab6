"""Giving out bytes as received: saved, never shown by the browser, since they are a stranger's and may hold scripts."""

from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from factcheck.documents.blobs import BlobError

#: Whatever a browser makes of the bytes, it runs nothing of them and asks nobody for more.
SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
_ANY_BYTES = "application/octet-stream"


def as_attachment(given: bytes | BinaryIO, name: str) -> HttpResponseBase:
    """Bytes, or an open file that is sent piece by piece and closed, to be saved under that name."""
    if isinstance(given, bytes):
        headers = SANDBOX | {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(given, content_type=_ANY_BYTES, headers=headers)
    return FileResponse(given, as_attachment=True, filename=name, content_type=_ANY_BYTES, headers=SANDBOX)


def cannot_be_given(request: HttpRequest, error: BlobError, *, code: str, url: str, action: str) -> HttpResponse:
    """The page for bytes that are not what was received. `code`: the public id of what they belong to."""
    context = {"section": "documents", "error": error, "code": code, "url": url, "action": action}
    return render(request, "documents/bytes_unusable.html", context, status=409)
