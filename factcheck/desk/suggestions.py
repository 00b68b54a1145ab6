"""Suggested words for a claim, in two lists: where it seems to be said, and what seems to bear on it.

The page of the claim never waits for them: they are fetched after it, or stand on a page of their own. What was
answered is not suggested again until the answer is taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.desk.offers import Copy, Offer, offer_of, spans_in, visible_texts, words_address
from factcheck.desk.proposals import Proposal
from factcheck.desk.suggestion_words import claim_of
from factcheck.documents.models import Document, Extraction
from factcheck.evidence.answering import Decision
from factcheck.evidence.models import EvidenceSuggestion, Stance
from factcheck.evidence.suggesting import Asked, Suggested, Suggestions, suggest
from factcheck.search.state import state
from factcheck.web.htmx import render_page_or_fragment

#: Of each list, at most, and of one document in both.
SHOWN, PER_DOCUMENT = 20, 3


@dataclass(frozen=True)
class OfferList:
    """One of the two lists."""

    heading: str
    help: str
    offers: Sequence[Offer]


@require_GET
def claim_suggestions(request: SignedInRequest, key: int) -> HttpResponse:
    """Both lists: the part that the page of the claim fetches, or a page by itself."""
    return render_suggestions(request, claim_of(request, key))


def render_suggestions(
    request: SignedInRequest, claim: Claim, *, focus: str = "", beside: Mapping[str, Any] | None = None
) -> HttpResponse:
    """`focus`: the element that gets it; `beside`: for htmx, what else of the page has changed."""
    asked = Asked(statement=claim.statement, language=claim.language, claim=claim.pk, document=None)
    found = suggest(asked, user=request.user, limit=SHOWN, per_document=PER_DOCUMENT)
    answered = _answered_just_now(request, claim)
    lists = lists_of(request, claim, found)
    standing = claim.answered_suggestions.standing()
    context = {
        "section": "claims",
        "claim": claim,
        "lists": lists,
        "missing": _missing(lists, found),
        "searched": 0 if lists else Document.objects.visible_to(request.user).standing().count(),
        "state": state("segments").said,
        "dismissed": standing.filter(decision=Decision.DISMISSED).count(),
        "answered": answered,
        "said": what_became(answered) if answered else "",
        "may_write": request.user.has_role(Role.REVIEWER),
        "focus": focus,
        **(beside or {}),
    }
    return render_page_or_fragment(request, "desk/suggestions/list.html", context, "suggestions")


def lists_of(request: SignedInRequest, claim: Claim, found: Suggestions) -> list[OfferList]:
    """The lists that have something in them, without what was answered and what the reader may not see."""
    suggested = [*found.said_here, *found.bears_on]
    copied = {copy.extraction for one in suggested for copy in one.copies}
    texts = visible_texts({one.extraction for one in suggested} | copied, request.user)
    answered = set(claim.answered_suggestions.standing().values_list("extraction", "start", "end"))
    lists = []
    for heading, help_text, ones in (
        (_("Said here"), _("passages that seem to make this claim"), found.said_here),
        (_("Bears on it"), _("passages to judge"), found.bears_on),
    ):
        fresh = [one for one in ones if (one.extraction, one.start, one.end) not in answered]
        offers = [_offer(claim, one, texts) for one in fresh if one.extraction in texts]
        if offers:
            lists.append(OfferList(heading, help_text, offers))
    return lists


def _offer(claim: Claim, one: Suggested, texts: Mapping[int, Extraction]) -> Offer:
    proposal = Proposal(
        extraction=one.extraction,
        start=one.start,
        end=one.end,
        rank=one.rank,
        score=one.score,
        reasons=[reason.as_json for reason in one.reasons],
        detector=one.detector,
        said_here=one.said_here,
        marks=spans_in(one.start, one.marked),
        why=[str(reason) for reason in one.reasons],
        cues=[str(cue) for cue in one.cues],
    )
    return offer_of(claim, proposal, texts[one.extraction], copies=_copies(one, texts))


def _copies(one: Suggested, texts: Mapping[int, Extraction]) -> list[Copy]:
    """The other places with these words, each document once."""
    copies: dict[int, Copy] = {}
    for copy in one.copies:
        if (extraction := texts.get(copy.extraction)) is not None:
            capture, quote = extraction.capture, extraction.text[copy.start : copy.end]
            url = words_address(capture.document_id, capture.number, quote)
            name = str(capture.document.source or capture.document.name)
            copies.setdefault(capture.document_id, Copy(name, url))
    return list(copies.values())


def _missing(lists: Sequence[OfferList], found: Suggestions) -> str:
    """Where something seems to say the claim and nothing to bear on it, that is said too."""
    if lists and not found.bears_on:
        return _("Nothing found in these documents that bears on it.")
    return ""


def _answered_just_now(request: SignedInRequest, claim: Claim) -> EvidenceSuggestion | None:
    """Without script the address names it, so that it can be undone."""
    key = key_of(request.GET.get("answered", ""), EvidenceSuggestion.KIND)
    if key is None:
        return None
    return EvidenceSuggestion.objects.visible_to(request.user).standing().filter(pk=key, claim=claim).first()


@require_GET
def dismissed(request: SignedInRequest, key: int) -> HttpResponse:
    """What was set aside as not relevant, each to be suggested again."""
    claim = claim_of(request, key)
    answers = EvidenceSuggestion.objects.visible_to(request.user).standing().filter(claim=claim)
    answers = answers.filter(decision=Decision.DISMISSED).select_related("decided_by").order_by("-pk")
    texts = visible_texts({answer.extraction_id for answer in answers}, request.user)
    context = {
        "section": "claims",
        "claim": claim,
        "rows": [SetAside.of(answer, texts[answer.extraction_id]) for answer in answers],
        "may_write": request.user.has_role(Role.REVIEWER),
    }
    return render(request, "desk/suggestions/dismissed.html", context)


@dataclass(frozen=True)
class SetAside:
    """A suggestion that was dismissed."""

    answer: EvidenceSuggestion
    quote: str
    url: str
    document: Document

    @classmethod
    def of(cls, answer: EvidenceSuggestion, extraction: Extraction) -> "SetAside":
        quote = extraction.text[answer.start : answer.end]
        document = extraction.capture.document
        return cls(answer, quote, words_address(document.pk, extraction.capture.number, quote), document)


def what_became(given: EvidenceSuggestion) -> str:
    """What an answer did, for the line in the suggestion's place and for the live region."""
    return {
        Decision.SAID_HERE: _("Marked as said here."),
        Decision.LINKED: _linked_as(given.evidence.stance) if given.evidence else "",
        Decision.KEPT: _("Kept, to judge later."),
        Decision.DISMISSED: _("Set aside as not relevant."),
    }[Decision(given.decision)]


def _linked_as(stance: str) -> str:
    return {
        Stance.CORROBORATES: _("On the board: corroborates."),
        Stance.CONTRADICTS: _("On the board: contradicts."),
        Stance.CONTEXT: _("On the board: context."),
    }[Stance(stance)]
