"""Which blocks of a page are its article. trafilatura, the best-kept extractor, judges."""

import re
from dataclasses import replace

from .values import Block

#: Characters. A page whose main text is shorter has no article that could be told from the rest.
_TOO_LITTLE = 200
#: Characters, without spaces and marks. A shorter block must be one of trafilatura's lines; "Share" occurs
#: anywhere.
_LONG_ENOUGH = 30


def mark_main(page: str, text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks; what trafilatura leaves out is boilerplate unless it heads or captions the rest."""
    main = _main_text(page)
    if len(main) < _TOO_LITTLE:
        return blocks
    whole, lines = _letters(main), {_letters(line) for line in main.split("\n")}

    def is_main(block: Block) -> bool:
        letters = _letters(text[block.start : block.end])
        return letters in lines or (len(letters) >= _LONG_ENOUGH and letters in whole)

    wanted = [index for index, block in enumerate(blocks) if block.kind != "boilerplate" and is_main(block)]
    # Never believed against the page: if hardly any of it is found again, the judgement is about something
    # else.
    if sum(blocks[i].end - blocks[i].start for i in wanted) < len(main) / 2:
        return blocks
    first, last = wanted[0], wanted[-1]
    head = _start_of_head(blocks, first)
    kept = set(wanted)
    return tuple(
        block
        if index in kept or _belongs(block, index, head, first, last)
        else replace(block, kind="boilerplate", level=0)
        for index, block in enumerate(blocks)
    )


def _start_of_head(blocks: tuple[Block, ...], first: int) -> int:
    """Index of the last heading of rank 1 above the article: date and byline stand below it. Else `first`."""
    ranked = [i for i in range(first) if blocks[i].kind == "heading" and blocks[i].level == 1]
    return ranked[-1] if ranked else first


def _belongs(block: Block, index: int, head: int, first: int, last: int) -> bool:
    """Title, date and byline above the article; headings, captions, quotations within it."""
    if block.kind == "boilerplate":
        return False
    if head <= index < first:
        return block.kind in ("heading", "caption") or block.end - block.start <= 300
    return first < index < last and block.kind in ("heading", "caption", "quote")


def _main_text(page: str) -> str:
    # Imported here: it takes 0.8 s of processor time, which other formats need not pay.
    import trafilatura

    try:
        return trafilatura.extract(page, favor_recall=True, include_comments=False, fast=True) or ""
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        # A page that trips the judge has no judgement; its words are drawn all the same.
        return ""


def _letters(words: str) -> str:
    """What is left when spacing and marks, on which extractors differ, are taken away."""
    return re.sub(r"[\W_]+", "", words).casefold()
