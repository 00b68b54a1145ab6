"""What frames an article: its title, standfirst, byline and captions, and labels above nothing at its end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from .boilerplate import BYLINE, STANDFIRST
from .html_container import linked_share
from .html_votes import Words, words_of
from .values import Block, Statements

_TEXT = ("heading", "paragraph")
#: Characters. A standfirst says something; a byline is a line.
_STANDFIRST = 50
_LINE = 120
#: Characters. Less below the last heading, and no sentence, is "Comments" and "Like this: Loading".
_LABEL = 40
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")  # noqa: RUF001
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_CAPTION = re.compile(r"caption|figcap|(?:photo|image)-?(?:credit|desc)", re.IGNORECASE)
#: How far up an element's name may say that its words are a caption.
_NEAR = 3


@dataclass(frozen=True)
class Frame:
    """Indexes of the article's own blocks, of what stands above them from the title on, and what is said of both.

    `marked` holds blocks in the form they shall have; what is neither the article nor marked is the page's.
    """

    article: frozenset[int]
    head: tuple[int, ...]
    marked: dict[int, Block]

    @property
    def read(self) -> tuple[int, ...]:
        """Indexes of the blocks in which readers find title, date and byline."""
        return tuple(sorted({*self.article, *self.head, *self.marked}))


@dataclass(frozen=True)
class Walked:
    """A walked page: its tree, and for each block its words and the element in which they begin."""

    root: etree._Element
    text: str
    blocks: tuple[Block, ...]
    words: Sequence[Words]
    origins: Sequence[etree._Element]

    def of(self, index: int) -> str:
        return self.text[self.blocks[index].start : self.blocks[index].end]


def frame(page: Walked, taken: set[int]) -> Frame:
    """The frame of the article whose blocks were `taken`, of which there is at least one."""
    blocks, titles = page.blocks, _titles(page, taken)
    rest = sorted(index for index in taken if page.words[index] not in titles)
    above = _title_above(page, titles, next((i for i in rest if blocks[i].kind != "heading"), min(taken)))
    captions = _captions(page, range(above, max(taken) + 1))
    body = [index for index in rest if index not in captions and blocks[index].kind not in ("heading", "caption")]
    if not body:
        return Frame(frozenset(taken), (), {})
    head = range(min(above, body[0]), body[0])
    marked = {index: replace(blocks[index], kind="caption", level=0) for index in captions}
    marked |= {index: blocks[index] for index in head if blocks[index].kind == "caption"}
    marked |= _headlines(page, head, taken, titles)
    kept = [index for index in rest if body[0] <= index <= body[-1] and index not in captions]
    return Frame(frozenset(_without_labels(page, kept)), tuple(head), marked)


def bylines(page: Walked, found: Frame, seen: Statements) -> dict[int, Block]:
    """The lines above the article's first sentence that say when and by whom it was written."""
    said = [one.value for one in (seen.published, seen.author) if one]
    lines: dict[int, Block] = {}
    for index in found.read:
        words = page.of(index)
        if _SENTENCE.search(words) and len(words) >= _STANDFIRST and index in found.article:
            break
        is_line = len(words) <= _LINE and page.blocks[index].kind in ("paragraph", "list_item")
        if is_line and (any(value in words for value in said) or (index in found.article and _is_dated_line(words))):
            lines[index] = replace(page.blocks[index], kind="paragraph", level=0, label=BYLINE)
    return lines


def _is_dated_line(words: str) -> bool:
    """Whether it is a date with few words around it, and no sentence that has a year in it."""
    return bool(_DATED.search(words)) and not _SENTENCE.search(words)


def _titles(page: Walked, taken: set[int]) -> set[Words]:
    """The words by which the page calls itself: what it states, and headings of rank 1 above the article."""
    stated = [
        node.get("content") or ""
        for node in page.root.iter("meta")
        if (node.get("property") or node.get("name") or "").lower() in ("og:title", "twitter:title")
    ]
    start = next((index for index in sorted(taken) if page.blocks[index].kind != "heading"), 0)
    above = [page.words[index] for index in range(start) if _is_first_rank(page.blocks[index])]
    return {words for words in (*map(words_of, stated), *above) if words}


def _is_first_rank(block: Block) -> bool:
    return block.kind == "heading" and block.level == 1


def _title_above(page: Walked, titles: set[Words], first: int) -> int:
    """Index of the last title above the article: date and byline stand below it. Else `first`."""
    above = [index for index in range(first) if page.words[index] in titles and page.blocks[index].kind in _TEXT]
    headings = [index for index in above if page.blocks[index].kind == "heading"]
    return (headings or above or [first])[-1]


def _headlines(page: Walked, head: range, taken: set[int], titles: set[Words]) -> dict[int, Block]:
    """Title and standfirst."""
    marked: dict[int, Block] = {}
    for index in head:
        block, words = page.blocks[index], page.of(index)
        if page.words[index] in titles:
            if index == head.start or _is_first_rank(block):
                marked[index] = block if block.kind == "heading" else replace(block, kind="heading", level=1)
        elif (
            block.kind in _TEXT
            and linked_share(block) < 0.5
            and (index in taken or (len(words) >= _STANDFIRST and _SENTENCE.search(words)))
        ):
            marked[index] = replace(block, label=STANDFIRST)
    return marked


def _captions(page: Walked, indexes: range) -> set[int]:
    """Paragraphs that repeat what a picture's `alt` says, or stand in an element that is named as a caption."""
    pictures = {words_of(node.get("alt") or "") for node in page.root.iter("img")} - {()}

    def is_caption(index: int) -> bool:
        origin = page.origins[index]
        near = (origin, *origin.iterancestors())[:_NEAR]
        return page.words[index] in pictures or any(
            _CAPTION.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in near
        )

    return {index for index in indexes if page.blocks[index].kind == "paragraph" and is_caption(index)}


def _without_labels(page: Walked, kept: list[int]) -> list[int]:
    """Take off headings at the end with nothing below but a few words."""
    while True:
        headings = [at for at, index in enumerate(kept) if page.blocks[index].kind == "heading"]
        if not headings or headings[-1] == 0:
            return kept
        below = " ".join(page.of(index) for index in kept[headings[-1] + 1 :])
        if len(below) >= _LABEL or _SENTENCE.search(below):
            return kept
        kept = kept[: headings[-1]]
