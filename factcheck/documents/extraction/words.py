"""What readers say to people, in words that can be said in another language.

Readers run in processes that know of no language: they say it in English, and each sentence remembers with which words
and values it was made. The process that asked makes it anew, in the language of whoever brought the file in; it has
told this module how (`speak`). The functions are called as Django calls its own, so that `makemessages` finds the
words; what is said is still text, and can be compared as such.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_GAP = re.compile(r"%\((\w+)\)[sd]|%%")
#: Characters of a sentence and of what fills it that are taken from a child; more makes no sense.
_LONGEST = 10_000

#: A sentence as it is translated, its plural and number if it has any, and what fills its gaps.
type Part = tuple[str, str, int, Mapping[str, Any]]
#: The sentence in another language, given as in `Part`.
type Translate = Callable[[str, str, int], str]


def _in_english(one: str, many: str, number: int) -> str:
    return many if many and number != 1 else one


_translate: Translate = _in_english


def speak(translate: Translate) -> None:
    """Say from now on what `translate` makes of it."""
    global _translate
    _translate = translate


class Said(str):
    """Text that knows what it was made of. A part that is text by itself is in nobody's language, such as a name."""

    made_of: tuple[Part | str, ...]


def _made(parts: tuple[Part | str, ...]) -> Said:
    said = Said(" ".join(one if isinstance(one, str) else _sentence(*one) for one in parts))
    said.made_of = parts
    return said


def _sentence(one: str, many: str, number: int, values: Mapping[str, Any]) -> str:
    words = _translate(one, many, number)
    return _GAP.sub(lambda gap: str(values.get(gap[1], gap[0])) if gap[1] else "%", words) if values else words


def gettext(sentence: str, /, **values: Any) -> str:
    """The sentence, its gaps, as in `%(name)s`, filled."""
    return _made(((sentence, "", 0, values),))


def ngettext(one: str, many: str, number: int, /, **values: Any) -> str:
    """The same in singular or plural."""
    return _made(((one, many, number, values),))


def gettext_noop(sentence: str) -> str:
    """Words that are said later, by `gettext`."""
    return sentence


def joined(*told: str) -> str:
    """Several sentences, one after the other; those that are empty are left out."""
    parts = [part for one in told if one for part in (one.made_of if isinstance(one, Said) else (str(one),))]
    return _made(tuple(parts))


def as_plain(text: str) -> Any:
    """For JSON: text as text, what knows of itself by its parts."""
    if not isinstance(text, Said):
        return text
    return {"said": [part if isinstance(part, str) else [*part[:3], _plain_values(part[3])] for part in text.made_of]}


def _plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_plain(value) if isinstance(value, str) else str(value) for name, value in values.items()}


def from_plain(told: Any) -> str:
    """What `as_plain` gave, said in this process. Raises TypeError, KeyError or ValueError for what it gives never."""
    if isinstance(told, str):
        return told
    return _made(tuple(part if isinstance(part, str) else _part(*part) for part in told["said"]))


def _part(one: str, many: str, number: int, values: Mapping[str, Any]) -> Part:
    filled = {str(name): from_plain(value) for name, value in values.items()}
    if not (isinstance(one, str) and isinstance(many, str) and isinstance(number, int)):
        raise TypeError("not a sentence")
    if len(one) + len(many) + sum(map(len, filled.values())) > _LONGEST:
        raise ValueError("longer than a reader says")
    return one, many, number, filled
