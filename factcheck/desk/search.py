"""The search page: documents, passages, claims and earlier checks by their words, on one page."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.audit import registry
from factcheck.audit.history import may_read_any, may_see
from factcheck.desk.last_claim import claim_in_address
from factcheck.desk.search_form import SearchForm, languages_of
from factcheck.desk.search_hits import Hits, hits_of
from factcheck.desk.searching import Search
from factcheck.documents.models import Document
from factcheck.search.matching import Question
from factcheck.search.parsing import Note, parse
from factcheck.search.state import state

#: Of one kind on a page, and of each where all are shown.
PER_PAGE = 20
OF_EACH = {"claims": 5, "earlier": 5, "documents": 5, "passages": 10}
#: Beyond this nobody leafs; a word more finds it.
MOST_PAGES = 50


@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """`?q=` what is looked for, `&kind=` among what, and the filters. A public id leads to its object."""
    if there := _named(request):
        return HttpResponseRedirect(there)
    languages = languages_of(request.user)
    form = SearchForm(request.GET, user=request.user, languages=languages)
    parsed = parse(form.text)
    page = _page(request)
    found: list[Hits] = []
    if not parsed.is_empty:
        chosen = form.chosen.get("language")
        question = Question(parsed, tuple([chosen, ""] if chosen else dict.fromkeys([*languages, "en", ""])))
        found = _found(Search(question, form, request.user), page)
    context = {
        "section": "search",
        "form": form,
        "claim": claim_in_address(request),
        "found": [hits for hits in found if hits.rows],
        "asked": not parsed.is_empty,
        "note": _note(parsed.note),
        "unknown": _unknown(form, request.user) if form.text else {},
        "left_out": [kind_in_words(kind) for kind in form.left_out] if form.text else [],
        "kinds": [(kind, kind_in_words(kind)) for kind in OF_EACH],
        "kind": form.cleaned_data.get("kind", ""),
        "page": page,
        "state": state().said,
    }
    return render(request, "desk/search.html", context)


def _found(search: Search, page: int) -> list[Hits]:
    kinds = search.form.kinds
    if search.form.cleaned_data.get("kind"):
        return [hits_of(kind, search, (page - 1) * PER_PAGE, PER_PAGE) for kind in kinds]
    return [hits_of(kind, search, 0, most) for kind, most in OF_EACH.items() if kind in kinds]


def _unknown(form: SearchForm, user: User) -> dict[str, int]:
    """How many documents of the desk the filters leave out because their date or their source isn't known."""
    if not {"documents", "passages"} & set(form.kinds):
        return {}
    documents = Document.objects.visible_to(user).standing()
    return {name: documents.filter(left_out).count() for name, left_out in form.unknown().items()}


def kind_in_words(kind: str) -> str:
    return {
        "documents": _("Documents"),
        "passages": _("Passages"),
        "claims": _("Claims"),
        "earlier": _("Earlier checks"),
    }[kind]


def _note(note: Note | None) -> str:
    return {
        None: "",
        Note.UNCLOSED: _("A quotation mark is not closed, so these are looked for as plain words."),
        Note.ONLY_EXCLUDED: _("Something to find is needed beside what to leave out: these are looked for as words."),
    }[note]


def _page(request: SignedInRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def _named(request: SignedInRequest) -> str:
    """The page of the object whose public id was typed; "" if none was, or it is not to be known."""
    typed = request.GET.get("q", "").strip()
    parts: Any = registry.split(typed)
    known = registry.of_kind(parts[0]) if parts else None
    if known is None or known.model is None or known.security:
        return ""
    public = str(registry.normal(typed))
    # What no stage decides about is as visible as what it belongs to, and that its history says.
    there = may_see(public, request.user) if known.visible else may_read_any(public, request.user)
    return registry.url_of(public) if there else ""
