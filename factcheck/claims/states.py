"""Which state the work on a claim may go to from which, and the role it takes.

Only what people decide is stored here. That a claim is in review, approved or published follows from its verdict
(`verdicts/states.py`) and is never stored, so that the two can't disagree.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

type State = Literal["new", "triaged", "researching", "dropped"]
type Role = Literal["viewer", "reviewer", "editor", "admin"]

STATES: Final[tuple[State, ...]] = ("new", "triaged", "researching", "dropped")
ROLES: Final[tuple[Role, ...]] = ("viewer", "reviewer", "editor", "admin")
"""Ascending: each role may do all that the ones before it may."""

TRANSITIONS: Final[Mapping[tuple[State, State], Role]] = MappingProxyType(
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
