"""Runs of words that one text has from another: what was quoted, wherever it was quoted.

A run is of five words, or of ten characters of a script that puts no space between words; shorter ones are shared by
chance. Letter case, spaces and punctuation don't matter.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import pairwise
from typing import Any, NamedTuple

#: What stands in place of what went.
GONE = "[redacted]"

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
#: Of a word and of a character without spaces around it, and of a run.
_WORD, _CHARACTER, _RUN = 2, 1, 10

type Run = tuple[str, ...]


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    weight: int


def runs_of(text: str) -> Iterator[Run]:
    """Every run of the text, overlapping."""
    tokens = _tokens(text)
    for start, end in _windows(tokens):
        yield tuple(token.word for token in tokens[start:end])


def without(text: str, runs: Set[Run]) -> str:
    """The text with GONE in place of each stretch that is made of these runs."""
    tokens = _tokens(text)
    found = [
        (tokens[start].start, tokens[end - 1].end)
        for start, end in _windows(tokens)
        if tuple(token.word for token in tokens[start:end]) in runs
    ]
    if not found:
        return text
    kept, position = [], 0
    for start, end in _joined(found):
        kept += [text[position:start], GONE]
        position = end
    return "".join([*kept, text[position:]])


def in_values(value: Any, change: Callable[[str], str], skip: Set[str] = frozenset()) -> Any:
    """The value, as JSON has it, with every string in it changed; what stands under the keys of `skip` stays."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_values(one, change, skip) for one in value]
    if isinstance(value, dict):
        return {key: one if key in skip else in_values(one, change, skip) for key, one in value.items()}
    return value


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(
            match.group().casefold(),
            match.start(),
            match.end(),
            _CHARACTER if _IS_UNSPACED.match(match.group()) else _WORD,
        )
        for match in _TOKEN.finditer(text)
    ]


def _windows(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """From each token on, the fewest that make a run."""
    end = weight = 0
    for start, token in enumerate(tokens):
        while end < len(tokens) and weight < _RUN:
            weight += tokens[end].weight
            end += 1
        if weight < _RUN:
            return
        yield start, end
        weight -= token.weight


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    assert all(one[1] < other[0] for one, other in pairwise(merged)), "spans come in order"
    return merged
