"""What stages downstream draw from documents, told by themselves in their `apps.py`.

So this stage can count it, and move it along when two documents turn out to be one work, and imports none.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """`count`: keys of documents to how many each has. `move`: what was drawn from those extractions now belongs
    to the document with that key; called inside the transaction that moved the captures."""

    count: Callable[[Collection[int]], Mapping[int, int]]
    move: Callable[[Collection[int], int], None]


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
