"""Runs of words that one text has from another: what was quoted, wherever it was quoted.

A run is of five words, or of ten characters of a script that puts no space between words; shorter ones are shared by
chance. Letter case, spaces and punctuation don't matter, nor in which of Unicode's forms a letter is written, nor what
nobody sees. Addresses are no words, nor are the references that the desk puts between those it quotes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

#: What stands in place of what went.
GONE = "[redacted]"

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(f"[{_UNSPACED}]|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_REFERENCE = r"\[[A-Z]{1,3}-[0-9]+\]"
_IS_REFERENCE = re.compile(_REFERENCE)
_PASSED_OVER = rf"(?:https?://|www\.)[^\s<>\"\u201c\u201d]+|{_REFERENCE}"
#: Planes of Unicode beyond the second hold no marks but variants of what is written, and tags, in this one.
_LAST, _SPECIAL = 0x1FFFF, range(0xE0000, 0xE0200)
_SOFT_HYPHEN = "\u00ad"
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


def stretches(text: str, runs: Set[Run]) -> list[tuple[int, int]]:
    """Where in the text something stands that is made of these runs, in order."""
    tokens = _tokens(text)
    return _joined(
        (tokens[start].start, tokens[end - 1].end)
        for start, end in _windows(tokens)
        if tuple(token.word for token in tokens[start:end]) in runs
    )


def without(text: str, runs: Set[Run]) -> str:
    """The text with GONE in place of each stretch that is made of these runs; references in it stand behind that."""
    kept, position = [], 0
    for start, end in stretches(text, runs):
        references = _IS_REFERENCE.findall(text, start, end)
        kept += [text[position:start], " ".join([GONE, *references])]
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


@cache
def _token() -> re.Pattern[str]:
    """What is passed over, a character of a script without spaces, or a word; with marks and with what is not seen."""
    beside = _class({"Mn", "Mc", "Me", "Cf"})
    # A word that is parted at the end of a line.
    parted = rf"{_SOFT_HYPHEN}\s+(?=\w)"
    letter = rf"[^\W_{_UNSPACED}]"
    return re.compile(rf"{_PASSED_OVER}|[{_UNSPACED}][{beside}]*|{letter}(?:{parted}|{letter}|[{beside}])*")


def _class(categories: Set[str]) -> str:
    """The characters of these categories, to stand in a class of a regular expression."""
    found = [code for code in (*range(_LAST), *_SPECIAL) if unicodedata.category(chr(code)) in categories]
    spans: list[list[int]] = []
    for code in found:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(piece, match.start(), match.end(), weight)
        for match in _token().finditer(text)
        for piece, weight in _pieces(match.group())
    ]


@lru_cache(maxsize=1 << 15)
def _pieces(written: str) -> tuple[tuple[str, int], ...]:
    """The word, as it is compared, and its weight; several where its usual form is of a script without spaces."""
    if _is_passed_over(written):
        return ()
    if written.isascii():
        return ((written.lower(), _WORD),)
    seen = "".join(sign for sign in written if unicodedata.category(sign) != "Cf" and not sign.isspace())
    usual = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return tuple((piece, _CHARACTER if _IS_UNSPACED.match(piece) else _WORD) for piece in _PIECE.findall(usual))


def _is_passed_over(written: str) -> bool:
    # No word has one of these.
    return "[" in written or "/" in written or "." in written


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
