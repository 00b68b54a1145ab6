"""What a post says, without what only its place on the web put there. Plain values in and out.

Addresses go. `#StopTheSteal` is read as "Stop The Steal StopTheSteal": its words for those who wrote them out, and
the whole for those who kept the tag; `@` handles likewise, as people are often named by nothing else. Case and digits
show where words meet; a tag in one case is left whole, since cutting it by a list of words found as much wrong as
right. The name and the date that stand beneath a quoted post stay: claims are about who said it, and when.
"""

import re

from factcheck.database.month_names import MONTHS
from factcheck.database.partial_dates import PartialDate, PartialDateError, parse

_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_TAG = re.compile(r"[#@＃＠](\w{2,})")  # noqa: RUF001  as they are typed on Asian keyboards
_NAMES_OF_MONTHS = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|(?:{_NAMES_OF_MONTHS})\.? \d{{1,2}}, \d{{4}}"
    rf"|\d{{1,2}}\.? (?:{_NAMES_OF_MONTHS})\.? \d{{4}})\b",
    re.IGNORECASE,
)


def spoken(text: str) -> str:
    """The words of a post."""
    return " ".join(_TAG.sub(_as_words, _ADDRESS.sub(" ", text)).split())


def parts_of(tag: str) -> str:
    """`StopTheSteal` as "Stop The Steal", `NRAFail2016` as "NRA Fail 2016"."""
    words = [""]
    for before, letter, after in zip(" " + tag, tag, tag[1:] + " ", strict=False):
        if letter == "_" or _begins_word(before, letter, after):
            words.append("")
        if letter != "_":
            words[-1] += letter
    return " ".join(filter(None, words))


def _begins_word(before: str, letter: str, after: str) -> bool:
    if letter.isdigit():
        return before.isalpha()
    return letter.isupper() and (before.islower() or (before.isupper() and after.islower()))


def day_in(text: str) -> PartialDate | None:
    """The last full date that stands in the text: beneath a quoted post it is the day of the post."""
    found = _DATE.findall(text)
    try:
        return parse(found[-1]) if found else None
    except PartialDateError:
        return None


def _as_words(found: re.Match[str]) -> str:
    tag = found[1]
    parts = parts_of(tag)
    return f" {tag} " if parts == tag else f" {parts} {tag} "
