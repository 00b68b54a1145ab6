"""Importing a table in the browser: choose a file, see what it would do, then let it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.database.objects import StaleVersion
from factcheck.sources.actions import SourceError
from factcheck.sources.forms import TableForm
from factcheck.sources.importing import Plan, Status, carry_out, plan_import
from factcheck.sources.rows import COLUMNS
from factcheck.web.spreadsheets import UnreadableTable, decoded


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def import_table(request: SignedInRequest) -> HttpResponse:
    """Upload shows the plan; the plan's page sends the same table back, with what was agreed to."""
    if "table" in request.POST:
        return _confirm(request)
    form = TableForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _upload_page(request, form)
    try:
        plan = plan_import(form.cleaned_data["file"], reason=form.cleaned_data["reason"])
    except UnreadableTable as error:
        form.add_error("file", str(error))
        return _upload_page(request, form)
    # As text, in which form the browser sends it back.
    table = decoded(form.cleaned_data["file"])
    return _plan_page(request, plan, table, form.cleaned_data["reason"])


def _confirm(request: SignedInRequest) -> HttpResponse:
    # No form reads what the plan's page sends back, and PostgreSQL keeps no NUL.
    table, reason = request.POST["table"], request.POST.get("reason", "").replace("\0", "")
    try:
        plan = plan_import(table.encode(), reason=reason)
        if plan.digest != request.POST.get("digest"):
            return _plan_page(request, plan, table, reason, moved_on=True)
        carry_out(plan)
    except UnreadableTable as error:
        form = TableForm({"reason": reason})
        form.full_clean()
        form.errors.pop("file", None)
        form.add_error("file", str(error))
        return _upload_page(request, form)
    except (SourceError, StaleVersion):
        return _plan_page(request, plan_import(table.encode(), reason=reason), table, reason, moved_on=True)
    counts = {"new": plan.count(Status.NEW), "changed": plan.count(Status.CHANGED)}
    messages.success(request, _("Imported: %(new)s new, %(changed)s changed.") % counts)
    return HttpResponseRedirect(reverse("sources:list"))


def _upload_page(request: SignedInRequest, form: TableForm) -> HttpResponse:
    context = {"form": form, "columns": COLUMNS, "section": "sources"}
    return render(request, "sources/import.html", context, status=422 if form.is_bound else 200)


def _plan_page(
    request: SignedInRequest, plan: Plan, table: str, reason: str, *, moved_on: bool = False
) -> HttpResponse:
    context = {"plan": plan, "table": table, "reason": reason, "moved_on": moved_on, "section": "sources"}
    return render(request, "sources/plan.html", context, status=409 if moved_on else 200)
