"""Writing a verdict: the draft, its preview, sending it for review, and settling proposed edits."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.audit.context import doing
from factcheck.claims.models import Claim, Kind
from factcheck.database.errors import Refused
from factcheck.database.objects import StaleVersion, version_of
from factcheck.verdicts import actions, remarks
from factcheck.verdicts.errors import NotNow, OpenAlready
from factcheck.verdicts.forms import PreviewForm, VerdictForm
from factcheck.verdicts.models import ProposedEdit, Verdict
from factcheck.verdicts.notes import Referable, explanation_html, referables
from factcheck.verdicts.open_points import author_names, missing
from factcheck.verdicts.opinion_reading import settled_round
from factcheck.verdicts.panel import noticed_about
from factcheck.verdicts.parts import parts_of
from factcheck.verdicts.references import numbered, unreferenced
from factcheck.verdicts.scales import ratings_offered
from factcheck.verdicts.views.reviewing import refuse, visible_verdict
from factcheck.web.conflict import render_conflict, tell_taken
from factcheck.web.merging import merge

#: Cards that a key with a digit inserts.
DIGITS = range(1, 10)


@require_POST
@reviewer_required
def start(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Begin a verdict on a claim, or open the one that is under way."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=key)
    try:
        verdict = actions.draft_verdict(claim=claim, by=request.user)
    except OpenAlready as refusal:
        messages.info(request, str(refusal))
        verdict = claim.verdicts.open().get()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("claims:detail", key)
    return redirect("verdicts:edit", verdict.pk)


@require_http_methods(["GET", "POST"])
@reviewer_required
def edit(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Write the verdict. One form saves, sends for review and settles proposed edits: nothing typed is lost."""
    verdict = visible_verdict(request, key)
    posted = request.POST if request.method == "POST" else None
    if posted is None and not verdict.can_be_edited:
        return redirect("verdicts:detail", key)
    return _write(request, verdict, posted)


def _write(
    request: SignedInRequest, verdict: Verdict, data: QueryDict | None, taken: Sequence[str] = ()
) -> HttpResponseBase:
    """The form of a verdict; sent, and again with what others changed meanwhile, as far as it does not collide."""
    form = _form(verdict, data)
    if data is None or not form.is_valid():
        return render(
            request, "verdicts/edit.html", _context(request, verdict, form), status=422 if form.errors else 200
        )
    try:
        verdict = _save(verdict, form)
    except StaleVersion as stale:
        return _write_merged(request, visible_verdict(request, stale.current.pk), form)
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return render(request, "verdicts/edit.html", _context(request, verdict, form), status=409)
    if taken:
        # Nobody sends for review, or settles an edit of, a text that they have not seen.
        tell_taken(request, taken)
        return redirect("verdicts:edit", verdict.pk)
    return _continue(request, verdict)


def _write_merged(request: SignedInRequest, verdict: Verdict, form: VerdictForm) -> HttpResponseBase:
    """Save again what does not collide; else show both texts. `verdict` is as it now stands."""
    values = {name: getattr(verdict, name) for name in ("conclusion", "explanation", "missing_context")}
    values["rating"] = verdict.rating_id
    merged = merge(form, values, verdict.version)
    if not merged.collided:
        return _write(request, verdict, merged.data, merged.taken)
    form.data = merged.data
    return render_conflict(
        request,
        "verdicts/edit.html",
        _context(request, verdict, form),
        form=form,
        current=verdict,
        values=values,
        merged=merged,
    )


def _form(verdict: Verdict, data: QueryDict | None = None) -> VerdictForm:
    return VerdictForm(data, verdict=verdict, offered=ratings_offered(verdict.rating))


def _save(verdict: Verdict, form: VerdictForm) -> Verdict:
    values = form.cleaned_data
    return actions.save_draft(
        verdict=verdict,
        expected=values["version"],
        rating=values.get("rating"),
        conclusion=values["conclusion"],
        explanation=values["explanation"],
        missing_context=values["missing_context"],
    )


def _continue(request: SignedInRequest, verdict: Verdict) -> HttpResponseBase:
    """What the button that was pressed asks for, now that the text is saved."""
    try:
        if "submit" in request.POST:
            with doing("verdicts:submit"):
                actions.submit_verdict(verdict=verdict, expected=verdict.version, by=request.user)
            messages.success(request, _("Sent for review."))
            return redirect("verdicts:detail", verdict.pk)
        if edit := _edit_to_settle(request, verdict):
            accept = "accept" in request.POST
            with doing("verdicts:settle_edit"):
                remarks.settle_edit(edit=edit, accept=accept, by=request.user)
            messages.success(request, _("Accepted: the text has the new words.") if accept else _("Declined."))
        else:
            messages.success(request, _("Saved."))
    except Refused as refusal:
        form = _form(verdict, _as_posted(verdict))
        form.is_valid()
        form.add_error(None, str(refusal))
        return render(request, "verdicts/edit.html", _context(request, verdict, form), status=422)
    return redirect("verdicts:edit", verdict.pk)


def _edit_to_settle(request: SignedInRequest, verdict: Verdict) -> ProposedEdit | None:
    named = request.POST.get("accept") or request.POST.get("decline") or ""
    # At most 18 digits: what fits a bigint.
    if not (named.isascii() and named.isdigit() and len(named) <= 18):
        return None
    return get_object_or_404(verdict.proposed_edits, pk=int(named))


def _as_posted(verdict: Verdict) -> QueryDict:
    """The saved verdict as its form would send it, so that the page can show a refusal above it."""
    data = QueryDict(mutable=True)
    data["rating"] = str(verdict.rating_id or "")
    data["conclusion"], data["explanation"] = verdict.conclusion, verdict.explanation
    data["missing_context"] = verdict.missing_context
    data["version"] = str(verdict.version)
    return data


def _context(request: SignedInRequest, verdict: Verdict, form: VerdictForm) -> dict[str, Any]:
    found = referables(verdict.claim, request.user)
    keyed = [(item, number if number in DIGITS else None) for number, item in enumerate(found, start=1)]
    return {
        "section": "claims",
        "verdict": verdict,
        "claim": verdict.claim,
        "negative": verdict.claim.kind == Kind.NEGATIVE,
        "form": form,
        "offered": ratings_offered(verdict.rating),
        "chosen": str(form["rating"].value() or "") if "rating" in form.fields else "",
        "referables": keyed,
        "edits": verdict.proposed_edits.filter(accepted=None).select_related("proposed_by"),
        "returned": _last_return(verdict),
        "authors": author_names(verdict),
        "missing": missing(verdict),
        "noticed": noticed_about(verdict, request.user),
        "settled": settled_round(verdict.claim),
        "parts": parts_of(verdict.claim),
        **_preview(str(form["explanation"].value() or ""), found),
    }


def _last_return(verdict: Verdict) -> Any:
    submission = actions.latest_submission(verdict)
    return getattr(submission, "review", None) if submission and verdict.state == "returned" else None


def _preview(text: str, found: list[Referable]) -> dict[str, Any]:
    by_id = {item.public_id: item for item in found}
    return {
        "preview": explanation_html(text),
        "footnotes": [(number, name, by_id.get(name)) for name, number in numbered(text).items()],
        "unreferenced": unreferenced(text),
    }


@require_POST
@reviewer_required
def preview(request: SignedInRequest, key: int) -> HttpResponse:
    """The explanation as readers will see it, and what in it has no reference. Nothing is kept."""
    verdict = visible_verdict(request, key)
    form = PreviewForm(request.POST)
    text = form.cleaned_data["explanation"] if form.is_valid() else ""
    return render(request, "verdicts/preview.html", _preview(text, referables(verdict.claim, request.user)))


@require_POST
@reviewer_required
def submit(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Send the verdict for review as it was last saved."""
    verdict = visible_verdict(request, key)
    expected = version_of(request.POST.get("version", "")) or 0
    try:
        actions.submit_verdict(verdict=verdict, expected=expected, by=request.user)
    except StaleVersion as stale:
        return refuse(request, verdict, stale)
    except Refused as refusal:
        return refuse(request, verdict, refusal)
    messages.success(request, _("Sent for review."))
    return redirect("verdicts:detail", key)


@require_POST
@reviewer_required
def settle_edit(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Accept or decline a proposed edit from the review page."""
    verdicts = Verdict.objects.visible_to(request.user)
    edit = get_object_or_404(ProposedEdit.objects.select_related("verdict"), pk=key, verdict__in=verdicts)
    accept = "accept" in request.POST
    if not accept and "decline" not in request.POST:
        return HttpResponseBadRequest(_("Accept or decline."), content_type="text/plain")
    try:
        remarks.settle_edit(edit=edit, accept=accept, by=request.user)
    except StaleVersion as stale:
        return refuse(request, visible_verdict(request, edit.verdict_id), stale)
    except Refused as refusal:
        return refuse(request, visible_verdict(request, edit.verdict_id), refusal)
    messages.success(request, _("Accepted: the text has the new words.") if accept else _("Declined."))
    return redirect("verdicts:detail", edit.verdict_id)
