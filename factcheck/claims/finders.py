"""Choosing a claim by typing."""

from django.db.models import Q
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of
from factcheck.web.pick import HITS, Finder, Option


def claim_finder(user: User) -> Finder:
    """Claims by words of their statement or claimant, or by number; the last changed first.

    For one request: a claim that is asked for again, by the form and by its view, is looked up once.
    """
    visible = Claim.objects.visible_to(user)
    found: dict[int, Claim | None] = {}

    def get(public_id: str) -> Claim | None:
        key = key_of(public_id, Claim.KIND)
        if key is None:
            return None
        if key not in found:
            # In no order, which `first` would ask for.
            found[key] = next(iter(visible.filter(pk=key).order_by()), None)
        return found[key]

    def search(text: str) -> list[Claim]:
        hits = visible.select_related("claimant").order_by("-updated_at", "-id")
        for word in text.split()[:8]:
            matches = Q(statement__icontains=word) | Q(claimant__name__icontains=word)
            key = key_of(word, Claim.KIND)
            hits = hits.filter(matches if key is None else matches | Q(pk=key))
        return list(hits[:HITS])

    return Finder(reverse("claims:pick"), search, get, _claim_option)


def _claim_option(claim: Claim) -> Option:
    details = (str(claim.get_kind_display()).partition(":")[0], claim.claimant.name if claim.claimant else "")
    return Option(claim.public_id, claim.statement, ", ".join(filter(None, details)))
