"""Who is called by name in a comment: `@Name` or `@address`, the longest name that fits. Plain values in and out.

Names of people are words with blanks between them, so where a name ends is not written down: "@Ada Byron wrote" calls
Ada Byron if there is one, else Ada. What fits nobody stays text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# After a letter it is the middle of an address: ada@desk.example calls nobody.
_CALL = re.compile(r"(?<![\w.@+-])@(?=\w)")


@dataclass(frozen=True)
class Called:
    """A person as they can be called."""

    key: int
    name: str
    address: str


@dataclass(frozen=True)
class Call:
    """The span `[start, end)` of the text that calls; more than one person only where they share a name."""

    start: int
    end: int
    keys: tuple[int, ...]


def calls_in(text: str, people: Iterable[Called]) -> list[Call]:
    """The calls in the order of the text."""
    return list(_calls(text, _by_length(people)))


def called_in(text: str, people: Iterable[Called]) -> list[int]:
    """The keys of those called, each once, in the order of the text."""
    return list(dict.fromkeys(key for call in calls_in(text, people) for key in call.keys))


def _by_length(people: Iterable[Called]) -> list[tuple[re.Pattern[str], tuple[int, ...]]]:
    """Each way to call somebody with whom it calls, the longest first."""
    ways: dict[str, tuple[int, ...]] = {}
    for person in people:
        for way in dict.fromkeys((" ".join(person.name.split()).casefold(), person.address.casefold())):
            if way:
                ways[way] = (*ways.get(way, ()), person.key)
    return [(_pattern(way), ways[way]) for way in sorted(ways, key=len, reverse=True)]


def _pattern(way: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in way.split(" "))
    # Ada is not called by "@Adam"; nor is ada@desk.example by "@ada@desk.example.org".
    return re.compile(rf"{words}(?!\w|[.@-]\w)" if "@" in way else rf"{words}(?![\w@])", re.IGNORECASE)


def _calls(text: str, ways: list[tuple[re.Pattern[str], tuple[int, ...]]]) -> Iterator[Call]:
    for at in _CALL.finditer(text):
        for pattern, keys in ways:
            if found := pattern.match(text, at.end()):
                yield Call(at.start(), found.end(), keys)
                break
