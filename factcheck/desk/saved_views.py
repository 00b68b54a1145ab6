"""Views of the claim list that people keep: saved from its filters, opened by a permanent address, deleted."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.permissions import SignedInRequest
from factcheck.claims import saved_views
from factcheck.claims.models import SavedView
from factcheck.database.errors import Refused
from factcheck.desk.claim_filters import ClaimFilters


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    is_shared = forms.BooleanField(label=gettext_lazy("For the whole desk"), required=False)
    query = forms.CharField(max_length=3000, required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        """Only what the list knows, whatever was sent."""
        return clean_query(self.cleaned_data["query"])


def clean_query(query: str) -> str:
    """The filters of that query string as the list writes them; what it doesn't know is left out."""
    try:
        return ClaimFilters.read(QueryDict(query).dict()).query
    except ValueError:
        return ""


def list_address(query: str) -> str:
    return f"{reverse('claims:list')}?{query}" if query else reverse("claims:list")


@require_GET
def open_view(request: SignedInRequest, key: int) -> HttpResponse:
    """The list as it was saved. "Assigned to me" is whoever opens it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=key)
    return redirect(list_address(clean_query(view.query)))


@require_POST
def save_view(request: SignedInRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a shorter name."))
        return redirect("claims:list")
    data = form.cleaned_data
    try:
        saved_views.save_view(name=data["name"], query=data["query"], is_shared=data["is_shared"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved as “%(name)s”.") % {"name": data["name"]})
    return redirect(list_address(data["query"]))


@require_POST
def delete_view(request: SignedInRequest, key: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.filter(owner=request.user), pk=key)
    saved_views.delete_view(view=view, by=request.user)
    messages.success(request, _("“%(name)s” is deleted. The claims stay as they are.") % {"name": view.name})
    return redirect(list_address(clean_query(view.query)))
