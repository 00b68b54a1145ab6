"""Text that a person typed off a picture or a page, region by region. Pure.

Each region is one "word" of its page: its box, and all that was typed of it. So regions typed earlier can be told
from the extraction that holds them, and the next extraction holds them too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.documents.extraction.draft import Draft
from factcheck.documents.extraction.values import Block, Page

Box = tuple[float, float, float, float]
#: x, y, width and height in percent of the page, origin at the top left.
Share = tuple[float, float, float, float]
WHOLE: Share = (0.0, 0.0, 100.0, 100.0)

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Region:
    """What was typed of a part of a page; the box is in the unit of that page."""

    page: int
    box: Box
    text: str


def box_of(share: Share, page: Page) -> Box:
    """The part of the page that the percentages mean, cut at its edges."""
    x, y, width, height = share
    right, bottom = min(x + width, 100.0), min(y + height, 100.0)
    across, down = page.width / 100, page.height / 100
    edges = (x * across, y * down, right * across, bottom * down)
    return tuple(round(edge, 1) for edge in edges)  # type: ignore[return-value]


def regions_of(text: str, pages: Iterable[Page]) -> list[Region]:
    """What was typed before, in order."""
    return [
        Region(page.number, (x0, y0, x1, y1), text[start:end])
        for page in pages
        for start, end, x0, y0, x1, y1 in page.words
    ]


def with_region(regions: Iterable[Region], typed: Region) -> list[Region]:
    """All of them in the order of pages; the same part of a page typed again takes the place of what it was."""
    kept = [one for one in regions if (one.page, one.box) != (typed.page, typed.box)]
    return sorted([*kept, typed], key=lambda one: one.page)


def drawn(regions: Sequence[Region], sizes: Sequence[Page]) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text of all regions, its paragraphs, and every page of `sizes` with its regions as words."""
    draft, counts = Draft(), []
    for region in regions:
        before = len(draft.blocks)
        for paragraph in _BLANK_LINE.split(_plain(region.text)):
            draft.begin("paragraph")
            draft.add(paragraph)
        draft.begin("paragraph")
        counts.append((before, len(draft.blocks)))
    text, blocks = draft.finish()
    placed = [
        (region, blocks[first].start, blocks[last - 1].end)
        for region, (first, last) in zip(regions, counts, strict=True)
        if first < last
    ]
    pages, at = [], 0
    for size in sizes:
        here = [(start, end, *region.box) for region, start, end in placed if region.page == size.number]
        start, at = (here[0][0], here[-1][1]) if here else (at, at)
        pages.append(Page(size.number, size.width, size.height, start, at, tuple(here)))
    return text, blocks, tuple(pages)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
