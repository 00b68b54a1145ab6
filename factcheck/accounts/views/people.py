"""What admins do about people: who is here, in which role, and the links that let them in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts import actions, mail
from factcheck.accounts.errors import EmailTaken, Inactive, InvitationSettled, LastAdmin, NotYourself
from factcheck.accounts.forms import InvitationForm, PersonForm, ReasonForm
from factcheck.accounts.models import Invitation, User
from factcheck.accounts.permissions import SignedInRequest, admin_required
from factcheck.database.errors import Refused


@require_GET
@admin_required
def people(request: SignedInRequest) -> HttpResponse:
    has_app = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    context = {
        "people": User.objects.get_queryset().annotate(has_totp=Exists(has_app)).order_by("-is_active", "name", "pk"),
        "invitations": Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
        .select_related("invited_by")
        .order_by("-created_at"),
        "now": timezone.now(),
    }
    return render(request, "accounts/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@admin_required
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody. The link is shown on the page that answers, and nowhere again."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invitation, token = actions.invite(by=request.user, **form.cleaned_data)
        except EmailTaken as taken:
            form.add_error("email", str(taken))
        else:
            return _show_invitation(request, invitation, token)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
@admin_required
def resend_invitation(request: SignedInRequest, key: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=key)
    try:
        token = actions.resend_invitation(invitation=invitation)
    except InvitationSettled as settled:
        messages.error(request, str(settled))
        return redirect("accounts:people")
    return _show_invitation(request, invitation, token)


@require_POST
@admin_required
def withdraw_invitation(request: SignedInRequest, key: int) -> HttpResponse:
    try:
        actions.withdraw_invitation(invitation=get_object_or_404(Invitation, pk=key))
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    except InvitationSettled as settled:
        messages.error(request, str(settled))
    return redirect("accounts:people")


@require_http_methods(["GET", "POST"])
@admin_required
def person(request: SignedInRequest, key: int) -> HttpResponse:
    """Name, address and role of one person."""
    person = get_object_or_404(User, pk=key)
    initial = {"name": person.name, "email": person.email, "role": person.role}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.change_person(person=person, **form.cleaned_data)
        except LastAdmin as last:
            form.add_error("role", str(last))
        except EmailTaken as taken:
            form.add_error("email", str(taken))
        else:
            messages.success(request, _("%(name)s is changed.") % {"name": person})
            return redirect("accounts:people")
    context = {"form": form, "person": person, "is_oneself": person == request.user}
    context["has_totp"] = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


@require_POST
@admin_required
def deactivate(request: SignedInRequest, key: int) -> HttpResponse:
    person = get_object_or_404(User, pk=key)
    try:
        actions.deactivate(person=person, by=request.user)
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": person})
    except (NotYourself, LastAdmin) as refused:
        messages.error(request, str(refused))
    return redirect("accounts:person", key=key)


@require_POST
@admin_required
def reactivate(request: SignedInRequest, key: int) -> HttpResponse:
    person = get_object_or_404(User, pk=key)
    actions.reactivate(person=person)
    messages.success(request, _("%(name)s can sign in again.") % {"name": person})
    return redirect("accounts:person", key=key)


@require_http_methods(["GET", "POST"])
@admin_required
def switch_off_totp(request: SignedInRequest, key: int) -> HttpResponse:
    """For somebody who lost the phone: without the app, a password or a one-time link is enough again."""
    person = get_object_or_404(User, pk=key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.switch_off_totp(person=person, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, _("%(name)s now signs in without an authenticator app.") % {"name": person})
            return redirect("accounts:person", key=key)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/switch_off_totp.html", {"form": form, "person": person}, status=status)


@never_cache
@require_POST
@admin_required
def new_sign_in_link(request: SignedInRequest, key: int) -> HttpResponse:
    """A one-time link for somebody who cannot get in. Shown once, to be handed over by the admin."""
    person = get_object_or_404(User, pk=key)
    try:
        token = actions.create_sign_in_link(user=person)
    except Inactive as inactive:
        messages.error(request, str(inactive))
        return redirect("accounts:person", key=key)
    link = request.build_absolute_uri(reverse("accounts:sign_in", kwargs={"token": token}))
    hours = int(actions.SIGN_IN_LINK_LASTS.total_seconds() // 3600)
    return render(request, "accounts/link.html", {"link": link, "person": person, "hours": hours})


def _show_invitation(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("accounts:accept_invitation", kwargs={"token": token}))
    context = {"link": link, "invitation": invitation, "mailed": mail.send_invitation(invitation, link)}
    return render(request, "accounts/link.html", context)
