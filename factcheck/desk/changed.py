"""Pages that changed since they were captured: on the desk, and beside the claims that rest on them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from factcheck.accounts.models import User
from factcheck.claims.models import Appearance, Claim
from factcheck.documents.capturing.states import PageState, states_of
from factcheck.documents.models import Document, WatchFinding
from factcheck.evidence.models import Evidence, Kept
from factcheck.passages.models import Anchor, Passage

#: Findings shown on the desk; each answered one makes room for the next.
SHOWN = 8
_TOUCHED = (Anchor.Status.ALTERED, Anchor.Status.LOST)


@dataclass(frozen=True)
class Changed:
    """A finding that nobody has answered, and the claims that draw on its document."""

    finding: WatchFinding
    claims: list[Claim]


@dataclass(frozen=True)
class PageOfClaim:
    """A page that a claim draws on. `touched`: how many of the claim's own passages changed or are gone in the newest
    text that was compared."""

    document: Document
    state: PageState
    touched: int


def changed_pages(user: User) -> list[Changed]:
    """What waits for somebody to say what it means, the newest first."""
    documents = Document.objects.visible_to(user)
    found = list(
        WatchFinding.objects.open()
        .filter(document__in=documents)
        .select_related("document__merged_into", "fetch")[:SHOWN]
    )
    works = {finding.pk: finding.document.standing_document.pk for finding in found}
    claims = _claims_on(set(works.values()), user)
    return [Changed(finding, claims.get(works[finding.pk], [])[:SHOWN]) for finding in found]


def pages_of(claim: Claim, user: User) -> list[PageOfClaim]:
    """Watched pages that the claim draws on, and those of which something found is not answered yet."""
    passages = dict(_passages_of(claim, user).values_list("pk", "document"))
    states = states_of(set(passages.values()))
    shown = {key: state for key, state in states.items() if state.is_watched or state.open}
    if not shown:
        return []
    documents = Document.objects.visible_to(user).in_bulk(list(shown))
    return [
        PageOfClaim(documents[key], state, _touched(state, passages))
        for key, state in shown.items()
        if key in documents
    ]


def _passages_of(claim: Claim, user: User) -> Any:
    evidence = Evidence.objects.visible_to(user).standing().filter(claim=claim)
    appearances = Appearance.objects.visible_to(user).standing().filter(claim=claim)
    kept = Kept.objects.filter(claim=claim)
    return Passage.objects.filter(
        Q(pk__in=evidence.values("passage"))
        | Q(pk__in=appearances.values("passage"))
        | Q(pk__in=kept.values("passage"))
    )


def _touched(state: PageState, passages: dict[int, int]) -> int:
    fetch = state.finding.fetch if state.finding else None
    if fetch is None or fetch.capture_id is None:
        return 0
    here = [key for key, document in passages.items() if document == state.document]
    anchors = Anchor.objects.filter(passage__in=here, extraction__capture=fetch.capture_id, status__in=_TOUCHED)
    return anchors.count()


def _claims_on(documents: Collection[int], user: User) -> dict[int, list[Claim]]:
    """The claims that draw on each of these documents, by its key: three queries, however many."""
    evidence = Evidence.objects.visible_to(user).standing().filter(passage__document__in=documents)
    said = Appearance.objects.visible_to(user).standing().filter(passage__document__in=documents)
    pairs = {
        *evidence.order_by().values_list("passage__document", "claim").distinct(),
        *said.order_by().values_list("passage__document", "claim").distinct(),
    }
    claims = Claim.objects.visible_to(user).in_bulk({claim for _document, claim in pairs})
    drawn: dict[int, list[Claim]] = {}
    for document, claim in sorted(pairs, reverse=True):
        if claim in claims:
            drawn.setdefault(document, []).append(claims[claim])
    return drawn
