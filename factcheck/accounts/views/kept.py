"""What was typed before the session ran out: shown after signing in again, sent or thrown away."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.kept import forget, kept_in


@require_GET
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    found = kept_in(request.session)
    return render(request, "accounts/kept.html", {"kept": found}) if found else redirect("/")


@require_POST
def send_kept(request: HttpRequest) -> HttpResponseBase:
    """Let the browser send the fields of this page on to where they were going: 307 keeps them."""
    found = kept_in(request.session)
    forget(request.session)
    return HttpResponseRedirect(found.path, preserve_request=True) if found else redirect("/")


@require_POST
def discard_kept(request: HttpRequest) -> HttpResponse:
    forget(request.session)
    return redirect("/")
