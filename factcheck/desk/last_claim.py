"""The claim a person has at hand: the one last opened or worked on, which the next selection is probably about."""

from factcheck.accounts.permissions import SignedInRequest
from factcheck.accounts.roles import Role
from factcheck.claims.models import Claim

_KEY = "last_claim"


def remember_claim(request: SignedInRequest, claim: Claim) -> None:
    """Offer this claim with the next selection. Who only reads selects nothing: their session is left alone."""
    if request.session.get(_KEY) != claim.public_id and request.user.has_role(Role.REVIEWER):
        request.session[_KEY] = claim.public_id


def last_claim(request: SignedInRequest) -> str:
    """Its public id; empty if there is none yet."""
    return str(request.session.get(_KEY, ""))
