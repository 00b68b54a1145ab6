"""Proposed edits to a text, and what changed between two versions, word by word."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

_WORDS_AND_GAPS = re.compile(r"\w+|\s+|[^\w\s]")


class EditDoesNotApply(ValueError):
    """The words to be replaced do not stand exactly once in the text."""


@dataclass(frozen=True)
class Change:
    """A run of text that both versions share, or that only the new or only the old one has."""

    kind: Literal["equal", "insert", "delete"]
    text: str


def propose_edit(text: str, before: str, after: str) -> str:
    """The text with the single occurrence of `before` replaced by `after`.

    Raises `EditDoesNotApply` when `before` is empty, absent or stands more than once: an edit that lands in
    the wrong place would put words into the author's mouth.
    """
    if not before:
        raise EditDoesNotApply("expected words to replace, got none")
    first = text.find(before)
    if first < 0:
        raise EditDoesNotApply("expected the words to stand in the text, got none: it has changed since")
    # From the next letter, so that occurrences that overlap are seen too.
    if text.find(before, first + 1) >= 0:
        raise EditDoesNotApply("expected the words to stand once in the text, got more: take more words")
    return text[:first] + after + text[first + len(before) :]


def word_diff(before: str, after: str) -> tuple[Change, ...]:
    """What changed, by whole words: equal and deleted runs make up `before`, equal and inserted `after`."""
    old, new = _WORDS_AND_GAPS.findall(before), _WORDS_AND_GAPS.findall(after)
    found: list[Change] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("equal", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Change("delete", "".join(old[i:j])))
        if m > k:
            found.append(Change("insert", "".join(new[k:m])))
    return tuple(found)
