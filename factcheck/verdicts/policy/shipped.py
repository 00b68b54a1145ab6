"""The two policies that a desk starts with. It changes them by making the next version of one."""

from typing import Final

from factcheck.verdicts.models import Policy
from factcheck.verdicts.policy.versions import Asked, publish_policy

STRICT: Final = "Strict (IFCN-like)"
SMALL: Final = "Small desk"

POLICIES: Final[dict[str, tuple[Asked, ...]]] = {
    STRICT: (
        Asked("independent_origins", minimum=2),
        Asked("record_or_witnesses", minimum=2),
        Asked("first_hand"),
        Asked("against_referenced"),
        Asked("rationales"),
        Asked("scope_stated"),
        Asked("documented_search", minimum=1),
        Asked("looked_for", minimum=1),
        Asked("claimant_asked"),
        Asked("pages_answered"),
        Asked("threads_resolved"),
        Asked("approver_apart"),
        Asked("public_address"),
        Asked("second_opinion"),
        Asked("parts_decided"),
    ),
    SMALL: (
        Asked("independent_origins", kinds=("fact", "quantity", "negative", "cause", "image"), minimum=1),
        Asked("record_or_witnesses", minimum=1),
        Asked("against_referenced"),
        Asked("rationales"),
        Asked("documented_search", minimum=1),
        Asked("looked_for", minimum=1),
        Asked("pages_answered"),
        Asked("threads_resolved"),
        Asked("parts_decided"),
    ),
}

#: The one that is in force on a new desk.
IN_FORCE: str = SMALL


def ensure_policies() -> None:
    """What a new desk starts with, unless it has a policy."""
    if Policy.objects.exists():
        return
    for name, rules in POLICIES.items():
        publish_policy(name=name, rules=rules, in_force=name == IN_FORCE)
