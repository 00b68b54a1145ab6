"""From a selection in the reader to a new claim, an appearance, evidence, or a kept passage."""

from dataclasses import replace

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.actions import withdraw_appearance
from factcheck.claims.answering import take_back_answer
from factcheck.claims.models import Appearance, ClaimSuggestion
from factcheck.database.errors import Refused
from factcheck.database.objects import Identified, key_of
from factcheck.desk.done import Done, tell_next_page
from factcheck.desk.marking import HANDLERS
from factcheck.desk.reader import render_reader
from factcheck.desk.reading import Reading, open_document
from factcheck.desk.selected import read_selected, select_url
from factcheck.desk.selection_forms import QuoteForm
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document
from factcheck.evidence.actions import put_away, withdraw_evidence
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages import selectors
from factcheck.web.htmx import announce, render_page_or_fragment, wants_fragment

#: Of a quote that occurs more often than this, more words are asked for.
_MOST_PLACES = 50
#: Code points shown on each side of a place.
_AROUND = 90


@require_http_methods(["GET", "POST"])
@reviewer_required
@document_page
def select(request: SignedInRequest, document: Document) -> HttpResponse:
    """The words from `start` to `end` of a capture, and what to `do` with them."""
    selected = read_selected(request, document)
    if selected is None:
        context = {"section": "documents", "document": document}
        status = 422 if request.method == "POST" else 200
        return render_page_or_fragment(request, "desk/selection/nothing.html", context, "dialog", status)
    return HANDLERS[selected.do](request, selected)


@require_POST
@reviewer_required
@document_page
def find_words(request: SignedInRequest, document: Document) -> HttpResponse:
    """Find typed words in the text; found once, go on; more than once, ask which."""
    reading = open_document(request, document)
    form = QuoteForm(request.POST)
    places: list[selectors.Span] = []
    if form.is_valid():
        places = selectors.find_quote(reading.text, form.cleaned_data["quote"])
        if len(places) == 1:
            return HttpResponseRedirect(select_url(reading, *places[0], form.cleaned_data["do"]))
        if not places:
            form.add_error("quote", _("These words are not in the text of this capture."))
        elif len(places) > _MOST_PLACES:
            form.add_error("quote", _("These words stand there too often. Give some more of them."))
    context = {
        "section": "documents",
        "document": document,
        "reading": reading,
        "form": form,
        "places": [] if form.errors else [_place(reading, span, form.cleaned_data["do"]) for span in places],
    }
    return render(request, "desk/selection/find.html", context, status=422 if form.errors else 200)


def _place(reading: Reading, span: selectors.Span, do: str) -> dict[str, str]:
    before, after = selectors.context(reading.text, *span, _AROUND)
    return {
        "before": before,
        "quote": reading.text[span.start : span.end],
        "after": after,
        "url": select_url(reading, *span, do),
    }


@require_POST
@reviewer_required
@document_page
def undo_mark(request: SignedInRequest, document: Document) -> HttpResponse:
    """Take back what was done a moment ago, if nothing that was submitted rests on it."""
    reading = open_document(request, document)
    what = request.POST.get("what", "")
    try:
        _take_back(request, document, what)
        done = Done(_("Taken back."))
    except Refused as refusal:
        done = Done(str(refusal))
    if not wants_fragment(request):
        there = HttpResponseRedirect(f"{request.path.removesuffix('undo/')}?{reading.query}")
        return tell_next_page(there, document, done)
    response = render_reader(request, reading, done=replace(done, focus=True))
    return announce(reswap(retarget(response, "#reader"), "outerHTML"), done.text)


def _take_back(request: SignedInRequest, document: Document, what: str) -> None:
    if key := key_of(what, ClaimSuggestion.KIND):
        answers = ClaimSuggestion.objects.visible_to(request.user).filter(extraction__capture__document=document)
        take_back_answer(answer=get_object_or_404(answers, pk=key), by=request.user)
        return None
    for model in (Evidence, Appearance, Kept):
        if (key := key_of(what, model.KIND)) is None:
            continue
        row: Identified | None = model._default_manager.filter(pk=key, passage__document=document).first()
        if isinstance(row, Evidence):
            return _withdraw(request, row)
        if isinstance(row, Appearance):
            withdraw_appearance(appearance=row)
            return None
        if isinstance(row, Kept):
            return put_away(kept=row)
    raise Http404


def _withdraw(request: SignedInRequest, evidence: Evidence) -> None:
    withdraw_evidence(evidence=evidence, by=request.user, expected=evidence.version)
