"""Who is called by name in a comment: `@Name` or `@address`, the longest name that fits. Plain values in and out.

Names of people are words with blanks between them, so where a name ends is not written down: "@Ada Byron wrote" calls
Ada Byron if there is one, else Ada. What fits nobody stays text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Characters of a comment, and people called in one.
LONGEST = 20_000
MOST_CALLED = 30

# After a letter it is the middle of an address: ada@desk.example calls nobody.
_CALL = re.compile(r"(?<![\w.@+-])@(?=(\w+))")
_FIRST_WORD = re.compile(r"\w+")

type _Ways = dict[str, list[tuple[re.Pattern[str], tuple[int, ...]]]]


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
    return list(_calls(text, _by_first_word(people)))


def called_in(text: str, people: Iterable[Called]) -> list[int]:
    """The keys of those called, each once, in the order of the text."""
    return list(dict.fromkeys(key for call in calls_in(text, people) for key in call.keys))


def _by_first_word(people: Iterable[Called]) -> _Ways:
    """Each way to call somebody with whom it calls, by the word it begins with, the longest first."""
    ways: dict[str, tuple[int, ...]] = {}
    for person in people:
        for way in dict.fromkeys((" ".join(person.name.split()).casefold(), person.address.casefold())):
            if way:
                ways[way] = (*ways.get(way, ()), person.key)
    found: _Ways = {}
    for way in sorted(ways, key=len, reverse=True):
        # Nobody is called by a name that begins with no letter.
        if first := _FIRST_WORD.match(way):
            found.setdefault(first.group(), []).append((_pattern(way), ways[way]))
    return found


def _pattern(way: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in way.split(" "))
    # Ada is not called by "@Adam"; nor is ada@desk.example by "@ada@desk.example.org".
    return re.compile(rf"{words}(?!\w|[.@-]\w)" if "@" in way else rf"{words}(?![\w@])", re.IGNORECASE)


def _calls(text: str, ways: _Ways) -> Iterator[Call]:
    for at in _CALL.finditer(text):
        # No name ends within a word, so only those that begin with this very word can fit.
        for pattern, keys in ways.get(at[1].casefold(), ()):
            if found := pattern.match(text, at.end()):
                yield Call(at.start(), found.end(), keys)
                break
