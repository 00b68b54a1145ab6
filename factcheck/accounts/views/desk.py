"""What the desk says of itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts import actions
from factcheck.accounts.forms import DeskForm
from factcheck.accounts.permissions import SignedInRequest, admin_required


@require_http_methods(["GET", "POST"])
@admin_required
def desk_settings(request: SignedInRequest) -> HttpResponse:
    form = DeskForm(request.POST or None, instance=actions.ensure_desk())
    if form.is_valid():
        actions.change_desk(**form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("accounts:desk_settings")
    return render(request, "accounts/desk_settings.html", {"form": form}, status=422 if form.errors else 200)
