"""All versions of a verdict with what changed between them, and the public notice on the one that readers have."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.accounts.roles import Role
from factcheck.database.errors import Refused
from factcheck.reports import notices
from factcheck.reports.complaint_forms import NoticeForm
from factcheck.reports.corrections import each_with_changes, exports_of, versions_of
from factcheck.reports.models import Complaint
from factcheck.reports.reading import reported_verdicts, versions_before
from factcheck.verdicts.models import State, Verdict


@require_GET
def versions(request: SignedInRequest, key: int) -> HttpResponse:
    """The permalinks, the latest first, each with its note, its diff, and who exported what came before it."""
    verdict = _verdict(request, key)
    found = list(versions_of(verdict, request.user))
    rows = [
        {
            "version": version,
            "changes": changes,
            "exports": list(exports_of(versions_before(version))) if version.revises_id else [],
            "own_exports": list(exports_of([version])),
        }
        for version, changes in each_with_changes(found)
    ]
    context = {
        "section": "reports",
        "verdict": verdict,
        "claim": verdict.claim,
        "rows": rows,
        "complaints": Complaint.objects.filter(verdict__in=found).select_related("verdict", "correction"),
        "sees_complaints": request.user.has_role(Role.REVIEWER),
    }
    return render(request, "reports/versions.html", context)


@require_http_methods(["GET", "POST"])
@editor_required
def notice(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Tell readers of a published verdict something at once."""
    verdict = _verdict(request, key)
    form = NoticeForm(request.POST or None, initial={"text": _("This check is under review.")})
    if form.is_valid():
        try:
            notices.set_notice(verdict=verdict, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Readers of the report see it from now on."))
            return redirect("reports:detail", key)
    if not form.is_bound and verdict.state != State.PUBLISHED:
        return redirect("reports:detail", key)
    context = {"section": "reports", "verdict": verdict, "form": form, "standing": notices.standing_notice(verdict)}
    return render(request, "reports/notice.html", context, status=422 if form.errors else 200)


@require_POST
@editor_required
def lift_notice(request: SignedInRequest, key: int) -> HttpResponseBase:
    try:
        notice = request.POST.get("notice", "")
        notices.lift_notice(verdict=_verdict(request, key), notice=notice, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Lifted. That it stood stays in the history."))
    return redirect("reports:detail", key)


def _verdict(request: SignedInRequest, key: int) -> Verdict:
    return get_object_or_404(reported_verdicts(request.user), pk=key)
