"""Which of the ranked passages are suggested: those over the floor, and a copy takes no second place.

Pure, but for the values it is given.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.evidence.suggesting.gathering import Place
from factcheck.evidence.suggesting.likeness import Read, is_copy, read
from factcheck.search.scoring import Question, Scored

#: The score under which nothing is shown, and the share of the claim's weight that the passage itself must have.
FLOOR, OWN = 0.20, 0.10
#: The share of the claim's weight from which a passage seems to make the claim itself.
SAID = 0.8


@dataclass
class Chosen:
    """A passage and its copies elsewhere."""

    scored: Scored
    place: Place
    read: Read
    beneath: bool
    copies: list[Place] = field(default_factory=list)


def choose(
    ranked: Iterable[Scored],
    places: Mapping[int, Place],
    *,
    related: Callable[[int, int], bool],
    limit: int,
    everything: bool,
) -> list[Chosen]:
    """At most `limit`, best first. `related` says of two documents whether one is a copy of the other."""
    chosen: list[Chosen] = []
    for one in ranked:
        place = places[one.unit.key]
        beneath = one.score < FLOOR or one.own < OWN
        if len(chosen) >= limit or (beneath and not everything):
            break
        words = read(one.unit.words, place.language)
        if original := _original(chosen, place, words, related):
            original.copies.append(place)
        else:
            chosen.append(Chosen(one, place, words, beneath))
    return chosen


def _original(
    chosen: Sequence[Chosen], place: Place, words: Read, related: Callable[[int, int], bool]
) -> Chosen | None:
    """The passage of another text that this one is a copy of."""
    for other in chosen:
        if other.place.extraction == place.extraction:
            continue
        if is_copy(words, other.read, related=related(place.document, other.place.document)):
            return other
    return None


def coverage(asked: Question, words: Collection[str]) -> float:
    """The share of the claim's weight that is in these words, 0 to 1."""
    return sum(asked.weights[token] for token in {*words} if token in asked.weights) / asked.mass
