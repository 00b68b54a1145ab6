"""The review page: text and references side by side, and what a second person decides on them."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from factcheck.accounts.permissions import SignedInRequest, editor_required
from factcheck.accounts.roles import Role
from factcheck.claims.models import Kind
from factcheck.database.errors import Refused
from factcheck.discussion.showing import unresolved_of_claim
from factcheck.verdicts import actions, remarks
from factcheck.verdicts.changes import Changes, changes_between
from factcheck.verdicts.checking import unchecked_references
from factcheck.verdicts.closing_forms import Ruled, ruled
from factcheck.verdicts.errors import NotYours, RulesOpen, SomebodyWasFaster
from factcheck.verdicts.forms import CheckForm, ProposedEditForm, ReviewForm
from factcheck.verdicts.models import FrozenEvidence, Review, State, Submission, Verdict
from factcheck.verdicts.notes import Note, explanation_html, notes_of
from factcheck.verdicts.open_points import author_names
from factcheck.verdicts.panel import TONES, is_author, is_reworded, noticed_about
from factcheck.verdicts.references import references, unreferenced
from factcheck.verdicts.sealed import hidden_from
from factcheck.verdicts.staleness import open_items
from factcheck.web.htmx import announce, wants_fragment


def visible_verdict(request: SignedInRequest, key: int) -> Verdict:
    verdicts = Verdict.objects.visible_to(request.user).select_related("claim__claimant", "rating__scale", "revises")
    return get_object_or_404(verdicts, pk=key)


@require_GET
def detail(request: SignedInRequest, key: int) -> HttpResponse:
    """A verdict as it was sent for review, with what was decided; `?submission=1` shows an earlier sending."""
    return _page(request, visible_verdict(request, key))


def _page(
    request: SignedInRequest,
    verdict: Verdict,
    *,
    status: int = 200,
    refusal: str = "",
    review_form: ReviewForm | None = None,
    edit_form: ProposedEditForm | None = None,
    rules: Ruled | None = None,
) -> HttpResponse:
    submissions = _submissions(verdict)
    context: dict[str, Any] = {
        "section": "claims",
        "verdict": verdict,
        "claim": verdict.claim,
        "tone": TONES.get(State(verdict.state), ""),
        "authors": author_names(verdict),
        "submissions": submissions,
        "refusal": refusal,
        "reworded": is_reworded(verdict, verdict.claim),
        "stale": open_items(Verdict.objects.filter(pk=verdict.pk), request.user),
        "may_answer_stale": request.user.has_role(Role.REVIEWER),
        "unresolved_threads": unresolved_of_claim(verdict.claim, request.user),
        "edits": verdict.proposed_edits.select_related("proposed_by", "settled_by"),
        **_permissions(request, verdict),
    }
    if submissions:
        context |= _submitted(request, submissions)
        submission, may_approve = context["submission"], context["may_approve"]
        context["rules"] = rules or ruled(
            submission, request.user, may_approve=may_approve, data=request.POST or None, approving=False
        )
        # Of what is still worked on; what was published shows them on the page of its claim.
        context["warnings"] = noticed_about(verdict, request.user).warnings if verdict.is_open else ()
        context["review_form"] = review_form or ReviewForm(initial={"submission": submissions[-1].pk})
    context["edit_form"] = edit_form or ProposedEditForm()
    return render(request, "verdicts/detail.html", context, status=status)


def _permissions(request: SignedInRequest, verdict: Verdict) -> dict[str, bool]:
    user = request.user
    decides, author = user.has_role(Role.EDITOR), is_author(verdict, user)
    in_review = verdict.state == State.IN_REVIEW
    return {
        "is_author": author,
        "may_edit": user.has_role(Role.REVIEWER) and verdict.can_be_edited,
        "may_return": decides and in_review,
        "may_approve": decides and in_review and not author,
        "may_propose": decides and verdict.is_open and verdict.state != State.APPROVED,
        "may_settle": user.has_role(Role.REVIEWER) and verdict.can_be_edited,
        "may_check": decides and in_review,
        "may_reopen": decides and verdict.state == State.APPROVED,
    }


def _submissions(verdict: Verdict) -> list[Submission]:
    return list(
        verdict.submissions.order_by("number")
        .select_related("submitted_by", "review__reviewer")
        .prefetch_related(Prefetch("evidence", FrozenEvidence.objects.order_by("id")))
    )


def _submitted(request: SignedInRequest, submissions: list[Submission]) -> dict[str, Any]:
    """What one sending rested on; the last unless the address names another."""
    named = request.GET.get("submission", "")
    at = next((i for i, row in enumerate(submissions) if str(row.number) == named), len(submissions) - 1)
    submission = submissions[at]
    numbered_notes, others = notes_of(submission, request.user)
    return {
        "submission": submission,
        "in_their_words": hidden_from(request.user).in_their_words(submission.content),
        "is_latest": at == len(submissions) - 1,
        "review": getattr(submission, "review", None),
        "explanation": explanation_html(submission.explanation),
        "notes": numbered_notes,
        "unchecked": unchecked_references(submission),
        "others": others,
        "negative": submission.content["kind"] == Kind.NEGATIVE,
        "unreferenced": unreferenced(submission.explanation),
        "changes": _changes(submissions, at),
    }


def _changes(submissions: list[Submission], at: int) -> Changes | None:
    """Since what was sent before it; of the first sending of a revision, since what readers have."""
    submission = submissions[at]
    revised = submission.verdict.revises
    before = submissions[at - 1] if at else actions.latest_submission(revised) if revised else None
    return changes_between(before, submission) if before else None


def refuse(request: SignedInRequest, verdict: Verdict, refusal: Exception) -> HttpResponse:
    """The review page with what was refused above it; for who came second, who was first."""
    verdict.refresh_from_db()
    if isinstance(refusal, SomebodyWasFaster):
        review = Review.objects.filter(submission=actions.latest_submission(verdict)).first()
        context = {"section": "claims", "verdict": verdict, "review": review, "refusal": str(refusal)}
        return render(request, "verdicts/decided.html", context, status=409)
    status = 403 if isinstance(refusal, NotYours) else 409
    return _page(request, verdict, status=status, refusal=str(refusal))


def _reviewed(request: SignedInRequest, verdict: Verdict, form: ReviewForm) -> Submission:
    """The submission that the editor had before them; 404 for one of another verdict."""
    return get_object_or_404(verdict.submissions, pk=form.cleaned_data["submission"])


@require_POST
@editor_required
def approve(request: SignedInRequest, key: int) -> HttpResponseBase:
    verdict, form = visible_verdict(request, key), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, verdict, status=422, review_form=form)
    submission, comment = _reviewed(request, verdict, form), form.cleaned_data["comment"]
    rules = _rules_answered(request, verdict, submission, approving=True)
    if rules.reasons and not rules.reasons.is_valid():
        return _page(request, verdict, status=422, review_form=form, rules=rules)
    reasons = rules.reasons.reasons() if rules.reasons else {}
    try:
        actions.approve_verdict(
            verdict=verdict, submission=submission, by=request.user, comment=comment, reasons=reasons
        )
    except RulesOpen:
        # One more has opened between the two looks: it is asked for with the others.
        rules = _rules_answered(request, verdict, submission, approving=True)
        return _page(request, verdict, status=422, review_form=form, rules=rules)
    except Refused as refusal:
        return refuse(request, verdict, refusal)
    messages.success(request, _("Approved. It can be published now."))
    return redirect("verdicts:detail", key)


def _rules_answered(request: SignedInRequest, verdict: Verdict, submission: Submission, *, approving: bool) -> Ruled:
    """The rules with the reasons that were typed, which are lost in no case."""
    may_approve = _permissions(request, verdict)["may_approve"]
    return ruled(submission, request.user, may_approve=may_approve, data=request.POST, approving=approving)


@require_POST
@editor_required
def return_to_author(request: SignedInRequest, key: int) -> HttpResponseBase:
    verdict, form = visible_verdict(request, key), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, verdict, status=422, review_form=form)
    submission, comment = _reviewed(request, verdict, form), form.cleaned_data["comment"]
    if not comment:
        form.add_error("comment", _("Say what should be changed."))
        rules = _rules_answered(request, verdict, submission, approving=False)
        return _page(request, verdict, status=422, review_form=form, rules=rules)
    try:
        actions.return_verdict(verdict=verdict, submission=submission, by=request.user, comment=comment)
    except Refused as refusal:
        return refuse(request, verdict, refusal)
    messages.success(request, _("Returned to its author."))
    return redirect("verdicts:detail", key)


@require_POST
@editor_required
def propose_edit(request: SignedInRequest, key: int) -> HttpResponseBase:
    verdict, form = visible_verdict(request, key), ProposedEditForm(request.POST)
    if form.is_valid():
        try:
            remarks.propose_edit(verdict=verdict, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Proposed. The author accepts or declines it. If it is accepted, somebody else has to approve."),
            )
            return redirect(reverse("verdicts:detail", args=[key]) + "#edits")
    return _page(request, verdict, status=422, edit_form=form)


@require_POST
@editor_required
def check_reference(request: SignedInRequest, key: int) -> HttpResponseBase:
    """Note that a reference was compared with its words, or take that back; htmx gets the note again."""
    verdict, form = visible_verdict(request, key), CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, verdict, status=422)
    values = form.cleaned_data
    submission = get_object_or_404(verdict.submissions, pk=values["submission"])
    try:
        remarks.check_reference(
            submission=submission, reference=values["reference"], by=request.user, checked=values["checked"]
        )
    except Refused as refusal:
        return refuse(request, verdict, refusal)
    note = next(note for note in notes_of(submission, request.user)[0] if note.reference == values["reference"])
    if not wants_fragment(request):
        return redirect(f"{reverse('verdicts:detail', args=[key])}#note-{note.number}")
    return _note_again(request, verdict, submission, note)


def _note_again(request: SignedInRequest, verdict: Verdict, submission: Submission, note: Note) -> HttpResponse:
    context = {
        "verdict": verdict,
        "submission": submission,
        "note": note,
        "may_check": True,
        "negative": submission.content["kind"] == Kind.NEGATIVE,
        "focus": True,
        # What stands about them beside the decision, for who sees it.
        "may_approve": _permissions(request, verdict)["may_approve"],
        "unchecked": unchecked_references(submission),
        "notes": len(references(submission.explanation)),
    }
    response = render(request, "verdicts/note_checked.html", context)
    return announce(response, _("Checked.") if note.checked else _("No longer checked."))
