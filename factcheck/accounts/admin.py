"""People, invitations and the desk in Django's admin: for looking and small corrections, by admins only.

Its own sign-in form would not ask for the authenticator app, so it is replaced by ours.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from factcheck.accounts import actions
from factcheck.accounts.errors import Refused
from factcheck.accounts.models import Desk, Invitation, User
from factcheck.accounts.roles import Role


def _to_our_password_page(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("account_change_password"))


admin.site.site_header = admin.site.site_title = "Factcheck"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = _to_our_password_page  # type: ignore[method-assign,assignment]

# The sign-in library offers its tables here, where changing a row would step around its checks and ours.
for model in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class NeverDeletedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is added or deleted here: accounts come from invitations, and stay."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class UserAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        """The same refusals as on our own page."""
        cleaned = super().clean() or {}
        stays_admin = cleaned.get("role") == Role.ADMIN and cleaned.get("is_active")
        try:
            if not stays_admin:
                actions.refuse_last_admin(self.instance)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return cleaned


@admin.register(User)
class UserAdmin(NeverDeletedAdmin):
    form = UserAdminForm
    list_display = ["name", "email", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "email"]
    # The address is changed on the page "People", which tells the sign-in library too.
    fields = ["name", "email", "role", "is_active", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]


@admin.register(Invitation)
class InvitationAdmin(NeverDeletedAdmin):
    list_display = ["email", "role", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = ["role"]
    search_fields = ["email", "name"]
    exclude = ["token_sha256"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Desk)
class DeskAdmin(NeverDeletedAdmin):
    list_display = ["name", "url", "prints_grades"]
