"""ClaimReview (schema.org) as JSON-LD: a single one, a list, an `@graph`, or a DataFeed. Plain values in and out.

What is called what: `claimReviewed` is the statement, `headline` or `name` the title, `description` the subtitle;
who is reviewed made the claim, who reviews publishes it. The label is `reviewRating.alternateName`; a bare number is
given with its scale, since 1 is the worst with one publisher and the best with another.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from factcheck.claims.earlier.rows import FIELDS, Problem, Row, is_web_address, row_of

#: Where reviews lie in one another's containers.
_INSIDE = ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity")
#: Nobody nests a feed, or a text in one, deeper; a hostile file may.
_DEEPEST = 12


def is_feed(found: object) -> bool:
    """Whether JSON is read as a feed: anything that says a type or context of schema.org, or a list."""
    return isinstance(found, list) or (isinstance(found, dict) and bool(found.keys() & {"@context", "@type", *_INSIDE}))


def rows_of_feed(found: object) -> list[Row]:
    """A row for each review in the feed, counted from 1. A list of objects with our own field names is taken too."""
    given = [_read(item) for item in _items(found, 0)]
    shared = Counter(_address_as_id(fields) for fields in given)
    rows = []
    for number, fields in enumerate(given, 1):
        if isinstance(fields, Problem):
            rows.append(Row(number, problem=str(fields)))
            continue
        address = _address_as_id(fields)
        if address and shared[address] > 1:
            # One page that reviews several claims: the claim is part of what it is known by.
            fields = {**fields, "id": f"{address}#{_short(fields.get('statement'))}"}
        rows.append(row_of(number, fields))
    return rows


def _read(item: Mapping[str, Any]) -> Mapping[str, Any] | Problem:
    try:
        return _fields(item) if _is_review(item) else item
    except Problem as problem:
        return problem


def _address_as_id(fields: Mapping[str, Any] | Problem) -> str:
    known_by = "" if isinstance(fields, Problem) else fields.get("id")
    return known_by if isinstance(known_by, str) and is_web_address(known_by) else ""


def _items(found: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for part in found:
            yield from _items(part, depth + 1)
    elif isinstance(found, dict):
        if _is_review(found) or ("statement" in found and "@type" not in found):
            yield found
            return
        for name in _INSIDE:
            if name in found:
                yield from _items(found[name], depth + 1)


def _is_review(found: Mapping[str, Any]) -> bool:
    types = found.get("@type")
    return any(
        isinstance(one, str) and one.rpartition("/")[2].rpartition(":")[2] == "ClaimReview"
        for one in (types if isinstance(types, list) else [types])
    )


def _fields(review: Mapping[str, Any]) -> dict[str, Any]:
    claim, address = _one(review.get("itemReviewed")), _address(review)
    given = {
        "id": address or _said(review.get("@id")),
        "statement": _said(review.get("claimReviewed")) or _said(claim.get("text")) or _said(claim.get("name")),
        "title": _said(review.get("headline")) or _said(review.get("name")),
        "subtitle": _said(review.get("description")) or _said(review.get("alternativeHeadline")),
        "claimant": _name(claim.get("author") or claim.get("creator")),
        "claimed_on": _said(claim.get("datePublished")) or _said(claim.get("dateCreated")),
        "published_on": _said(review.get("datePublished")),
        "rating": _label(_one(review.get("reviewRating"))),
        "publisher": _name(review.get("author") or review.get("publisher")),
        "url": address,
        "language": _said(review.get("inLanguage")),
    }
    return {name: given[name] for name in FIELDS}


def _address(review: Mapping[str, Any]) -> str:
    given = (_said(review.get("url")), _said(review.get("mainEntityOfPage")), _said(review.get("@id")))
    return next((one for one in given if is_web_address(one)), given[0])


def _label(rating: Mapping[str, Any]) -> str:
    words = _said(rating.get("alternateName")) or _said(rating.get("name")) or _said(rating.get("ratingExplanation"))
    value, worst, best = (_said(rating.get(name)) for name in ("ratingValue", "worstRating", "bestRating"))
    return words or (f"{value} ({worst}–{best})" if value and worst and best else value)  # noqa: RUF001  a range


def _name(of: object) -> str:
    found = _one(of)
    return _said(found.get("name")) if found else _said(of)


def _one(found: object) -> Mapping[str, Any]:
    """The object, or the first of several."""
    if isinstance(found, list):
        found = next((one for one in found if isinstance(one, dict)), None)
    return found if isinstance(found, dict) else {}


def _said(found: object, depth: int = 0) -> str:
    """A text of JSON-LD, which may be a number, a list, or an object with the text in it. Raises Problem."""
    if depth > _DEEPEST:
        raise Problem(
            _("a text in it lies in more than %(n)s lists and objects. Take it out of them.") % {"n": _DEEPEST}
        )
    if isinstance(found, list):
        return _said(found[0], depth + 1) if found else ""
    if isinstance(found, dict):
        names = ("@value", "alternateName", "@id")
        return next((_said(found[name], depth + 1) for name in names if name in found), "")
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def _short(statement: object) -> str:
    """Of a text that can't be kept, any will do: its row is refused."""
    words = statement if isinstance(statement, str) else ""
    return hashlib.sha256(words.casefold().encode(errors="replace")).hexdigest()[:12]
