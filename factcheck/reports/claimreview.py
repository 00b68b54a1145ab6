"""A report as schema.org ClaimReview in JSON-LD, as search engines and fact-check registers read it.

Properties follow schema.org (https://schema.org/ClaimReview, /Claim, /Rating) and Google's guide "Fact
check (ClaimReview) structured data": required are claimReviewed, reviewRating.alternateName and url;
recommended are author, datePublished, itemReviewed (author, datePublished, appearance, firstAppearance) and
the rating's three numbers. What the desk did not state is left out; nothing is filled with a guess.

Parts of a claim are claims of their own within it (/hasPart), each with the /review of it. A reading is the whole
claim over again, so its review stands beside this one (/associatedClaimReview). Only reviews that are published, and
stand, are named: a rating that is not out yet is nobody else's business.
"""

import re
from typing import Protocol
from urllib.parse import urlsplit

import orjson
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from factcheck.reports.data import Number, ReportAppearance, ReportData, ReportPart

CONTEXT = "https://schema.org"
type Node = dict[str, object]

_NEEDED = (
    _("publication: the verdict is not published, or no longer stands"),
    _("the public address"),
    _("the date it was published"),
    _("the claim that was checked"),
    _("a rating: this verdict has none"),
    _("the name of the desk"),
    _("the address of the desk"),
)

#: What nearly all addresses look like; the others are taken apart, which is slower.
_ORDINARY_ADDRESS = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:[/?#]|\Z)")


class ClaimReviewIncomplete(ValueError):
    """The report lacks what a ClaimReview must have; the message names it."""


def claim_review(report: ReportData) -> Node:
    """The JSON-LD document. Raises `ClaimReviewIncomplete` when `missing` names anything."""
    if lacking := missing(report):
        raise ClaimReviewIncomplete(f"{report.verdict}: {', '.join(lacking)}")
    return {"@context": CONTEXT} | review_node(report)


def review_node(report: ReportData) -> Node:
    """The review as a node of a graph whose context is told elsewhere; the report `is_complete`."""
    return _stated(
        {
            "@type": "ClaimReview",
            "identifier": report.verdict,
            "url": report.address,
            "claimReviewed": report.statement,
            "author": _desk(report),
            "datePublished": report.published_on,
            "dateModified": report.modified_on,
            "inLanguage": report.language,
            "reviewRating": _rating(report),
            "itemReviewed": _claim(report),
            "associatedClaimReview": [_part_review(part, report) for part in report.readings if _is_out(part)],
        }
    )


def claim_review_json(report: ReportData) -> str:
    """The same as text that may stand inside a `<script type="application/ld+json">`."""
    return script_safe(claim_review(report), indent=True)


def script_safe(node: Node, *, indent: bool = False) -> str:
    """JSON that may stand inside a script element."""
    text = orjson.dumps(node, option=orjson.OPT_INDENT_2 if indent else None).decode()
    # HTML 13.2 ends that element at "</script".
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class Stated(Protocol):
    """What decides whether a report can be a ClaimReview: of `ReportData`, or of a row read for that alone."""

    @property
    def state(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def published_on(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def rating_label(self) -> str: ...
    @property
    def desk_name(self) -> str: ...
    @property
    def desk_url(self) -> str: ...


def is_complete(report: Stated) -> bool:
    """Whether this report can be a ClaimReview."""
    return not _lacks(report)


def missing(report: Stated) -> tuple[str, ...]:
    """What keeps this report from being a ClaimReview, in plain words; empty when nothing does."""
    return tuple(gettext(words) for words in _lacks(report))


def _lacks(report: Stated) -> list[str]:
    """The same, not yet translated: most reports lack nothing, and asking for a translation is dear."""
    stated = (
        report.state == "published",
        is_web_address(report.address),
        report.published_on,
        report.statement.strip(),
        report.rating_label.strip(),
        report.desk_name.strip(),
        is_web_address(report.desk_url),
    )
    if all(stated):
        return []
    return [words for words, is_stated in zip(_NEEDED, stated, strict=True) if not is_stated]


def advised(report: ReportData) -> tuple[str, ...]:
    """What search engines recommend and this report does not state; it can go out without."""
    lacks = (
        (not report.claimant, _("who made the claim")),
        (
            bool(report.claimant) and report.claimant_is_person is None,
            _("whether a person or a body made it"),
        ),
        (not report.made_on, _("when the claim was made")),
        (not _with_address(report), _("the address of a page where the claim appears")),
    )
    return tuple(gettext(words) for is_lacking, words in lacks if is_lacking)


def is_web_address(address: str) -> bool:
    """Whether this is an absolute http or https address with a host."""
    if _ORDINARY_ADDRESS.match(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _desk(report: ReportData) -> Node:
    return {"@type": "Organization", "name": report.desk_name, "url": report.desk_url}


def _rating(report: ReportData | ReportPart) -> Node:
    """Numbers only for labels inside the range: "unproven" is not the middle of true and false."""
    rating: Node = {
        "@type": "Rating",
        "alternateName": report.rating_label,
        "ratingExplanation": report.conclusion,
    }
    if report.rating_value is not None:
        rating |= {
            "ratingValue": _number(report.rating_value),
            "bestRating": _number(report.best),
            "worstRating": _number(report.worst),
        }
    return _stated(rating)


def _claim(report: ReportData) -> Node:
    appearances = _with_address(report)
    first = next((appearance for appearance in appearances if appearance.made_here), None)
    return _stated(
        {
            "@type": "Claim",
            "name": report.statement,
            "text": report.in_their_words,
            "author": _claimant(report),
            "datePublished": report.made_on,
            "firstAppearance": _work(first) if first else None,
            "appearance": [_work(appearance) for appearance in appearances if appearance is not first],
            "hasPart": [_part(part, report) for part in report.plain_parts],
        }
    )


def _part(part: ReportPart, report: ReportData) -> Node:
    return _stated(_part_claim(part) | {"review": _part_review(part, report) if _is_out(part) else None})


def _part_claim(part: ReportPart) -> Node:
    return _stated(
        {"@type": "Claim", "identifier": part.public_id, "name": part.statement, "description": part.reading}
    )


def _part_review(part: ReportPart, report: ReportData) -> Node:
    """The review of a part or a reading, which `_is_out`. The part itself is told above it, a reading within it."""
    return _stated(
        {
            "@type": "ClaimReview",
            "identifier": part.verdict,
            "url": part.address,
            "claimReviewed": part.statement,
            "author": _desk(report),
            "datePublished": part.published_on,
            "reviewRating": _rating(part),
            "itemReviewed": _part_claim(part) if part.reading else None,
        }
    )


def _is_out(part: ReportPart) -> bool:
    """Whether its own verdict can be a ClaimReview."""
    return bool(part.rating_label and part.published_on) and is_web_address(part.address)


def _claimant(report: ReportData) -> Node | None:
    if not report.claimant:
        return None
    kinds: dict[bool | None, str] = {True: "Person", False: "Organization"}
    kind = kinds.get(report.claimant_is_person)
    same_as = report.claimant_same_as if is_web_address(report.claimant_same_as) else ""
    return _stated({"@type": kind, "name": report.claimant, "sameAs": same_as})


def _work(appearance: ReportAppearance) -> Node:
    publisher = {"@type": "Organization", "name": appearance.source} if appearance.source else None
    return _stated(
        {
            "@type": "CreativeWork",
            "url": appearance.url,
            "headline": appearance.title,
            "publisher": publisher,
            "datePublished": appearance.date,
        }
    )


def _with_address(report: ReportData) -> list[ReportAppearance]:
    return [appearance for appearance in report.appearances if is_web_address(appearance.url)]


def _number(value: Number | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _stated(node: Node) -> Node:
    # Nought is stated, emptiness is not.
    return {key: value for key, value in node.items() if value or value == 0}
