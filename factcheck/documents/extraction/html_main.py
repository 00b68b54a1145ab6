"""Which blocks of a page are its article, and what each of the others is.

trafilatura judges twice, and the page's structure decides between the two: what both take for the article shows in
which element the article lies; within that element it is enough that one of them takes a block for part of it.
What lies outside is the page's, whoever took it. Where there is no judgement, the prose decides by itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from .html_container import Chain, chains, container, linked_share, prose_of
from .html_frame import Frame, Walked, frame
from .html_votes import found_again, opinions
from .values import Block

#: Characters. Judges who agree on less than this have not seen an article ...
_TOO_LITTLE = 100
#: ... nor does a page with less prose than this have one that could be told from the rest.
_TOO_LITTLE_PROSE = 200
#: Share of what the generous judge takes that the strict one must take too, to say where the article is.
_AGREEMENT = 0.3
#: A block with a greater share of links leads elsewhere.
_LINKED = 0.8
#: Characters. A shorter quotation that no judge took may be anything, ...
_TELLING = 40
#: ... and so may a shorter paragraph, even beside the article's.
_SAYS_SOMETHING = 60
#: Paragraphs of one build that must be kept before another is believed.
_SEVERAL = 2
_OF_ITS_OWN = frozenset(("p", "div", "section", "article", "td", "li", "blockquote", "pre", "body"))


def main_blocks(page: Walked) -> Frame | None:
    """Where the article's blocks are, and what frames them. None: the page has no article that could be told."""
    places = chains(page.origins)
    taken = _judged(page, places) or _prose(page.text, page.blocks, places)
    return frame(page, taken) if taken else None


def mark(blocks: tuple[Block, ...], found: Frame) -> tuple[Block, ...]:
    """The same blocks; those that neither are nor frame the article are boilerplate."""
    return tuple(
        found.marked.get(index, block if index in found.article else replace(block, kind="boilerplate", level=0))
        for index, block in enumerate(blocks)
    )


def _judged(page: Walked, places: Sequence[Chain]) -> set[int]:
    blocks = page.blocks
    generous, strict = (_taken(page, opinion) for opinion in opinions(page.root))
    agreed = generous & strict
    if _size(blocks, agreed) < max(_TOO_LITTLE, _AGREEMENT * _size(blocks, generous)):
        agreed = max(generous, strict, key=lambda taken: _size(blocks, taken))
    if _size(blocks, agreed) < _TOO_LITTLE:
        return set()
    article = container(places, {index: _length(blocks[index]) for index in agreed})
    inside = {index for index, chain in enumerate(places) if article in chain}
    kept = {i for i in inside if i in strict or (i in generous and not _leads_elsewhere(page, i))}
    kept |= _siblings(page, kept)
    return kept | _within(page, inside, kept)


def _leads_elsewhere(page: Walked, index: int) -> bool:
    """Whether the block is a link and no more. An address in full is a source that the article names."""
    return linked_share(page.blocks[index]) >= _LINKED and "://" not in page.of(index)


def _taken(page: Walked, opinion: str) -> set[int]:
    found = found_again(page.words, opinion)
    return {index for index, block in enumerate(page.blocks) if found[index] and block.kind != "boilerplate"}


def _siblings(page: Walked, kept: set[int]) -> set[int]:
    """Paragraphs that no judge took, though they stand beside several that are kept and are built alike."""
    built = {index: _build(page.origins[index]) for index, block in enumerate(page.blocks) if block.kind == "paragraph"}
    alike = Counter(built[index] for index in kept if index in built)
    return {
        index
        for index, build in built.items()
        if alike[build] >= _SEVERAL
        and _length(page.blocks[index]) >= _SAYS_SOMETHING
        and linked_share(page.blocks[index]) < _LINKED / 2
    }


def _build(origin: etree._Element) -> tuple[etree._Element | None, object, str]:
    """The element that holds a paragraph's element, and the latter's tag and class."""
    node = next((one for one in (origin, *origin.iterancestors()) if one.tag in _OF_ITS_OWN), origin)
    return node.getparent(), node.tag, node.get("class") or ""


def _within(page: Walked, inside: set[int], kept: set[int]) -> set[int]:
    """Quotations and captions that no judge took, and lines without words between what is kept."""
    found = set()
    for index in range(min(kept, default=0), max(kept, default=0)):
        block = page.blocks[index]
        telling = block.kind == "caption" or (block.kind == "quote" and _length(block) >= _TELLING)
        wordless = index - 1 in kept and index + 1 in kept and not "".join(page.words[index]).strip("_")
        if (telling and index in inside) or wordless:
            found.add(index)
    return found


def _prose(text: str, blocks: tuple[Block, ...], places: Sequence[Chain]) -> set[int]:
    prose = prose_of(text, blocks, places)
    return prose if _size(blocks, prose) >= _TOO_LITTLE_PROSE else set()


def _size(blocks: tuple[Block, ...], indexes: set[int]) -> int:
    return sum(_length(blocks[index]) for index in indexes)


def _length(block: Block) -> int:
    return block.end - block.start
