"""The element that holds a page's article, told by where its paragraphs stand."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from .values import Block

#: Share of the weight that must lie within the element: a misjudged teaser elsewhere must not widen it to the page.
_NEARLY_ALL = 0.9
#: Characters of the shortest paragraph that counts as prose.
_PROSE = 60
#: A block that is no prose costs its length up to this, and something for being there.
_COST, _LEAST_COST = 200, 10
_HOLDS_PARAGRAPHS = frozenset(("article", "body", "center", "div", "form", "html", "main", "section", "td"))
_ELSEWHERE = re.compile(
    r"comment|disqus|sidebar|related|footer|promo|recommend|newsletter|social|popular|trending|widget|cookie"
    r"|consent|breadcrumb|masthead|teaser|menu",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…。！？:»”\"']\W*$|[.!?…。！？]\s")  # noqa: RUF001

type Chain = tuple[etree._Element, ...]


def chains(origins: Iterable[etree._Element]) -> list[Chain]:
    """For each block the elements that hold it beside others, from the innermost outwards."""
    known: dict[etree._Element, Chain] = {}

    def chain(element: etree._Element) -> Chain:
        if element not in known:
            around = (element, *element.iterancestors())
            first = next((at for at, one in enumerate(around) if one.tag in _HOLDS_PARAGRAPHS), len(around) - 1)
            known[element] = around[first:]
        return known[element]

    return [chain(origin) for origin in origins]


def container(places: Sequence[Chain], weights: Mapping[int, int]) -> etree._Element | None:
    """The innermost element that holds nearly all the weight. `weights`: by the block's index."""
    held: Counter[etree._Element] = Counter()
    for index, weight in weights.items():
        for element in places[index]:
            held[element] += weight
    least = _NEARLY_ALL * sum(weights.values())
    holding = [element for element, weight in held.items() if weight >= least]
    return max(holding, key=lambda one: sum(1 for _ in one.iterancestors()), default=None)


def linked_share(block: Block) -> float:
    """Share of the block's characters that are links."""
    return sum(end - start for start, end, _ in block.links) / (block.end - block.start)


def prose_of(text: str, blocks: Sequence[Block], places: Sequence[Chain]) -> set[int]:
    """Without anybody's opinion: the prose in the element with the most prose and the least of anything else."""
    prose = {index for index, block in enumerate(blocks) if _is_prose(text, block, places[index])}
    gain: Counter[etree._Element] = Counter()
    for index, block in enumerate(blocks):
        size = block.end - block.start
        worth = size if index in prose else -min(size, _COST) - _LEAST_COST
        for element in places[index]:
            gain[element] += worth
    best = max(gain, key=lambda element: gain[element], default=None)
    return {index for index in prose if best in places[index]}


def _is_prose(text: str, block: Block, chain: Chain) -> bool:
    words = text[block.start : block.end]
    return (
        block.kind in ("paragraph", "quote", "list_item")
        and len(words) >= _PROSE
        and linked_share(block) < 0.35
        and bool(_SENTENCE.search(words))
        and not any(_ELSEWHERE.search(_names(element)) for element in chain if element.tag not in ("body", "html"))
    )


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
