from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from factcheck.accounts.actions import ensure_desk
from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import name_action
from factcheck.claims.models import Kind
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion, version_of
from factcheck.reports import actions, articles
from factcheck.reports.claimreview import advised, claim_review_json, missing
from factcheck.reports.complaints import PUBLISHED
from factcheck.reports.exports import MEDIA_TYPE, SUFFIX, begin_export, left_out, stream
from factcheck.reports.forms import ExportForm, PublicationForm
from factcheck.reports.models import Export, Publication
from factcheck.reports.notices import standing_notice
from factcheck.reports.reading import report_of, reported_verdicts
from factcheck.verdicts.models import State, Verdict
from factcheck.verdicts.staleness import open_items

PER_PAGE = 50


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    """Verdicts that went out or are about to, the latest first; superseded versions behind their successors."""
    verdicts = (
        Verdict.objects.visible_to(request.user)
        .filter(state__in=[State.APPROVED, State.PUBLISHED, State.WITHDRAWN])
        .select_related("claim__claimant", "publication", "rating")
        .order_by("-updated_at", "-id")
    )
    page = Paginator(verdicts, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/list.html",
        {"section": "reports", "page": page, "may_see_complaints": request.user.has_role(Role.REVIEWER)},
    )


def _verdict_or_404(request: SignedInRequest, key: int) -> Verdict:
    return get_object_or_404(reported_verdicts(request.user), pk=key)


@require_GET
def report_detail(request: SignedInRequest, key: int) -> HttpResponse:
    verdict = _verdict_or_404(request, key)
    report = report_of(verdict, ensure_desk())
    context = {
        "section": "reports",
        "verdict": verdict,
        "report": report,
        "explanation": articles.explanation_html(report),
        "notes": articles.notes(report),
        "negative": report.kind == Kind.NEGATIVE,
        "unreferenced_searches": [row for row in report.searches if row.number is None],
        "unreferenced_enquiries": [row for row in report.enquiries if row.number is None],
        "others": [piece for piece in report.evidence if piece.number is None],
        "article_html": articles.as_html(report),
        "article_markdown": articles.as_markdown(report),
        "missing": missing(report),
        "advised": advised(report),
        "may_publish": request.user.has_role(Role.EDITOR),
        "may_complain": request.user.has_role(Role.REVIEWER) and verdict.state in PUBLISHED,
        "standing_notice": standing_notice(verdict),
        "successor": Verdict.objects.filter(revises=verdict, state__in=["published", "superseded"]).first(),
    }
    return render(request, "reports/detail.html", context)


@require_GET
def report_claimreview(request: SignedInRequest, key: int) -> HttpResponse:
    """The report as ClaimReview JSON-LD, or 404 with what is missing."""
    report = report_of(_verdict_or_404(request, key), ensure_desk())
    if lacking := missing(report):
        text = _("No ClaimReview of %(id)s: it lacks %(missing)s.")
        return HttpResponse(
            text % {"id": report.verdict, "missing": "; ".join(lacking)}, status=404, content_type="text/plain"
        )
    response = HttpResponse(claim_review_json(report), content_type=MEDIA_TYPE[Export.Format.CLAIMREVIEW])
    response["Content-Disposition"] = f'attachment; filename="{report.verdict}.claimreview.json"'
    return response


@require_http_methods(["GET", "POST"])
@editor_required
def publish(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Record that an approved verdict went out, or correct where and when."""
    verdict = _verdict_or_404(request, key)
    publication: Publication | None = getattr(verdict, "publication", None)
    known = publication or getattr(verdict.revises, "publication", None)
    initial: dict[str, Any] = {
        # A new version takes over the address that readers know, and with it its place in ClaimReview.
        "address": known.address if known else "",
        "published_at": timezone.now().replace(second=0, microsecond=0),
    }
    if publication:
        initial["published_at"] = publication.published_at
    form = PublicationForm(request.POST or None, initial=initial, verdict=verdict, had_address=initial["address"])
    if request.method == "POST" and form.is_valid():
        try:
            _record(verdict, publication, form.cleaned_data, request)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except StaleVersion:
            form.add_error(None, _("Somebody else has changed this just now. Look at it again before you save."))
        else:
            return HttpResponseRedirect(reverse("reports:detail", args=[verdict.pk]))
    stale = open_items(Verdict.objects.filter(pk=verdict.pk), request.user)
    context = {"section": "reports", "verdict": verdict, "publication": publication, "form": form, "stale": stale}
    context["may_answer_stale"] = True
    return render(request, "reports/publish.html", context, status=422 if form.errors else 200)


def _record(
    verdict: Verdict, publication: Publication | None, values: dict[str, Any], request: SignedInRequest
) -> None:
    if publication is None:
        actions.publish_verdict(verdict=verdict, by=request.user, **values)
        return
    name_action("reports:change_publication")
    # Without a version that makes sense it is refused as stale, never taken for the newest.
    expected = version_of(request.POST.get("version", "")) or 0
    actions.change_publication(publication=publication, expected=expected, **values)


@require_http_methods(["GET", "POST"])
def export(request: SignedInRequest) -> HttpResponseBase:
    """Choose what to take out; it streams, and is itself recorded."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _download(Export.Format(form.cleaned_data["format"]), form, request)
    exports = Export.objects.select_related("exported_by")[:20]
    context = {"section": "reports", "form": form, "exports": exports, "left_out": ()}
    if request.GET.get("check") == "claimreview":
        everything = ExportForm({"format": Export.Format.CLAIMREVIEW, "claims": "", "since": ""})
        everything.full_clean()
        context["left_out"] = list(left_out(everything.selection(), request.user))
        context["checked"] = True
    return render(request, "reports/export.html", context, status=422 if form.errors else 200)


def _download(format: Export.Format, form: ExportForm, request: SignedInRequest) -> HttpResponseBase:
    selection = form.selection()
    taken = begin_export(format=format, selection=selection, user=request.user)
    body = (piece.encode() for piece in stream(format, selection, request.user))
    response = StreamingHttpResponse(body, content_type=MEDIA_TYPE[format])
    name = f"factcheck-{timezone.now():%Y-%m-%d}-{taken.public_id}.{SUFFIX[format]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
