"""The words of one suggestion: which they are, and more or fewer of them before they are linked."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from factcheck.accounts.permissions import SignedInRequest, reviewer_required
from factcheck.claims.models import Claim
from factcheck.desk.offers import offer_of, visible_texts
from factcheck.desk.proposals import Proposal
from factcheck.documents.models import Extraction
from factcheck.evidence.answering import Words
from factcheck.passages.spans import Span
from factcheck.passages.stepping import Step, steps
from factcheck.web.htmx import render_page_or_fragment


def claim_of(request: SignedInRequest, key: int) -> Claim:
    claims = Claim.objects.visible_to(request.user).select_related("claimant__source")
    return get_object_or_404(claims.prefetch_related("terms"), pk=key)


@require_GET
@reviewer_required
def change_words(request: SignedInRequest, key: int) -> HttpResponse:
    """One suggestion with ways to make its words more or fewer before they are linked."""
    claim = claim_of(request, key)
    proposal, extraction = proposed(request, request.GET, claim)
    if proposal is None or extraction is None:
        return outdated(request, claim, status=200)
    words = words_shown(request.GET, proposal, extraction)
    language = extraction.capture.document.language
    possible = steps(extraction.text, Span(words.start, words.end), extraction.parsed_blocks, language)
    context = {
        "section": "claims",
        "claim": claim,
        "offer": offer_of(claim, proposal, extraction, words=words),
        "steps": [_named(step) for step in possible if _shares(step.span, proposal)],
        "words": words,
        "may_write": True,
        "focus": True,
    }
    return render_page_or_fragment(request, "desk/suggestions/one.html", context, "suggestion")


def _shares(span: Span, proposal: Proposal) -> bool:
    return span.start < proposal.end and span.end > proposal.start


def _named(step: Step) -> dict[str, Any]:
    """A step with its link's words, by the end that moves."""
    more = {
        ("start", "sentence", True): _("One sentence more before"),
        ("start", "sentence", False): _("One sentence fewer before"),
        ("end", "sentence", False): _("One sentence fewer after"),
        ("end", "sentence", True): _("One sentence more after"),
        ("start", "word", True): _("One word more before"),
        ("start", "word", False): _("One word fewer before"),
        ("end", "word", False): _("One word fewer after"),
        ("end", "word", True): _("One word more after"),
    }
    return {"name": step.name, "span": step.span, "label": more[step.end, step.unit, step.wider], "wider": step.wider}


def proposed(request: SignedInRequest, data: QueryDict, claim: Claim) -> tuple[Proposal | None, Extraction | None]:
    """What the page had proposed, and its text; None for either that is not, or no longer, to be had."""
    proposal = Proposal.read(data.get("proposal", ""), claim)
    if proposal is None:
        return None, None
    return proposal, visible_texts({proposal.extraction}, request.user).get(proposal.extraction)


def words_shown(data: QueryDict, proposal: Proposal, extraction: Extraction) -> Words:
    """The span that was shown when the button was pressed, where it is one."""
    start, end = (_offset(data.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or not start < end <= len(extraction.text):
        return Words(proposal.start, proposal.end)
    return Words(start, end)


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def outdated(request: SignedInRequest, claim: Claim, status: int = 422) -> HttpResponse:
    """For a proposal that this page did not make, or whose text is not to be seen any more."""
    context = {"section": "claims", "claim": claim}
    return render_page_or_fragment(request, "desk/suggestions/outdated.html", context, "outdated", status)
