"""What was typed before the session ran out: shown to its author after signing in again, sent or thrown away."""

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.kept import forget, kept_in, mark_sent
from factcheck.accounts.permissions import SignedInRequest


@require_GET
@never_cache
def kept(request: SignedInRequest) -> HttpResponse:
    found = kept_in(request.session, request.user.pk)
    return render(request, "accounts/kept.html", {"all_kept": found}) if found else redirect("/")


@require_POST
def send_kept(request: SignedInRequest) -> HttpResponseBase:
    """Let the browser send the fields of this page on to where they were going: 307 keeps them."""
    path = mark_sent(request.session, request.user.pk, request.GET.get("slot", ""))
    return HttpResponseRedirect(path, preserve_request=True) if path else redirect("/")


@require_POST
def discard_kept(request: SignedInRequest) -> HttpResponse:
    forget(request.session, request.user.pk, request.GET.get("slot", ""))
    return redirect("accounts:kept")


@require_GET
@never_cache
def signed_in_again(request: SignedInRequest) -> HttpResponse:
    """A new token for the forms of a page that stayed open while its reader was signed out.

    Only if the same person is back: nobody saves under their name what another typed.
    """
    if request.GET.get("person") != request.user.public_id:
        text = _("Somebody else is signed in now. Nothing on this page can be saved under their name.")
        return JsonResponse({"text": text}, status=409)
    return JsonResponse({"text": _("You are signed in again. Save now."), "token": get_token(request)})
