"""Which state a verdict may go to from which, and the role it takes.

The table is the rule: actions ask it, the pages offer only what it allows, and whatever is not in it is
refused. That the author never approves is a rule about people, not about states, and stands with the action
and in the database.
"""

from types import MappingProxyType
from typing import Final, Literal

from factcheck.accounts.moves import Table, allows

type State = Literal["draft", "in_review", "returned", "approved", "published", "superseded", "withdrawn"]

STATES: Final[tuple[State, ...]] = (
    "draft",
    "in_review",
    "returned",
    "approved",
    "published",
    "superseded",
    "withdrawn",
)

TRANSITIONS: Final[Table[State]] = MappingProxyType(
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
    return allows(TRANSITIONS, from_state, to_state, role)
