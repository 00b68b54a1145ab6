"""What changed between two texts of a page, a paragraph at a time. Plain values in and out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

#: Paragraphs shown before and after a change; the rest of what stayed is only counted.
_AROUND = 1
#: Share of words in common from which on two paragraphs are one that was edited.
_EDITED = 0.3
_ALIKE = {'"': "“”„‟«»", "'": "‘’‚‛", "-": "–—", " ": "\u00a0"}  # noqa: RUF001
_TYPOGRAPHY = {ord(mark): plain for plain, marks in _ALIKE.items() for mark in marks}


@dataclass(frozen=True)
class Row:
    """A paragraph: "same", "edited", "removed" or "added"; or "gap": `left_out` that stayed as they were."""

    kind: Literal["same", "edited", "removed", "added", "gap"]
    before: str = ""
    after: str = ""
    left_out: int = 0


def changes(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Every paragraph that changed, in order, with those around it."""
    rows: list[Row] = []
    # Typographic marks are how a text was set or copied, not what it says.
    old_words, new_words = ([text.translate(_TYPOGRAPHY) for text in texts] for texts in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row("same", text, text) for text in before[i1:i2]]
        else:
            for old, new in zip_longest(before[i1:i2], after[j1:j2], fillvalue=""):
                rows += _changed(old, new)
    return _near_changes(rows)


def _changed(old: str, new: str) -> list[Row]:
    if old and new and _likeness(old, new) >= _EDITED:
        return [Row("edited", old, new)]
    return [*([Row("removed", old)] if old else []), *([Row("added", "", new)] if new else [])]


def _likeness(old: str, new: str) -> float:
    """Share of the longer one's words that both have."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (old, new))
    return (one & other).total() / max(one.total(), other.total(), 1)


def _near_changes(rows: list[Row]) -> list[Row]:
    near = {at + step for at, row in enumerate(rows) if row.kind != "same" for step in range(-_AROUND, _AROUND + 1)}
    shown: list[Row] = []
    for at, row in enumerate(rows):
        if at in near:
            shown.append(row)
        elif shown and shown[-1].kind == "gap":
            shown[-1] = Row("gap", left_out=shown[-1].left_out + 1)
        else:
            shown.append(Row("gap", left_out=1))
    return shown
