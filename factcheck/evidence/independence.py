"""How many independent origins stand behind a set of evidence.

Two pieces of evidence count once when they go back to one origin: the same document; a copy, syndication,
excerpt or translation of it; or the same voice. Six newspapers with one agency's text, or six interviews with
one minister, are one origin. This is the rule that historians call "counting witnesses, not copies"; the
machinery is a plain union-find, since "goes back to the same origin" is an equivalence: it holds both ways
and passes along chains.

For claims about what someone said the shared speaker is what is being checked, not an origin: the recording
and two witnesses are three. Callers say so with `by_speaker=False`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.passages.names import same_voice_key


@dataclass(frozen=True)
class Item:
    """One piece of evidence, as far as counting goes."""

    id: int
    document: int
    speaker: str
    """Who speaks in the passage; empty when unattributed, and then never merged with another."""
    central: bool
    """Whether it bears on the central point; partial evidence is shown but not counted."""
    counted: bool
    """False for what never counts: withdrawn, or the claimant's own words in support of the claim."""


@dataclass(frozen=True)
class Origins:
    """Evidence ids grouped by origin: ids ascending in each group, groups by their first id."""

    groups: tuple[tuple[int, ...], ...]
    passages: int
    """How many pieces of evidence were counted, before any merging."""

    @property
    def independent(self) -> int:
        return len(self.groups)


class _Sets[T]:
    """Union-find with path halving; the representative is irrelevant outside."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, member: T) -> T:
        parent = self._parent
        parent.setdefault(member, member)
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def union(self, one: T, other: T) -> None:
        self._parent[self.find(one)] = self.find(other)


def independent_origins(
    items: Iterable[Item], copies: Iterable[tuple[int, int]] = (), *, by_speaker: bool = True
) -> Origins:
    """Group the central, counted items by origin.

    `copies` are pairs of document ids declared to be one work in two places; a chain of them joins its ends
    even when no evidence was taken from the documents between. The order of the input does not matter.
    """
    counted = sorted((item for item in items if item.central and item.counted), key=lambda item: item.id)
    sets = _Sets[tuple[str, int | str]]()
    for one, other in copies:
        sets.union(("document", one), ("document", other))
    for item in counted:
        voice = same_voice_key(item.speaker) if by_speaker else ""
        if voice:
            sets.union(("document", item.document), ("voice", voice))
    groups: dict[tuple[str, int | str], list[int]] = {}
    for item in counted:
        groups.setdefault(sets.find(("document", item.document)), []).append(item.id)
    return Origins(groups=tuple(tuple(ids) for ids in groups.values()), passages=len(counted))
