"""What changed between two texts, in words. Plain values in and out."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from factcheck.database.readable import READABLE

#: Beyond this many words a comparison costs more than it tells: the texts are then shown whole, one struck.
MAX_WORDS = 4_000

#: The least that a reason takes which readers see: so many words, or so many letters where words are not parted.
ENOUGH_WORDS, ENOUGH_LETTERS = 3, 15

_CAN_BE_READ = re.compile(READABLE)
_WORD_OR_SPACE = re.compile(r"\s+|[^\s\w]|\w+")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    kind: Kind
    text: str


def compare(before: str, after: str) -> list[Part]:
    """The parts that, without the added ones, give `before` and, without the removed ones, `after`."""
    old, new = _WORD_OR_SPACE.findall(before), _WORD_OR_SPACE.findall(after)
    if len(old) + len(new) > MAX_WORDS:
        return _parts((Kind.REMOVED, before), (Kind.ADDED, after))
    parts: list[Part] = []
    # Blanks are alike everywhere: taken for words in common they would tear apart what was written anew.
    for _tag, i1, i2, j1, j2 in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if old[i1:i2] == new[j1:j2]:
            parts += _parts((Kind.SAME, "".join(old[i1:i2])))
        else:
            parts += _parts((Kind.REMOVED, "".join(old[i1:i2])), (Kind.ADDED, "".join(new[j1:j2])))
    return parts


def _parts(*pairs: tuple[Kind, str]) -> list[Part]:
    return [Part(kind, text) for kind, text in pairs if text]


def says_something(text: str) -> bool:
    """Whether anything in it can be read: spaces, and characters that nobody sees, are no reason for anything."""
    return _CAN_BE_READ.search(text.replace("\0", "")) is not None


def says_enough(text: str) -> bool:
    """Whether it is long enough to be printed as a reason: three different words, or 15 letters.

    Letters, since some languages are written without blanks; more than one of them, since "xxx" is typed into any box.
    """
    words = {word.casefold() for word in text.split() if any(_is_letter(character) for character in word)}
    letters = [character for character in text if _is_letter(character)]
    return len(words) >= ENOUGH_WORDS or (len(letters) >= ENOUGH_LETTERS and len(set(letters)) > ENOUGH_WORDS)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" and says_something(character)


def initials(name: str) -> str:
    """At most two letters that stand for a name or an address: "Ada Byron" AB, "cd@desk.example" CD."""
    words = re.findall(r"\w+", name.split("@")[0])
    if len(words) == 1:
        return str(words[0][:2]).upper()
    return "".join(word[0] for word in [*words[:1], *words[-1:]]).upper()
