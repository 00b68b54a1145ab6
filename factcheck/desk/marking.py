"""Giving the selected words a meaning: one function for each thing that can be done with them.

Each shows its form, or writes and leads back to the words. What was typed stays when an action refuses, and then
nothing is written, the passage included.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit.context import name_action
from factcheck.claims.actions import Voice, create_claim, ensure_claimant, mark_appearance
from factcheck.claims.answering import record_acceptance
from factcheck.claims.finders import claim_finder
from factcheck.claims.forms import NewClaimForm, TermFormSet, claim_values, terms_of
from factcheck.claims.manner import proposed_manner
from factcheck.claims.models import Claim
from factcheck.database.errors import Refused
from factcheck.desk.answered import chosen_relations, link_as_chosen
from factcheck.desk.answered_pages import closest_context
from factcheck.desk.done import Done, tell_next_page
from factcheck.desk.last_claim import last_claim, remember_claim
from factcheck.desk.proposed import proposed_claim
from factcheck.desk.reader import render_reader
from factcheck.desk.selected import Selected, select_url, words_url
from factcheck.desk.selection_forms import KeepForm, LinkForm, SaidHereForm, chosen_claim
from factcheck.desk.suggested_panel import Suggestion, suggestion_at
from factcheck.evidence.actions import keep_passage, link_evidence
from factcheck.evidence.forms import link_values
from factcheck.evidence.models import DateOf
from factcheck.passages.actions import mark_passage
from factcheck.passages.forms import voice_initial
from factcheck.passages.models import Passage
from factcheck.web.htmx import announce, render_page_or_fragment, wants_fragment
from factcheck.web.pick import unjudged, wants_to_find

#: In the address of the form of a claim: it was not made at once, since one much like it is here.
NEAR = "near"


def new_claim(request: SignedInRequest, selected: Selected) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    suggestion = _suggested(request, selected)
    form = NewClaimForm(data, initial=None if data else _claim_initial(selected, suggestion))
    terms = TermFormSet(data, prefix="terms")
    here = select_url(selected.reading, selected.start, selected.end, "appearance")
    beside: dict[str, Any] = {"terms": terms, "closest": True, "here": here}

    def write(passage: Passage) -> Done:
        values = claim_values(form) | {"claimant": ensure_claimant(form.cleaned_data["claimant"])}
        claim = create_claim(by=request.user, terms=terms_of(terms), **values)
        voice = Voice(**form.voice_values())
        mark_appearance(claim=claim, passage=passage, manner=form.cleaned_data["manner"], by=request.user, voice=voice)
        link_as_chosen(claim, chosen_relations(request.POST.dict()), request.user)
        remember_claim(request, claim)
        undo = ""
        if suggestion is not None:
            undo = record_acceptance(proposed=suggestion.as_proposed, claim=claim, by=request.user).public_id
        return new_claim_done(claim, undo)

    wants_answers = "check" in request.POST
    if data is not None and not wants_answers and form.is_valid() and terms.is_valid():
        return _write(request, selected, form, write, **beside)
    if data is not None:
        beside |= closest_context(request, data.get("statement", ""), here)
    elif NEAR in request.GET:
        beside |= closest_context(request, form["statement"].value(), here) | {"near": True}
    # Without script: the same form with the answers, and no word yet about what is missing.
    response = _show(request, selected, unjudged(form) if wants_answers else form, **beside)
    # Asked for by a button of the list of suggestions, which is not swapped then.
    return reswap(retarget(response, "#dialog-body"), "innerHTML") if "near" in beside else response


def new_claim_done(claim: Claim, undo: str) -> Done:
    url = reverse("claims:detail", args=[claim.pk])
    return Done(_("New claim %(claim)s.") % {"claim": claim.public_id}, undo, claim_url=url)


def said_here(request: SignedInRequest, selected: Selected) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    initial = None if data else _said_initial(request, selected)
    form = SaidHereForm(data, initial=initial, finder=claim_finder(request.user))

    def write(passage: Passage) -> Done:
        claim = form.cleaned_data["claim"]
        appearance = mark_appearance(
            claim=claim,
            passage=passage,
            manner=form.cleaned_data["manner"],
            by=request.user,
            voice=Voice(**form.voice_values()),
        )
        remember_claim(request, claim)
        return Done(_("Marked as said here: %(claim)s.") % {"claim": claim.public_id}, appearance.public_id)

    return _answer(request, selected, form, write)


def evidence(request: SignedInRequest, selected: Selected) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    finder = claim_finder(request.user)
    claim = chosen_claim(finder, data, _preselected(request))
    initial = None if data else _evidence_initial(selected, claim)
    form = LinkForm(data, initial=initial, finder=finder, claim=claim)

    def write(passage: Passage) -> Done:
        chosen = form.cleaned_data["claim"]
        linked = link_evidence(claim=chosen, passage=passage, by=request.user, **link_values(form))
        remember_claim(request, chosen)
        words = _("On the board of %(claim)s: %(stance)s.") % {
            "claim": chosen.public_id,
            "stance": linked.get_stance_display(),
        }
        return Done(words, "" if chosen.first_submitted_at else linked.public_id)

    return _answer(request, selected, form, write)


def keep(request: SignedInRequest, selected: Selected) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = KeepForm(data, initial={"claim": request.GET.get("claim", "")}, finder=claim_finder(request.user))

    def write(passage: Passage) -> Done:
        kept = keep_passage(
            passage=passage, claim=form.cleaned_data["claim"], by=request.user, note=form.cleaned_data["note"].strip()
        )
        return Done(_("Kept, to judge later."), kept.public_id)

    return _answer(request, selected, form, write)


HANDLERS: dict[str, Callable[[SignedInRequest, Selected], HttpResponse]] = {
    "claim": new_claim,
    "appearance": said_here,
    "corroborates": evidence,
    "contradicts": evidence,
    "context": evidence,
    "keep": keep,
}


#: What the history calls each, rather than "marked words" for all of them.
_ACTIONS = {
    "claim": "claims:new",
    "appearance": "claims:appearance",
    "corroborates": "evidence:link",
    "contradicts": "evidence:link",
    "context": "evidence:link",
    "keep": "evidence:keep",
}


def _answer(
    request: SignedInRequest, selected: Selected, form: forms.Form, write: Callable[[Passage], Done]
) -> HttpResponse:
    if request.method == "POST" and not wants_to_find(request) and form.is_valid():
        return _write(request, selected, form, write)
    return _show(request, selected, form)


def _write(
    request: SignedInRequest, selected: Selected, form: forms.Form, write: Callable[[Passage], Done], **context: Any
) -> HttpResponse:
    try:
        name_action(_ACTIONS[selected.do])
        with transaction.atomic():
            passage = mark_passage(
                extraction=selected.extraction, start=selected.start, end=selected.end, by=request.user
            )
            # The one that is open: it need not be read again.
            passage.document = selected.document
            done = write(passage)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, selected, form, **context)
    if not wants_fragment(request):
        there = HttpResponseRedirect(words_url(selected.reading, passage))
        return tell_next_page(there, selected.document, done)
    response = render_reader(request, selected.reading, focus=passage.public_id, done=done)
    return announce(reswap(retarget(response, "#reader"), "outerHTML"), done.text)


def _show(request: SignedInRequest, selected: Selected, form: forms.Form, **context: Any) -> HttpResponse:
    template = "evidence" if HANDLERS[selected.do] is evidence else selected.do
    only_asked = wants_to_find(request) or "check" in request.POST
    failed = form.is_bound and (bool(form.errors) or not only_asked)
    return render_page_or_fragment(
        request,
        f"desk/selection/{template}.html",
        {"section": "documents", "selected": selected, "document": selected.document, "form": form, **context},
        fragment="dialog",
        status=422 if failed else 200,
    )


def _suggested(request: SignedInRequest, selected: Selected) -> Suggestion | None:
    """The suggestion that the words are, while suggestions are shown."""
    if not selected.with_suggested:
        return None
    return suggestion_at(selected.reading, selected.start, selected.end, request.user)


def _claim_initial(selected: Selected, suggestion: Suggestion | None) -> dict[str, Any]:
    whole = selected.sentence_instead if selected.wants_sentence else ""
    claim = suggestion.claim if suggestion and not whole else proposed_claim(selected, statement=whole)
    return voice_initial(selected.guess) | claim.initial


def _said_initial(request: SignedInRequest, selected: Selected) -> dict[str, Any]:
    manner = proposed_manner(selected.guess.kind)
    # The claim found to be the same goes before the one that the document was opened for.
    claim = request.GET.get("said") or _preselected(request)
    return voice_initial(selected.guess) | {"manner": manner, "claim": claim}


def _evidence_initial(selected: Selected, claim: Claim | None) -> dict[str, Any]:
    published = selected.document.published_on
    return voice_initial(selected.guess) | {
        "claim": claim,
        "stance": selected.do,
        "dated": published,
        "date_of": DateOf.PUBLISHED if published else "",
    }


def _preselected(request: SignedInRequest) -> str:
    """The claim that the page was opened for; only without one that which was last at hand, maybe in another tab."""
    return request.GET.get("claim") or last_claim(request)
