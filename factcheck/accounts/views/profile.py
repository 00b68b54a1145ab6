"""What people see and change of their own account."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts import actions
from factcheck.accounts.forms import NameForm, PasswordForm
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.views.entry import BY_LINK

#: Seconds after signing in by a link in which a new password needs no old one.
LINK_COUNTS_FOR = 15 * 60


@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        actions.change_name(person=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:profile")
    authenticators = {row.type: row.wrap() for row in Authenticator.objects.filter(user=request.user)}
    context = {
        "form": form,
        "totp": authenticators.get(Authenticator.Type.TOTP),
        "recovery_codes": authenticators.get(Authenticator.Type.RECOVERY_CODES),
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
        "came_by_link": came_by_link(request),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


def came_by_link(request: SignedInRequest) -> bool:
    """Whether this person has just proved who they are by a one-time link."""
    return any(
        record["method"] == BY_LINK and time.time() - record["at"] < LINK_COUNTS_FOR
        for record in get_authentication_records(request, request.user)
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_password(request: SignedInRequest) -> HttpResponse:
    """A new password in place of a forgotten one, soon after signing in by a link. Else the old one is asked."""
    if not came_by_link(request):
        return redirect("account_change_password")
    form = PasswordForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return render(request, "accounts/new_password.html", {"form": form}, status=422 if form.errors else 200)
    actions.set_password(person=request.user, password=form.cleaned_data["password"])
    finalize_password_change(request, request.user)
    return redirect("accounts:profile")


@require_POST
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out one of one's own sessions, wherever it is."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        messages.info(request, _("This is the session you are in. To end it, sign out."))
    else:
        session.end()
        messages.success(request, _("That session is signed out."))
    return redirect("usersessions_list")


@require_GET
def email(request: SignedInRequest) -> HttpResponseRedirect:
    """Instead of allauth's page, where anybody could give themselves any address: only admins change addresses."""
    return HttpResponseRedirect(reverse("accounts:profile"))
