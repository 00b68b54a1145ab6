"""What was typed before somebody was signed out: shown to its author after signing in again, sent or thrown away."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.keeping import signed_out
from factcheck.accounts.kept import forget, keep, kept_of, mark_sent, note_waiting
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.whose_page import whose_page


@require_GET
@never_cache
def kept(request: SignedInRequest) -> HttpResponse:
    found = kept_of(request.user)
    note_waiting(request.session, request.user.pk)
    return render(request, "accounts/kept.html", {"all_kept": found}) if found else redirect("/")


@require_POST
def send_kept(request: SignedInRequest) -> HttpResponseBase:
    """Let the browser send the fields of this page on to where they were going: 307 keeps them."""
    path = mark_sent(request.user.pk, _slot(request))
    return HttpResponseRedirect(path, preserve_request=True) if path else redirect("/")


@require_POST
def discard_kept(request: SignedInRequest) -> HttpResponse:
    forget(request.user.pk, _slot(request))
    note_waiting(request.session, request.user.pk)
    return redirect("accounts:kept")


def _slot(request: SignedInRequest) -> str:
    """Which of the kept forms the address names. PostgreSQL refuses NUL even to look for it."""
    return request.GET.get("slot", "").replace("\0", "")


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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form with a token that is no longer good, mostly since its sender signed in anew elsewhere.

    Nothing of it is carried out. If the page was one of ours, what was typed on it is kept for whom the page was made.
    """
    if request.headers.get("HX-Request"):
        return signed_out()
    person = whose_page(request)
    is_kept = person is not None and keep(request, person)
    if person is not None and is_kept and request.user.pk == person:
        note_waiting(request.session, person)
        return redirect("accounts:kept")
    if is_kept and not request.user.is_authenticated:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?next={reverse('accounts:kept')}")
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)
