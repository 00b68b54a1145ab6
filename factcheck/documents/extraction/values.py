"""What an extraction is made of. Every offset counts Unicode code points into the extraction's text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "list_item", "quote", "caption", "boilerplate", "row", "cue", "note", "comment"]
Basis = Literal["content", "metadata"]
LineEnds = Literal["lf", "crlf", "cr", "mixed", "none"]
Link = tuple[int, int, str]
#: (start, end, x0, y0, x1, y1): the characters `text[start:end]` stand in this box. Origin at the top left.
Word = tuple[int, int, float, float, float, float]


@dataclass(frozen=True)
class Block:
    """One block of text, `text[start:end]`, without white space at either end.

    `level` is the rank of a heading (1 to 6) or the depth of a list item or quotation (from 1), else 0.
    `links` are (start, end, href): offsets into the whole text, href as it stands in the document.
    `label` is what people call the place, where the format has such names: "Sheet1!4", "00:01:02", "page header".
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    links: tuple[Link, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a paged document, or a picture, and where its words stand on it.

    `number` counts from 1; `width` and `height` are points (1/72 inch) of a page, pixels of a picture; the boxes of
    `words` are in the same unit. `[start, end)` is the page's share of the text.
    """

    number: int
    width: float
    height: float
    start: int
    end: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Found:
    """Something the document says about itself, and where it says so.

    `content`: a reader sees it there. `metadata`: only a machine does. `where` is a few words for people.
    """

    value: str
    basis: Basis
    where: str


@dataclass(frozen=True)
class Statements:
    """What a document says about itself. None: it does not say."""

    title: Found | None = None
    author: Found | None = None
    published: Found | None = None
    language: Found | None = None
    url: Found | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """What one format's reader drew: text, its blocks in order, what the document says about itself."""

    text: str
    blocks: tuple[Block, ...]
    says: Statements
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True)
class Extracted:
    """Text and blocks drawn from one document's bytes.

    The text is exactly what was drawn, with line ends as "\\n" and NUL as U+FFFD, both recorded. Blocks are
    in order, do not overlap, and together hold every character that is not white space. `published.value` is
    as the document gives it and can be read by `partial_dates.parse`. `messages` are for people.
    """

    media_type: str
    encoding: str
    text: str
    blocks: tuple[Block, ...]
    line_ends: LineEnds
    nul_count: int
    title: Found | None
    author: Found | None
    published: Found | None
    language: Found | None
    url: Found | None
    extractor: str
    extractor_version: str
    messages: tuple[str, ...]
    pages: tuple[Page, ...] = ()
