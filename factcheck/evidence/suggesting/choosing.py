"""Which of the ranked passages are suggested: those over the floor, and a copy takes no second place.

Pure, but for the values it is given.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from factcheck.database.month_names import MONTHS, WEEKDAYS
from factcheck.evidence.suggesting.gathering import Place
from factcheck.evidence.suggesting.likeness import Read, is_copy, read
from factcheck.search.scoring import Question, Scored
from factcheck.search.words import words as words_of

#: The nearness under which nothing is shown, and the share of the claim's weight that the passage itself must have.
FLOOR, OWN = 0.19, 0.10
#: The share of the claim's weight from which a passage seems to make the claim itself.
SAID = 0.8
#: A passage of which this share of the words is the claim's, and less than that share of the pairs, has them in
#: another order: it says nothing.
ONLY_ITS_WORDS, IN_ORDER = 0.8, 0.3
#: What dates are made of beside numbers, as an index has it.
_CALENDAR = frozenset(
    token
    for name in (*MONTHS, *WEEKDAYS, "года")
    for code in ("", "en", "ru", "de", "fr", "es")
    for token in words_of(name, code)
)


@dataclass
class Chosen:
    """A passage and its copies elsewhere."""

    scored: Scored
    place: Place
    read: Read
    beneath: bool
    #: Whether it seems to make the claim itself.
    says: bool
    copies: list[Place] = field(default_factory=list)


def choose(
    ranked: Iterable[Scored],
    places: Mapping[int, Place],
    *,
    related: Callable[[int, int], bool],
    says: Callable[[Scored], bool],
    limit: int,
    everything: bool,
    per_document: int | None = None,
) -> list[Chosen]:
    """At most `limit`, best first; with `per_document` at most so many of one document, and `limit` of those that seem
    to make the claim and of the others each, and no line that is a date or an address alone: it shares the rarest words
    with a claim and says nothing of it. `related` says of two documents whether one is a copy of the other."""
    chosen: list[Chosen] = []
    of_document: Counter[int] = Counter()
    of_list: Counter[bool] = Counter()
    for one in ranked:
        place = places[one.unit.key]
        beneath = one.nearness < FLOOR or one.own < OWN
        if (beneath and not everything) or (per_document is not None and is_date_or_address(one.unit.words)):
            continue
        said = says(one)
        listed = said and per_document is not None
        if of_list[listed] >= limit:
            if per_document is None or of_list[not listed] >= limit:
                break
            continue
        words = read(one.unit.words, place.language)
        if original := _original(chosen, place, words, related):
            original.copies.append(place)
        elif per_document is None or of_document[place.document] < per_document:
            chosen.append(Chosen(one, place, words, beneath, said))
            of_document[place.document] += 1
            of_list[listed] += 1
    return chosen


def _original(
    chosen: Sequence[Chosen], place: Place, words: Read, related: Callable[[int, int], bool]
) -> Chosen | None:
    """The passage of another text that this one is a copy of."""
    for other in chosen:
        if other.place.extraction == place.extraction:
            continue
        # Whatever is a copy of any other work is one of a related work: few come so far that it has to be known.
        if is_copy(words, other.read, related=True) and (
            is_copy(words, other.read) or related(place.document, other.place.document)
        ):
            return other
    return None


def is_date_or_address(words: Sequence[str]) -> bool:
    """Whether the words of a passage are those of a date, or begin as an address does. A row of numbers is neither."""
    if words[0] in ("http", "https", "www"):
        return True
    named = sum(token in _CALENDAR for token in words)
    numbers = sum(token.isdecimal() for token in words)
    return named + numbers == len(words) and (named > 0 or numbers == 1)


def coverage(asked: Question, words: Collection[str]) -> float:
    """The share of the claim's weight that is in these words, 0 to 1."""
    return sum(asked.weights[token] for token in {*words} if token in asked.weights) / asked.mass


def only_its_words(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a passage is hardly more than the words of the claim, and has them in another order."""
    if len(words) < 2:
        return False
    wanted, sought = {*asked}, {*pairwise(asked)}
    share = sum(token in wanted for token in words) / len(words)
    in_order = sum(pair in sought for pair in pairwise(words)) / (len(words) - 1)
    return share >= ONLY_ITS_WORDS and in_order < IN_ORDER
