"""The claim a person has at hand: the one last opened or worked on, which the next selection is probably about."""

from collections.abc import Mapping
from typing import Any

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim
from factcheck.database.objects import key_of, public_id

_KEY = "last_claim"


def remember_claim(request: SignedInRequest, claim: Claim) -> None:
    """Offer this claim with the next selection. Who only reads selects nothing: their session is left alone."""
    if request.session.get(_KEY) != claim.public_id and request.user.has_role(Role.REVIEWER):
        request.session[_KEY] = claim.public_id


def claim_named(address: Mapping[str, Any]) -> str:
    """The public id of the claim that `?claim=C-0017` names, whoever asks; "" if it names none."""
    key = key_of(address.get("claim", ""), Claim.KIND)
    return public_id(Claim.KIND, key) if key is not None else ""


def claim_in_address(request: SignedInRequest) -> Claim | None:
    """The claim that `?claim=C-0017` names, for who may link passages to it."""
    key = key_of(request.GET.get("claim", ""), Claim.KIND)
    if key is None or not request.user.has_role(Role.REVIEWER):
        return None
    return Claim.objects.visible_to(request.user).filter(pk=key).first()


def last_claim(request: SignedInRequest) -> str:
    """Its public id; empty if there is none yet."""
    return str(request.session.get(_KEY, ""))
