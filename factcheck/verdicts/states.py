"""Which state a verdict may go to from which, and the role it takes.

The table is the rule: actions ask it, the pages offer only what it allows, and whatever is not in it is
refused. That the author never approves is a rule about people, not about states, and stands with the action
and in the database.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

type State = Literal["draft", "in_review", "returned", "approved", "published", "superseded", "withdrawn"]
type Role = Literal["viewer", "reviewer", "editor", "admin"]

STATES: Final[tuple[State, ...]] = (
    "draft",
    "in_review",
    "returned",
    "approved",
    "published",
    "superseded",
    "withdrawn",
)
ROLES: Final[tuple[Role, ...]] = ("viewer", "reviewer", "editor", "admin")
"""Ascending: each role may do all that the ones before it may."""

TRANSITIONS: Final[Mapping[tuple[State, State], Role]] = MappingProxyType(
    {
        ("draft", "in_review"): "reviewer",
        ("returned", "in_review"): "reviewer",
        ("in_review", "returned"): "editor",
        ("in_review", "approved"): "editor",
        ("approved", "published"): "editor",
        ("approved", "returned"): "editor",
        ("approved", "withdrawn"): "editor",
        ("published", "superseded"): "editor",
        ("published", "withdrawn"): "editor",
    }
)


def may(from_state: str, to_state: str, role: str) -> bool:
    """Whether someone of this role may take a verdict from one state to the other; unknown words may not."""
    needed = {(str(a), str(b)): needed for (a, b), needed in TRANSITIONS.items()}.get((from_state, to_state))
    if needed is None or role not in ROLES:
        return False
    return ROLES.index(role) >= ROLES.index(needed)
