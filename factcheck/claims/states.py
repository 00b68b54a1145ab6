"""Which state the work on a claim may go to from which, and the role it takes.

Only what people decide is stored here. That a claim is in review, approved or published follows from its verdict
(`verdicts/states.py`) and is never stored, so that the two can't disagree.
"""

from types import MappingProxyType
from typing import Final, Literal

from factcheck.accounts.moves import Table, allows

type State = Literal["new", "triaged", "researching", "dropped"]

STATES: Final[tuple[State, ...]] = ("new", "triaged", "researching", "dropped")

TRANSITIONS: Final[Table[State]] = MappingProxyType(
    {
        ("new", "triaged"): "reviewer",
        ("new", "researching"): "reviewer",
        ("new", "dropped"): "reviewer",
        ("triaged", "researching"): "reviewer",
        ("triaged", "dropped"): "reviewer",
        ("researching", "triaged"): "reviewer",
        ("researching", "dropped"): "reviewer",
        ("dropped", "triaged"): "reviewer",
    }
)


def may(from_state: str, to_state: str, role: str) -> bool:
    """Whether someone of this role may take the work on a claim from one state to the other."""
    return allows(TRANSITIONS, from_state, to_state, role)
