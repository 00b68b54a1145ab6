"""What was found, as the search page shows it: each with its words marked, and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from factcheck.claims.models import Claim, EarlierCheck
from factcheck.desk.claim_list import SHOWN, rows_of
from factcheck.desk.markup import is_safe_link
from factcheck.desk.offers import Run, runs_of, words_address
from factcheck.desk.searching import Search, quote_of_segment
from factcheck.documents.models import Document
from factcheck.passages.models import Segment

#: Documents found by their names, at most; those beyond are found by narrowing.
MOST_NAMED = 200


@dataclass(frozen=True)
class Hits:
    """One kind of what was found. `more`: there are others; `some`: these have not all the words."""

    kind: str
    rows: Sequence[Any]
    more: bool = False
    some: bool = False


@dataclass(frozen=True)
class TextHit:
    """A passage, or a document by the passage that fits best; `snippet` is empty where only its name fits.

    `furniture`: the words stand in a menu or notice of the page, not in its text.
    """

    document: Document
    url: str
    name: Sequence[Run]
    snippet: Sequence[Run] = ()
    furniture: bool = False


@dataclass(frozen=True)
class ClaimHit:
    row: Any
    statement: Sequence[Run]


@dataclass(frozen=True)
class EarlierHit:
    """`url` is "" where its address is none that a reader should follow."""

    check: EarlierCheck
    statement: Sequence[Run]
    url: str


def hits_of(kind: str, search: Search, skip: int, limit: int) -> Hits:
    """The page of one kind after `skip`."""
    finders = {"documents": _documents, "passages": _passages, "claims": _claims, "earlier": _earlier}
    return finders[kind](search, skip, limit)


def _marked(search: Search, text: str, language: str) -> list[Run]:
    return runs_of(text, 0, len(text), search.question.marks(text, language))


def _segments(keys: Sequence[int]) -> dict[int, Any]:
    """With their words and all that is shown of their documents; of the texts themselves nothing."""
    rows = Segment.objects.filter(pk__in=keys).annotate(quote=quote_of_segment())
    rows = rows.select_related("extraction__capture__document__source__merged_into")
    return {row.pk: row for row in rows.defer("extraction__text", "extraction__blocks", "extraction__messages")}


def _passages(search: Search, skip: int, limit: int) -> Hits:
    found = search.passages(skip, limit)
    rows = _segments(found.keys)
    hits = [_text_hit(search, rows[key], key in found.furniture) for key in found.keys]
    return Hits("passages", hits, found.more, found.some)


def _text_hit(search: Search, row: Any, furniture: bool) -> TextHit:
    capture, quote = row.extraction.capture, row.quote
    document = capture.document
    return TextHit(
        document=document,
        url=words_address(document.pk, capture.number, quote, search.form.claim),
        name=_marked(search, document.name, document.language or ""),
        snippet=_marked(search, " ".join(quote.split()), document.language or ""),
        furniture=furniture,
    )


def _documents(search: Search, skip: int, limit: int) -> Hits:
    """First those named so, then those with the words in their text."""
    named = search.named_so(MOST_NAMED)
    found = search.documents(0, skip + limit + len(named))
    best = _segments(found.keys)
    by_text = {best[key].extraction.capture.document_id: best[key] for key in found.keys}
    order = [*named, *(key for key in by_text if key not in set(named))]
    shown = order[skip : skip + limit]
    bare = Document.objects.filter(pk__in=[key for key in shown if key not in by_text])
    documents = {one.pk: one for one in bare.select_related("source__merged_into")}
    rows = [
        _text_hit(search, by_text[key], by_text[key].pk in found.furniture)
        if key in by_text
        else _named(search, documents[key])
        for key in shown
    ]
    more = found.more or len(order) > skip + limit
    return Hits("documents", rows, more, found.some and not named)


def _named(search: Search, document: Document) -> TextHit:
    url = reverse("documents:detail", args=[document.pk])
    return TextHit(document, url, _marked(search, document.name, document.language or ""))


def _claims(search: Search, skip: int, limit: int) -> Hits:
    found = search.claims(skip, limit)
    claims = Claim.objects.filter(pk__in=found.keys).select_related("claimant", "assignee").only(*SHOWN, "language")
    by_key = {claim.pk: claim for claim in claims}
    ordered = [by_key[key] for key in found.keys]
    rows = [
        ClaimHit(row, _marked(search, claim.statement, claim.language))
        for claim, row in zip(ordered, rows_of(ordered, search.user), strict=True)
    ]
    return Hits("claims", rows, found.more, found.some)


def _earlier(search: Search, skip: int, limit: int) -> Hits:
    found = search.earlier(skip, limit)
    by_key = EarlierCheck.objects.in_bulk(found.keys)
    rows = [
        EarlierHit(
            check, _marked(search, check.statement, check.language), check.url if is_safe_link(check.url) else ""
        )
        for check in (by_key[key] for key in found.keys)
    ]
    return Hits("earlier", rows, found.more, found.some)
