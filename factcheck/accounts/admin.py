"""People, invitations and the desk in Django's admin: for looking and small corrections, by admins only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.http import HttpRequest

from factcheck.accounts import actions
from factcheck.accounts.models import Desk, Invitation, User
from factcheck.accounts.roles import Role
from factcheck.database.errors import Refused


class NeverDeletedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is added or deleted here: accounts come from invitations, and stay."""

    # Our texts have no length; these are one line all the same.
    formfield_overrides = {models.TextField: {"widget": AdminTextInputWidget}}

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
