"""What changed between two texts, in words. Plain values in and out."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from factcheck.database.readable import READABLE

#: Beyond this many words a comparison costs more than it tells: the texts are then shown whole, one struck.
MAX_WORDS = 4_000

#: The least that a reason takes which readers see: so many words, or letters; of the scripts that part no words, fewer.
ENOUGH_WORDS, ENOUGH_LETTERS, ENOUGH_UNPARTED = 3, 10, 6
#: Chinese, Japanese, Thai, Lao, Burmese and Khmer.
_UNPARTED = re.compile(r"[\u0E01-\u0EDF\u1000-\u109F\u1780-\u17FF\u3041-\u30FF\u3400-\u9FFF\U00020000-\U0003FFFF]")

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
    """Whether it is long enough to be printed as a reason: three different words, or ten letters, or six of a script
    without blanks between words.

    Of letters, five different ones, since "xxx" and "asdf" are typed into any box.
    """
    words = {word.casefold() for word in text.split() if sum(map(_is_letter, word)) > 1 or _UNPARTED.search(word)}
    letters = [character.casefold() for character in text if _is_letter(character)]
    unparted = sum(1 for character in letters if _UNPARTED.match(character))
    enough = len(letters) >= ENOUGH_LETTERS or unparted >= ENOUGH_UNPARTED
    return len(words) >= ENOUGH_WORDS or (enough and len(set(letters)) >= 5)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" and says_something(character)


def initials(name: str) -> str:
    """At most two letters that stand for a name or an address: "Ada Byron" AB, "cd@desk.example" CD."""
    words = re.findall(r"\w+", name.split("@")[0])
    if len(words) == 1:
        return str(words[0][:2]).upper()
    return "".join(word[0] for word in [*words[:1], *words[-1:]]).upper()
