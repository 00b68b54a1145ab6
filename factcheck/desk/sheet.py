"""One page of a paged document as it looks, with the words that can be selected on it and the marks upon them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.desk.highlights import Highlight
from factcheck.desk.markup import anchor
from factcheck.desk.reading import Reading
from factcheck.documents.extraction.media_types import PDF
from factcheck.documents.extraction.values import Page
from factcheck.documents.models import PageLayout
from factcheck.documents.views.pictures import WIDTHS, can_be_shown, image_url
from factcheck.passages.boxes import boxes_of

#: A page is drawn this many units across: lines and numbers are given in them, whatever the page is measured in.
_ACROSS = 600


@dataclass(frozen=True)
class Rect:
    """A box in the unit of the page. `start` and `end` are the offsets of its word."""

    x: float
    y: float
    width: float
    height: float
    start: int = 0
    end: int = 0

    @property
    def right(self) -> float:
        return round(self.x + self.width, 1)

    @property
    def bottom(self) -> float:
        return round(self.y + self.height, 1)


@dataclass(frozen=True)
class MarkOnPage:
    """A passage on the page. `marks` are the classes of its meanings, as in the text."""

    passage: str
    number: int
    marks: tuple[str, ...]
    rects: tuple[Rect, ...]

    @property
    def anchor(self) -> str:
        return anchor(self.passage)

    @property
    def last(self) -> Rect:
        return self.rects[-1]


@dataclass(frozen=True)
class Sheet:
    """A page among those of that `numbers`."""

    reading: Reading
    layout: PageLayout
    numbers: Sequence[int]
    highlights: Sequence[Highlight] = ()

    @property
    def number(self) -> int:
        return self.layout.number

    @property
    def count(self) -> int:
        return self.numbers[-1]

    @property
    def previous(self) -> int | None:
        return max((one for one in self.numbers if one < self.number), default=None)

    @property
    def next(self) -> int | None:
        return min((one for one in self.numbers if one > self.number), default=None)

    @property
    def is_picture(self) -> bool:
        return self.reading.capture.media_type.startswith("image/")

    @property
    def pixels(self) -> tuple[int, int]:
        """How large the picture is laid out before it is there."""
        return _ACROSS, max(round(_ACROSS * self.layout.height / self.layout.width), 1)

    @property
    def unit(self) -> float:
        return self.layout.width / _ACROSS

    @property
    def src(self) -> str:
        return image_url(self.reading.capture, self.number)

    @property
    def srcset(self) -> str:
        return ", ".join(f"{image_url(self.reading.capture, self.number, width)} {width}w" for width in WIDTHS)

    @cached_property
    def page(self) -> Page:
        return self.layout.as_value

    @property
    def words(self) -> list[Rect]:
        return [_rect(box, start, end) for start, end, *box in self.page.words]

    @property
    def marks(self) -> list[MarkOnPage]:
        """The longest first, so that those upon others can be pointed at."""
        marked = []
        for one in sorted(self.highlights, key=lambda one: one.start - one.end):
            if rects := [_rect(box) for _, *box in boxes_of([self.page], one.start, one.end)]:
                marked.append(MarkOnPage(one.passage, one.number, one.marks, tuple(rects)))
        return marked


def sheet_of(reading: Reading, wanted: int, highlights: Sequence[Highlight]) -> Sheet | None:
    """The page of that number, else the first one; None if what is open has no pages that can be shown."""
    if not can_be_shown(reading.capture):
        return None
    numbers = list(reading.pages.values_list("number", flat=True))
    if not numbers:
        return None
    layout = reading.pages.get(number=wanted if wanted in numbers else numbers[0])
    return Sheet(reading, layout, numbers, highlights)


def page_beginnings(reading: Reading) -> dict[int, int]:
    """Of each page of a PDF that has words: where its text begins, to its number."""
    if reading.capture.media_type != PDF:
        return {}
    rows = reading.pages.exclude(words=[]).values_list("start", "number")
    return dict(rows)


def _rect(box: Sequence[float], start: int = 0, end: int = 0) -> Rect:
    x0, y0, x1, y1 = box
    return Rect(round(x0, 1), round(y0, 1), round(max(x1 - x0, 0.1), 1), round(max(y1 - y0, 0.1), 1), start, end)
