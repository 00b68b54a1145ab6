"""The reader: one capture's text, with everything that rests on its words marked upon it."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from factcheck.accounts.models import User
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.desk.done import Done, forget_done, what_was_done
from factcheck.desk.highlights import Highlight, numbered
from factcheck.desk.last_claim import claim_in_address
from factcheck.desk.markup import Marked, in_tables, is_safe_link, marked_block
from factcheck.desk.reading import Reading, open_document
from factcheck.desk.sheet import page_beginnings, sheet_of
from factcheck.desk.suggested_panel import Panel, panel_of, suggested_places
from factcheck.desk.texts import missing_text
from factcheck.desk.uses import Used, uses_in
from factcheck.discussion.people import callable_people
from factcheck.discussion.reading import talk_on_passages
from factcheck.documents.capturing.states import state_of, waiting_for
from factcheck.documents.extraction.values import Block
from factcheck.documents.forms.capturing import WatchForm
from factcheck.documents.letters import letter_of
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Document, DocumentRelation, Retrieval
from factcheck.documents.tabs import suggested_relations
from factcheck.documents.wording import basis_in_words, language_name
from factcheck.web.htmx import render_page_or_fragment, wants_fragment

#: A title stands among the first blocks, if it stands in the text at all.
_TITLE_WITHIN = 3


@require_GET
@document_page
def document_detail(request: SignedInRequest, document: Document) -> HttpResponse:
    """The reader's page; `?capture=n` opens the n-th capture, else the newest; `&page=n` the n-th page's picture."""
    if awaited := waiting_for(document):
        return redirect("documents:fetch", awaited.pk)
    if wants_fragment(request) and request.headers.get("HX-Target") == "page":
        return _sheet_alone(request, open_document(request, document))
    done = what_was_done(request)
    response = render_reader(request, open_document(request, document), done=done)
    return forget_done(response, document) if done else response


def render_reader(
    request: SignedInRequest,
    reading: Reading,
    *,
    focus: str = "",
    done: Done | None = None,
    suggested: Panel | None = None,
) -> HttpResponse:
    """The page, or for htmx the part that changes. `focus`: the passage to go to; `done`: what was done just now.

    Suggested claims are there if given; asked for in the address, a page loads them once it can be read.
    """
    with_suggested = suggested is not None or request.GET.get("suggested") == "1"
    if with_suggested and suggested is None and wants_fragment(request):
        suggested = panel_of(reading, request.user)
    claim = claim_in_address(request)
    used = uses_in(reading, request.user)
    highlights = numbered(used.highlights)
    sheet = sheet_of(reading, _page(request, used, focus), highlights)
    context = {
        "section": "documents",
        "reading": reading,
        "document": reading.document,
        # As the list of captures holds it, with who captured it.
        "capture": next(one for one in reading.captures if one.pk == reading.capture.pk),
        "used": used,
        "done": done,
        "may_mark": request.user.has_role(Role.REVIEWER),
        "may_redact": request.user.has_role(Role.EDITOR),
        "talk": talk_on_passages([entry.passage.pk for entry in used.entries]),
        "people": callable_people(),
        "sheet": sheet,
        "view": _view(request, reading),
        **_text(reading, used, _with_suggested(request, highlights, suggested), focus),
        "language_name": language_name(reading.document.language) if reading.document.language else "",
        # What was sent marked words or took that back: where the document comes from stands on the page already.
        **({"provenance_stays": True} if request.method == "POST" else _provenance(reading, request.user)),
        **missing_text(request.user, reading),
        **_places(reading, sheet.number if sheet and focus else None, with_suggested),
        "claim": claim,
        "suggested": suggested,
        "with_suggested": with_suggested,
        **suggested_places(reading),
    }
    return render_page_or_fragment(request, "desk/reader.html", context, fragment="reader")


def _with_suggested(request: HttpRequest, highlights: list[Highlight], panel: Panel | None) -> list[Highlight]:
    """With marks for suggested claims, where no script paints them."""
    if panel is None or wants_fragment(request):
        return highlights
    return highlights + [suggestion.highlight for suggestion in panel.waiting]


def _sheet_alone(request: SignedInRequest, reading: Reading) -> HttpResponse:
    """One page's picture with its marks, for htmx."""
    used = uses_in(reading, request.user)
    sheet = sheet_of(reading, _page(request, used, ""), numbered(used.highlights))
    context = {"sheet": sheet, **_places(reading)}
    return render(request, "desk/reader_sheet.html", context)


def _page(request: HttpRequest, used: Used, focus: str) -> int:
    """The number of the page to show: that of the words which were marked just now, else as the address says."""
    pages = {entry.passage.public_id: entry.passage.page for entry in used.entries if entry.anchor is None}
    asked = request.GET.get("page", "")
    return pages.get(focus) or (int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1)


def _view(request: HttpRequest, reading: Reading) -> str:
    """Which of text and page is seen where there is no room for both."""
    return "page" if request.GET.get("view") == "page" or not reading.text else "text"


def _text(reading: Reading, used: Used, highlights: list[Highlight], focus: str) -> dict[str, Any]:
    blocks = reading.blocks
    title = _title_block(reading.document, reading.text, blocks)
    pages = page_beginnings(reading)
    marked: list[Marked] = [
        marked_block(
            reading.text,
            block,
            highlights,
            language=reading.language,
            title=index == title,
            focus=focus,
            page=pages.get(block.start),
        )
        for index, block in enumerate(blocks)
    ]
    numbers = {one.passage: one.number for one in highlights}
    return {
        "blocks": in_tables(marked),
        "title_in_text": title is not None,
        "entries": [(numbers[entry.passage.public_id], entry) for entry in used.entries],
    }


def _title_block(document: Document, text: str, blocks: tuple[Block, ...]) -> int | None:
    """Which block is the title, so that it is not shown twice."""
    wanted = " ".join((document.title or "").split())
    for index, block in enumerate(blocks[:_TITLE_WITHIN]):
        if wanted and " ".join(text[block.start : block.end].split()) == wanted:
            return index
    return None


def _provenance(reading: Reading, user: User) -> dict[str, Any]:
    document = reading.document
    met_again = Retrieval.objects.filter(capture__in=reading.captures).aggregate(n=Count("pk"))["n"]
    relations = DocumentRelation.objects.visible_to(user).standing().between(document)
    page = state_of(document)
    return {
        "basis": {name: basis_in_words(document.fact(name)) for name in Document.FACTS if document.fact(name)["basis"]},
        "met_again": met_again,
        "relations": list(relations.select_related("document", "other")),
        "relations_waiting": suggested_relations(document, user),
        "letter": letter_of(reading.capture, user),
        "live_page": document.url if document.url and is_safe_link(document.url) else "",
        "page_state": page,
        "watch_form": WatchForm(initial={"every": page.watch.every} if page.watch else None),
    }


def _places(reading: Reading, page: int | None = None, with_suggested: bool = False) -> dict[str, Any]:
    """Addresses that the page needs in more than one place. `page`: the one that is to stay open."""
    key = [reading.document.pk]
    query = reading.query + ("&suggested=1" if with_suggested else "")
    return {
        "query": query,
        "here": f"{reverse('documents:detail', args=key)}?{query}",
        "select_url": f"{reverse('documents:select', args=key)}?{query}",
        "find_url": f"{reverse('documents:find_quote', args=key)}?{query}",
        "undo_url": f"{reverse('documents:undo_mark', args=key)}?{query}" + (f"&page={page}" if page else ""),
    }
