"""The reader: one capture's text, with everything that rests on its words marked upon it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET
from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.desk.done import Done, forget_done, what_was_done
from factcheck.desk.highlights import numbered
from factcheck.desk.markup import Marked, is_safe_link, marked_block
from factcheck.desk.uses import Used, uses_in
from factcheck.documents.extraction.values import Block
from factcheck.documents.lookup import document_page
from factcheck.documents.models import Capture, Document, DocumentRelation, Extraction, Retrieval
from factcheck.documents.wording import basis_in_words, language_name
from factcheck.web.htmx import render_page_or_fragment

from factcheck.desk.last_claim import claim_in_address

#: A title stands among the first blocks, if it stands in the text at all.
_TITLE_WITHIN = 3
#: Of a capture, as the address names it.
_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class Reading:
    """A document opened at one of its captures."""

    document: Document
    extraction: Extraction

    @property
    def capture(self) -> Capture:
        return self.extraction.capture

    @cached_property
    def captures(self) -> list[Capture]:
        return list(self.document.captures.select_related("captured_by").order_by("number"))

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Of each extraction of the document: the number of its capture."""
        texts = Extraction.objects.filter(capture__document=self.document)
        return dict(texts.values_list("pk", "capture__number"))

    @property
    def text(self) -> str:
        return self.extraction.text

    @property
    def language(self) -> str:
        return self.document.language or "en"


@require_GET
@document_page
def document_detail(request: SignedInRequest, document: Document) -> HttpResponse:
    """The reader's page; `?capture=n` opens the n-th capture, else the newest."""
    done = what_was_done(request)
    response = render_reader(request, open_document(request, document), done=done)
    return forget_done(response, document) if done else response


def open_document(request: HttpRequest, document: Document) -> Reading:
    """The document at the capture that the address names. 404 if it has no such capture."""
    wanted = request.GET.get("capture", "")
    captures = document.captures.order_by("-number")
    if wanted:
        captures = captures.filter(number=wanted) if _NUMBER.fullmatch(wanted) else captures.none()
    # The newest extraction is the best one so far.
    drawn = Extraction.objects.filter(capture=captures.values("pk")[:1]).order_by("-id")
    extraction = drawn.select_related("capture").first()
    if extraction is None:
        raise Http404
    return Reading(document, extraction)


def render_reader(
    request: SignedInRequest, reading: Reading, *, focus: str = "", done: Done | None = None
) -> HttpResponse:
    """The page, or for htmx the part that changes. `focus`: the passage to go to; `done`: what was done just now."""
    claim = claim_in_address(request)
    used = uses_in(reading.document, reading.extraction, reading.numbers, request.user)
    context = {
        "section": "documents",
        "reading": reading,
        "document": reading.document,
        # As the list of captures holds it, with who captured it.
        "capture": next(one for one in reading.captures if one.pk == reading.capture.pk),
        "used": used,
        "done": done,
        "may_mark": request.user.has_role(Role.REVIEWER),
        **_text(reading, used, focus),
        **_provenance(reading),
        **_places(reading, claim),
        "claim": claim,
    }
    return render_page_or_fragment(request, "desk/reader.html", context, fragment="reader")


def _text(reading: Reading, used: Used, focus: str) -> dict[str, Any]:
    blocks = reading.extraction.parsed_blocks
    title = _title_block(reading.document, reading.text, blocks)
    highlights = numbered(used.highlights)
    marked: list[Marked] = [
        marked_block(reading.text, block, highlights, language=reading.language, title=index == title, focus=focus)
        for index, block in enumerate(blocks)
    ]
    numbers = {one.passage: one.number for one in highlights}
    return {
        "blocks": marked,
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


def _provenance(reading: Reading) -> dict[str, Any]:
    document = reading.document
    met_again = Retrieval.objects.filter(capture__in=reading.captures).aggregate(n=Count("pk"))["n"]
    relations = DocumentRelation.objects.standing().between(document).select_related("document", "other")
    return {
        "basis": {name: basis_in_words(document.fact(name)) for name in Document.FACTS if document.fact(name)["basis"]},
        "language_name": language_name(document.language) if document.language else "",
        "met_again": met_again,
        "relations": list(relations),
        "live_page": document.url if document.url and is_safe_link(document.url) else "",
    }


def _places(reading: Reading, claim: Claim | None) -> dict[str, Any]:
    """Addresses that the page needs in more than one place."""
    document = reading.document
    query = f"?capture={reading.capture.number}" + (f"&claim={claim.public_id}" if claim else "")
    return {
        "here": reverse("documents:detail", args=[document.pk]) + query,
        "select_url": reverse("documents:select", args=[document.pk]) + query,
        "find_url": reverse("documents:find_quote", args=[document.pk]) + query,
        "undo_url": reverse("documents:undo_mark", args=[document.pk]) + query,
    }
