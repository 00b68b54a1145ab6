"""Tables of states: which leads to which, and the least role that it takes.

A table is a plain mapping from (old, new) to a role. Actions ask it, pages offer only what it allows, the triggers
of the database are written from it, and the diagrams in the README are drawn from it: what it says is the rule.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

type Role = Literal["viewer", "reviewer", "editor", "admin"]
type Table[State: str] = Mapping[tuple[State, State], Role]

ROLES: Final[tuple[Role, ...]] = ("viewer", "reviewer", "editor", "admin")
"""Ascending: each role may do all that the ones before it may."""


def allows[State: str](table: Table[State], old: str, new: str, role: str) -> bool:
    """Whether someone of this role may go from one state to the other; unknown words may not."""
    needed = {(str(a), str(b)): needed for (a, b), needed in table.items()}.get((old, new))
    return needed is not None and role in roles_from(needed)


def roles_from(role: Role) -> tuple[Role, ...]:
    """The roles that include this one."""
    return ROLES[ROLES.index(role) :]


def pairs_in_sql[State: str](table: Table[State], role: Role | None = None) -> str:
    """The moves as SQL pairs; with a role, those that need at least it and no higher one."""
    pairs = (pair for pair, needed in table.items() if role in (None, needed))
    return "(" + ", ".join(f"('{old}', '{new}')" for old, new in pairs) + ")"


ACTOR: Final = "nullif(current_setting('factcheck.actor_id', true), '')::bigint"
"""SQL: the key of the person who acts, as the audit context names them; null for a program."""


def holds(role: Role, person: str = ACTOR) -> str:
    """SQL: whether who acts, or whose key the SQL of `person` is, is active and has at least this role."""
    held = ", ".join(f"'{one}'" for one in roles_from(role))
    return f"EXISTS (SELECT FROM accounts_user u WHERE u.id = {person} AND u.is_active AND u.role IN ({held}))"


def diagram[State: str](states: Sequence[State], table: Table[State]) -> str:
    """The table as a Mermaid state diagram. It begins in the first state; states that nothing leads out of end it."""
    ends = [state for state in states if not any(old == state for old, _new in table)]
    lines = [f"[*] --> {states[0]}"]
    lines += [f"{old} --> {new}: {role}" for (old, new), role in table.items()]
    lines += [f"{state} --> [*]" for state in ends]
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in lines)])
