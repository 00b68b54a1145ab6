"""Which indexes there are and where what they hold comes from, told by the stages in their `apps.py`.

So this app can follow PostgreSQL, and imports no stage.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

#: The fields of an index that hold words.
WORDS, TITLE = "words", "title"


class Place(NamedTuple):
    """A place in what arrives: the transaction that wrote a row, and the row's key. See `arrival.py`."""

    xid: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """What is found: `key` and `kind` name it in PostgreSQL. `words` and `title` are tokens between spaces."""

    key: int
    words: str
    kind: str = ""
    title: str = ""
    extraction: int = 0
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What arrived after a place, in order: `place` is the last of it, `more` whether there may be more.

    `scanned` is how many rows were looked at for it. `gone` are (kind, key) of what is no longer to be found.
    """

    items: Sequence[Item]
    place: Place
    more: bool
    scanned: int = 0
    gone: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many rows have arrived and are not in the index, counted up to a limit; since when the first waits."""

    rows: int
    since: datetime | None


def _nothing() -> bool:
    return False


@dataclass(frozen=True)
class Index:
    """One index.

    `version` names all that its content depends on beside the rows: whoever changes how words or units are made
    changes it, and the index is built anew. `after` gives what arrived after a place, at most about so many rows.
    `prepare` does a share of the work that has to come before, and says whether there is more of it.
    `replaces`: an item may come again, and takes the place of the one before. `total`: about how many items there
    will be. `weights` are the fields that a search looks at, and how much each counts.
    """

    name: str
    version: str
    after: Callable[[Place, int], Batch]
    waiting: Callable[[Place], Waiting]
    total: Callable[[], int]
    prepare: Callable[[], bool] = _nothing
    replaces: bool = False
    weights: Mapping[str, float] = field(default_factory=lambda: {WORDS: 1.0})


_registered: dict[str, Index] = {}


def register(index: Index) -> None:
    """Told once by each stage, in `ready()`."""
    _registered[index.name] = index


def registered() -> list[Index]:
    """All indexes, in the order of the flow."""
    return list(_registered.values())


def named(name: str) -> Index:
    """The index of that name. Raises KeyError."""
    return _registered[name]
