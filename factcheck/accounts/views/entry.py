"""Pages for people who are not signed in yet. None says whether an address has an account here."""

from allauth.account import views as allauth_views
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from factcheck.accounts import actions
from factcheck.accounts.errors import EmailTaken, LinkClosed
from factcheck.accounts.forms import AcceptForm
from factcheck.accounts.models import User

#: In the session's record of how somebody signed in; allauth names its own "password" and "mfa".
BY_LINK = "link"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name and a password; then one is in."""
    if request.user.is_authenticated:
        return _closed(request, signed_in=True)
    try:
        invitation = actions.open_invitation(token)
        user = User(email=invitation.email, name=invitation.name)
        form = AcceptForm(request.POST or None, user=user, initial={"name": invitation.name})
        if not form.is_valid():
            context = {"form": form, "invitation": invitation}
            return render(request, "accounts/accept.html", context, status=422 if form.is_bound else 200)
        user = actions.accept_invitation(
            token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
    except (LinkClosed, EmailTaken) as closed:
        return _closed(request, reason=closed)
    return _enter(request, user, method="password")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a one-time link. Opening it only shows a button, so that a preview of the link does not use it up.

    A person with an authenticator app is then asked for its code, as after a password.
    """
    if request.user.is_authenticated:
        return _closed(request, signed_in=True)
    try:
        if request.method != "POST":
            link = actions.open_sign_in_link(token)
            return render(request, "accounts/sign_in.html", {"person": link.user})
        user = actions.use_sign_in_link(token=token)
    except LinkClosed as closed:
        return _closed(request, reason=closed)
    return _enter(request, user, method=BY_LINK)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest) -> HttpResponseBase:
    """A new password by mail; without mail the page says whom to ask."""
    if not settings.EMAIL_URL:
        return render(request, "accounts/no_mail.html")
    return allauth_views.password_reset(request)


def _enter(request: HttpRequest, user: User, *, method: str) -> HttpResponse:
    record_authentication(request, user, method=method)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=_first_page(user)))
    return response


def _first_page(user: User) -> str:
    """Who has no password yet goes to where one is set."""
    return reverse("account_set_password") if not user.has_usable_password() else "/"


def _closed(request: HttpRequest, *, reason: Exception | None = None, signed_in: bool = False) -> HttpResponse:
    """Say why a link opens nothing. For somebody signed in it is left unused: it may be another person's."""
    context = {"reason": reason, "signed_in": signed_in}
    return render(request, "accounts/link_closed.html", context, status=409 if signed_in else 410)
