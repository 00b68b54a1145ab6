"""Page headers and footers: lines at the top or bottom of pages that come again on other pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .paged import Line

#: The share of a page's height, at the top and at the bottom, in which such lines stand.
_ZONE = 0.12
_LONGEST = 200
#: Pages on which a line must stand; of a document of two pages, both.
_PAGES = 3
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")

#: Which margin, the words, and the height of the letters: a title may be the page header of the other pages.
Place = tuple[str, str, int]
PageLines = tuple[float, Sequence[Line]]


def labels(pages: Sequence[PageLines]) -> list[list[str]]:
    """For each line of each page "page header", "page footer" or "". `pages` are (height, lines)."""
    seen: dict[Place, dict[int, float]] = defaultdict(dict)
    places = [[_place(line, height) for line in lines] for height, lines in pages]
    for number, (_, lines) in enumerate(pages):
        for line, place in zip(lines, places[number], strict=True):
            if place[0]:
                seen[place].setdefault(number, line.y0)
    needed = min(_PAGES, max(len(pages), 2))
    repeated = {place for place, on in seen.items() if _at_one_height(list(on.values())) >= needed}
    numbered = _numbered(pages)
    return [
        [
            place[0] if place in repeated or (place[0] and numbered & _offsets(line, number)) else ""
            for line, place in zip(pages[number][1], page, strict=True)
        ]
        for number, page in enumerate(places)
    ]


def _numbered(pages: Sequence[PageLines]) -> set[int]:
    """How the page numbers printed in the margins differ from the count of pages: "12 Annual report" on page 14."""
    seen: Counter[int] = Counter()
    for number, (height, lines) in enumerate(pages):
        seen.update({offset for line in lines if _place(line, height)[0] for offset in _offsets(line, number)})
    return {offset for offset, count in seen.items() if count >= _PAGES}


def _offsets(line: Line, number: int) -> set[int]:
    ends = (line.text.split(maxsplit=1)[0], line.text.rsplit(maxsplit=1)[-1])
    return {int(end) - number for end in ends if end.isdecimal() and len(end) <= 4}


def _place(line: Line, height: float) -> Place:
    """Which margin the line stands in, and its words without what changes from page to page."""
    if len(line.text) <= _LONGEST:
        words = _DIGITS.sub("#", " ".join(line.text.casefold().split()))
        if line.y1 <= height * _ZONE:
            return "page header", words, round(line.size)
        if line.y0 >= height * (1 - _ZONE):
            return "page footer", words, round(line.size)
    return "", "", 0


def _at_one_height(tops: list[float]) -> int:
    """On how many pages the line stands where it most often stands, to 3 points."""
    tops.sort()
    best = low = 0
    for high, top in enumerate(tops):
        while top - tops[low] > 3:
            low += 1
        best = max(best, high - low + 1)
    return best
