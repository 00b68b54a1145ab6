"""Templates of enquiries: words that the desk asks with often. Everybody reads them, editors write them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.accounts.roles import Role
from factcheck.database.objects import StaleVersion
from factcheck.evidence import actions
from factcheck.evidence.models import EnquiryTemplate
from factcheck.evidence.template_forms import TemplateEditForm, TemplateForm
from factcheck.web.conflict import render_conflict


@require_GET
def templates(request: SignedInRequest) -> HttpResponse:
    context = {
        "section": "claims",
        "rows": EnquiryTemplate.objects.all(),
        "may_edit": request.user.has_role(Role.EDITOR),
    }
    return render(request, "evidence/templates.html", context)


@require_http_methods(["GET", "POST"])
@editor_required
def new_template(request: SignedInRequest) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write_template(**form.cleaned_data)
        return _done(request)
    return _page(request, {"form": form})


@require_http_methods(["GET", "POST"])
@editor_required
def edit_template(request: SignedInRequest, key: int) -> HttpResponse:
    row = get_object_or_404(EnquiryTemplate, pk=key)
    initial = TemplateEditForm.initial_of(row) | {"version": row.version}
    form = TemplateEditForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.change_template(template=row, expected=values.pop("version"), **values)
        except StaleVersion as stale:
            context = {"section": "claims", "row": row}
            values = TemplateEditForm.initial_of(row)
            return render_conflict(
                request, "evidence/template.html", context, form=form, current=stale.current, values=values
            )
        return _done(request)
    return _page(request, {"form": form, "row": row})


def _done(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("evidence:templates")


def _page(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "evidence/template.html", {"section": "claims"} | context, status=status)
