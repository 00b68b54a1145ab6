"""Which paragraphs are the page's and not the article's: appeals, teasers, share buttons, notices of consent.

They are marked and never dropped: a reader can still quote them. The rules are narrow on purpose. An unmarked
teaser costs a glance; a marked paragraph of the article could hide what was claimed.
"""

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from .boilerplate_words import WORDS
from .values import Block

#: Labels of what stands between a title and its article.
STANDFIRST, BYLINE = "standfirst", "byline"
_NOT_MAIN = ("boilerplate", "caption")
#: Characters. Longer paragraphs say something.
_SHORT = 250
#: A message to readers may open only below this share of the text, and below this many paragraphs of article.
_NEAR_THE_END = 1 / 3
_ABOVE_IT = 2


class _Patterns(NamedTuple):
    opens: re.Pattern[str]
    asks: re.Pattern[str]
    leads: re.Pattern[str]
    never: re.Pattern[str]


def mark(text: str, blocks: tuple[Block, ...], language: str | None) -> tuple[Block, ...]:
    """The same blocks, with those that are boilerplate said to be.

    With `language` known only its word list is used; unknown, all of them.
    """
    patterns = _patterns(language)
    footer = _footer(text, blocks, patterns)
    return tuple(
        replace(block, kind="boilerplate", level=0)
        if index >= footer or (block.kind != "heading" and _is_boilerplate(text, block, patterns))
        else block
        for index, block in enumerate(blocks)
    )


def main_text(text: str, blocks: tuple[Block, ...]) -> str:
    """The article's own words, a block a line: no boilerplate, no captions, and nothing of what stands above them.

    That is what is compared when two documents may be the same, and what extractors are measured by; the title has
    a field of its own.
    """
    main = [block for block in blocks if block.kind not in _NOT_MAIN and block.label not in (STANDFIRST, BYLINE)]
    body = next((at for at, block in enumerate(main) if block.kind != "heading"), 0)
    return "\n".join(text[block.start : block.end] for block in main[body:])


@cache
def _patterns(language: str | None) -> _Patterns:
    lists = list(WORDS.values()) if language is None else [WORDS[language]] if language in WORDS else []

    def joined(expressions: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in expressions) or r"(?!)", re.IGNORECASE)

    return _Patterns(
        opens=joined([one for words in lists for one in words["opens"]]),
        asks=joined([one for words in lists for one in words["asks"]]),
        leads=joined([one for words in lists for one in words["leads"]]),
        never=joined([one for words in lists for one in words["never"]]),
    )


def _footer(text: str, blocks: tuple[Block, ...], patterns: _Patterns) -> int:
    """Index of the block that opens a message to readers which fills the rest; else past the last block."""
    written = 0
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        near_the_end = block.start >= len(text) * _NEAR_THE_END and written >= _ABOVE_IT
        # An editor's open letter greets its readers too: only one that asks for something is an appeal.
        if near_the_end and len(words) <= _SHORT and patterns.opens.match(words):
            # Nothing below asks, so nothing below opens an appeal either.
            return index if patterns.asks.search(text, block.end) else len(blocks)
        written += block.kind in ("paragraph", "quote", "list_item")
    return len(blocks)


def _is_boilerplate(text: str, block: Block, patterns: _Patterns) -> bool:
    words = text[block.start : block.end]
    if len(words) > _SHORT:
        return False
    if patterns.never.match(words):
        return True
    lead = patterns.leads.match(words)
    return bool(lead) and (_is_label(words) or _is_linked(block, words, lead))


def _is_label(words: str) -> bool:
    """ "Read more on the subject:" with nothing below it in its paragraph, or the bare words."""
    return words.rstrip().endswith((":", "…", "»", "→", ">")) or len(words.split()) <= 3


def _is_linked(block: Block, words: str, lead: re.Match[str] | None) -> bool:
    """Whether what follows the lead-in is a link, or a headline after a colon."""
    linked = sum(end - start for start, end, _ in block.links)
    follows = words[lead.end() :].lstrip() if lead else ""
    return linked >= (block.end - block.start) / 2 or follows.startswith(":")
