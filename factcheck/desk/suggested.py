"""Suggested claims in the reader: shown beside the text, accepted or dismissed there."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.accounts.roles import Role
from factcheck.audit.context import name_action
from factcheck.claims.actions import ensure_claimant
from factcheck.claims.answering import AcceptedMeanwhile, accept_suggestion, dismiss_suggestion
from factcheck.claims.models import ClaimSuggestion
from factcheck.desk.answered import is_here_already
from factcheck.desk.done import Done, forget_done, tell_next_page, what_was_done
from factcheck.desk.last_claim import remember_claim
from factcheck.desk.marking import NEAR, new_claim_done
from factcheck.desk.reader import render_reader
from factcheck.desk.reading import Reading, open_document
from factcheck.desk.suggested_panel import Suggestion, panel_of, suggested_places, suggestion_at
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document
from factcheck.web.htmx import announce, wants_fragment


@require_GET
@document_page
def suggested_claims(request: SignedInRequest, document: Document) -> HttpResponse:
    """For htmx the suggestions alone, which a page loads once it can be read; else the reader with them."""
    reading = open_document(request, document)
    panel = panel_of(reading, request.user)
    if not wants_fragment(request):
        done = what_was_done(request)
        page = render_reader(request, reading, done=done, suggested=panel)
        return forget_done(page, document) if done else page
    may_mark = request.user.has_role(Role.REVIEWER)
    context = {"suggested": panel, "reading": reading, "may_mark": may_mark, **suggested_places(reading)}
    response = render(request, "desk/suggested.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_POST
@reviewer_required
@document_page
def answer_suggested(request: SignedInRequest, document: Document) -> HttpResponse:
    """Accept the words from `start` to `end` as a claim, or dismiss them."""
    reading = open_document(request, document)
    start, end = (_offset(request.POST.get(name, "")) for name in ("start", "end"))
    suggestion = suggestion_at(reading, start, end, request.user)
    if suggestion is None:
        done = Done(_("These words are not suggested any more: somebody answered them, or marked them."))
    elif request.POST.get("decision") == ClaimSuggestion.Decision.ACCEPTED:
        if is_here_already(suggestion.claim.statement, request.user):
            # The form with the closest claims beside it, in which these words can be marked as said here instead.
            return HttpResponseRedirect(f"{suggestion.edit_url}&{NEAR}=1")
        try:
            done = _accept(request, suggestion)
        except AcceptedMeanwhile as meanwhile:
            done = Done(str(meanwhile))
    else:
        name_action("claims:dismiss_suggestion")
        answer = dismiss_suggestion(proposed=suggestion.as_proposed, by=request.user)
        done = Done(_("Dismissed."), answer.public_id)
    return _answered(request, reading, done)


@transaction.atomic
def _accept(request: SignedInRequest, suggestion: Suggestion) -> Done:
    name_action("claims:accept_suggestion")
    claim = suggestion.claim
    answer = accept_suggestion(
        proposed=suggestion.as_proposed,
        values=claim.columns | {"claimant": ensure_claimant(claim.claimant)},
        manner=claim.manner,
        voice=claim.voice,
        by=request.user,
    )
    assert answer.claim is not None, "accepted without a claim"
    remember_claim(request, answer.claim)
    return new_claim_done(answer.claim, answer.public_id)


def _answered(request: SignedInRequest, reading: Reading, done: Done) -> HttpResponse:
    if not wants_fragment(request):
        places = suggested_places(reading)
        return tell_next_page(HttpResponseRedirect(places["suggested_url"]), reading.document, done)
    response = render_reader(request, reading, done=done, suggested=panel_of(reading, request.user))
    return announce(reswap(retarget(response, "#reader"), "outerHTML"), done.text)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
