"""Django's admin, entered through our sign-in and holding only our own models."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator


class DeskAdminSite(AdminSite):
    site_header = site_title = "Factcheck"

    def register(self, model_or_iterable: type[Model] | Iterable[type[Model]], *args: Any, **options: Any) -> None:
        """Libraries register their tables too; changing those here would step around their checks and ours."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        ours = [model for model in models if model.__module__.startswith("factcheck.")]
        super().register(ours, *args, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django looks for whatever the address names, and PostgreSQL refuses NUL even to look for it."""
        guarded: Callable[..., HttpResponse] = super().admin_view(view, cacheable)

        @wraps(guarded)
        def looked_at(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            if "%00" in request.META.get("QUERY_STRING", ""):
                return HttpResponseRedirect(request.path)
            return guarded(request, *args, **options)

        return looked_at

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Never the admin's own form, which would not ask for the authenticator app."""
        guarded = secure_admin_login(super().login)  # type: ignore[no-untyped-call]
        response: HttpResponse = guarded(request, extra_context)
        return response

    def password_change(  # type: ignore[override]  # Django's own redirects too, once the form is sent
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("account_change_password"))
