"""What stages downstream draw from documents, told by themselves in their `apps.py`.

So this stage can count it, and move it along when two documents turn out to be one work, and imports none.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


def _nowhere(_document: int, _extraction: int) -> Mapping[str, int]:
    """What can't be looked up in another text."""
    return {}


@dataclass(frozen=True)
class Drawn:
    """`count`: keys of documents to how many each has. `move`: what was drawn from those extractions now belongs
    to the document with that key; called inside the transaction that moved the captures. `relocate`: look up what
    was drawn from the document's other extractions in this one, a new one, and keep where it lies; how many there
    are by status: "exact", "moved", "altered", "lost". Called inside the transaction that recorded the extraction,
    and safe to call twice."""

    count: Callable[[Collection[int]], Mapping[int, int]]
    move: Callable[[Collection[int], int], None]
    relocate: Callable[[int, int], Mapping[str, int]] = _nowhere


_registered: list[Drawn] = []


def register(drawn: Drawn) -> None:
    """Told once by each stage, in `ready()`."""
    _registered.append(drawn)


def count(documents: Collection[int]) -> Counter[int]:
    """How much has been drawn from each document."""
    total: Counter[int] = Counter()
    for drawn in _registered:
        total.update(drawn.count(documents))
    return total


def move(extractions: Collection[int], document: int) -> None:
    """Let everything drawn from the extractions belong to the document."""
    for drawn in _registered:
        drawn.move(extractions, document)


def relocate(document: int, extraction: int) -> Counter[str]:
    """Look up everything drawn from the document in its new extraction; how many there are by status."""
    total: Counter[str] = Counter()
    for drawn in _registered:
        total.update(drawn.relocate(document, extraction))
    return total
