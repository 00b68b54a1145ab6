"""What trafilatura, the best-kept extractor, takes for the article of a page, found again among our blocks.

It is asked twice: generously, and strictly. Its answers are texts without places, spaced and cut up in their own
way, so blocks are recognised by runs of words, and short ones ("Share" occurs anywhere) only between neighbours
that stand in the same order in both. Everything here is linear in the length of the texts, but for a sort.
"""

import copy
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

#: Words in a run. Four seldom meet by chance.
_RUN = 4
#: Share of a block's runs that must be found.
_ENOUGH = 0.5
#: Elements. A judgement costs about a tenth of a millisecond for each; a larger page is judged once, or not at all.
_JUDGED_TWICE, _JUDGED = 25_000, 100_000
_FAILURES = (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError)

type Words = tuple[str, ...]


class _Index(NamedTuple):
    """Where each run of words stands in a text, or -1 if at several places; each short line; how many words."""

    runs: dict[Words, int]
    lines: dict[Words, list[int]]
    length: int


def opinions(root: etree._Element) -> tuple[str, str]:
    """The article's text, judged generously and strictly. Empty: no judgement."""
    size = sum(1 for _ in root.iter())
    if size > _JUDGED:
        return "", ""
    # Imported here: it takes 0.8 s of processor time, which other formats need not pay.
    import trafilatura

    tree = copy.copy(root)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)

    def asked(*, strict: bool) -> str:
        try:
            return (
                trafilatura.extract(
                    tree, include_comments=False, favor_precision=strict, favor_recall=not strict, fast=not strict
                )
                or ""
            )
        except _FAILURES:
            # A page that trips the judge has no judgement; its words are drawn all the same.
            return ""

    return asked(strict=False), asked(strict=True) if size <= _JUDGED_TWICE else ""


def words_of(text: str) -> Words:
    return tuple(re.findall(r"\w+", text.casefold()))


def found_again(blocks: Sequence[Words], text: str) -> list[bool]:
    """For each block, given as its words, whether `text` holds it."""
    index = _index(text)
    found, anchors = [False] * len(blocks), []
    for number, words in enumerate(blocks):
        if len(words) >= _RUN:
            places = [index.runs.get(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
            found[number] = sum(place is not None for place in places) >= _ENOUGH * len(places)
            # A run that occurs twice has no place.
            unique = next((place - at for at, place in enumerate(places) if place is not None and place >= 0), None)
            if found[number] and unique is not None:
                anchors.append((number, unique))
    for number in _short_ones(blocks, index, _in_order(anchors)):
        found[number] = True
    return found


def _index(text: str) -> _Index:
    runs: dict[Words, int] = {}
    lines: dict[Words, list[int]] = {}
    words: list[str] = []
    for line in text.split("\n"):
        if found := words_of(line):
            if len(found) < _RUN:
                lines.setdefault(found, []).append(len(words))
            words += found
    for at in range(len(words) - _RUN + 1):
        run = tuple(words[at : at + _RUN])
        runs[run] = -1 if run in runs else at
    return _Index(runs, lines, len(words))


def _in_order(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of (block, place) whose places grow: strays, such as a teaser at the top, fall out."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(anchors):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [place], [number]
    chosen, number = [], ends[-1] if ends else -1
    while number >= 0:
        chosen.append(anchors[number])
        number = before[number]
    return chosen[::-1]


def _short_ones(blocks: Sequence[Words], index: _Index, anchors: list[tuple[int, int]]) -> Iterator[int]:
    """The blocks of a few words that are lines between the anchors around them."""
    edges = [*anchors, (len(blocks), index.length)]
    at, start = 0, 0
    for number, words in enumerate(blocks):
        if number == edges[at][0]:
            start = edges[at][1] + len(words)
            at += 1
        elif 0 < len(words) < _RUN and (places := index.lines.get(words)):
            following = bisect_left(places, start)
            if following < len(places) and places[following] < edges[at][1]:
                start = places[following] + len(words)
                yield number
