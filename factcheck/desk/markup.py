"""Blocks of a text as HTML: every character escaped, every passage marked, every piece knowing where it begins.

Each run of text stands alone in a `<span data-start>`, in code points of the extraction's text; whatever else is in
a block (numbers, chips) is not text of the document. `static/js/reader-offsets.js` counts by that.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factcheck.desk.highlights import Highlight, Piece, pieces
from factcheck.documents.extraction.cells import Cell, cells
from factcheck.documents.extraction.values import Block
from factcheck.documents.wording import place_in_words
from factcheck.passages import selectors

_PLAIN = mark_safe("")
_EMPTY_CELL = mark_safe('<span class="cell"></span>')
#: Empty cells drawn between two full ones. A sheet may have thousands.
_MOST_EMPTY = 12
#: Characters of a cell in a table that is not said to be one. Longer words are prose with a tab in it.
_CELL = 80
#: A list item of plain text brings its own dash or number: no second one is drawn.
_OWN_MARKER = re.compile(r"(?:[-*+•·–—]|\w{1,3}[.)])\s")  # noqa: RUF001


@dataclass(frozen=True)
class Marked:
    """One block, ready for the page. `tag` and `css` say how it looks; `sentences` are its spans, for the keys.

    `label` is what people call the place; `page` the number of the page that begins with it. Of rows, the first
    and the last of each table are known.
    """

    tag: str
    css: str
    html: SafeString
    sentences: str
    boilerplate: bool
    label: str = ""
    page: int | None = None
    is_row: bool = False
    first_row: bool = False
    last_row: bool = False


def marked_block(
    text: str,
    block: Block,
    highlights: Sequence[Highlight],
    *,
    language: str | None,
    title: bool,
    focus: str,
    page: int | None = None,
) -> Marked:
    """`title`: the block is the document's title. `focus`: the public id of the passage that was marked just now."""
    if block.kind == "row" or (not title and _is_row_of_page(text, block)):
        return _marked_row(text, block, highlights, focus)
    inner = _pieces_html(text, pieces(block, highlights), focus)
    spans = selectors.sentences(text, block.start, block.end, language)
    tag, css = ("h1", "long" if block.end - block.start > 90 else "") if title else _looks(block)
    if block.kind == "list_item" and _OWN_MARKER.match(text, block.start, block.end):
        css += " own-marker"
    return Marked(
        tag=tag,
        css=css,
        html=inner,
        sentences=" ".join(f"{span.start},{span.end}" for span in spans),
        boilerplate=block.kind == "boilerplate",
        # A sheet's name stands above it as a heading already.
        label="" if block.label == text[block.start : block.end] else place_in_words(block.label),
        page=page,
    )


def in_tables(blocks: Sequence[Marked]) -> list[Marked]:
    """The same, each run of rows knowing where it begins and ends."""
    rows = [False, *(block.is_row for block in blocks), False]
    return [
        replace(block, first_row=not rows[index], last_row=not rows[index + 2]) if block.is_row else block
        for index, block in enumerate(blocks)
    ]


def _marked_row(text: str, block: Block, highlights: Sequence[Highlight], focus: str) -> Marked:
    """Each cell in a box of its own, under its column; the tab after it is text of the document, and goes with it."""
    filled = cells(text, block) or list(_nameless(text, block))
    starts = [cell.start for cell in filled]
    cut = pieces(block, highlights, starts[1:])
    parts: list[SafeString] = []
    column = 1
    for cell, end in zip(filled, [*starts[1:], block.end], strict=True):
        parts += [_EMPTY_CELL] * min(cell.column - column, _MOST_EMPTY)
        column = cell.column + 1
        inner = _pieces_html(text, [one for one in cut if cell.start <= one.start < end], focus)
        named = format_html(' title="{}"', cell.name) if cell.name else _PLAIN
        parts.append(format_html('<span class="cell"{}>{}</span>', named, inner))
    return Marked(
        tag="div",
        css="cells",
        html=format_html_join("", "{}", ((part,) for part in parts)),
        sentences=" ".join(f"{cell.start},{cell.end}" for cell in filled),
        boilerplate=False,
        label=_row_number(block.label),
        is_row=True,
    )


def _is_row_of_page(text: str, block: Block) -> bool:
    """Whether a paragraph is a row of a web page's table: short words in one line, with tabs between them."""
    words = text[block.start : block.end].strip().split("\t")
    return block.kind == "paragraph" and len(words) > 1 and all(len(one) <= _CELL and "\n" not in one for one in words)


def _row_number(label: str) -> str:
    """What stands beside the row: "4" of "Sheet1!4 from C", "row 4" and "table 1, row 4"."""
    return label.partition(" from ")[0].rpartition("!")[2].rpartition("row ")[2]


def _nameless(text: str, block: Block) -> Iterator[Cell]:
    """The cells of a table whose columns have no names, as in Word."""
    start = block.start
    for column, words in enumerate(text[block.start : block.end].split("\t"), start=1):
        lead = len(words) - len(words.lstrip())
        if words.strip():
            yield Cell(start + lead, start + lead + len(words.strip()), "", column)
        start += len(words) + 1


def _pieces_html(text: str, cut: Sequence[Piece], focus: str) -> SafeString:
    return format_html_join("", "{}", ((_piece_html(text, piece, focus),) for piece in cut))


def anchor(passage: str) -> str:
    """The id of the words of a passage: `P-0007` as `p-0007`."""
    return passage.lower()


def is_safe_link(href: str) -> bool:
    """Whether an address out of a document may be followed: nothing but the web."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _looks(block: Block) -> tuple[str, str]:
    match block.kind:
        case "heading":
            # The page's own heading is the first; those of the document stand beneath it.
            return f"h{min(max(block.level, 1) + 1, 6)}", ""
        case "list_item":
            return "div", f"li depth-{min(max(block.level, 1), 4)}"
        case "quote":
            return "blockquote", ""
        case "caption":
            return "p", "cap"
        case "cue" | "note" | "comment":
            return "p", block.kind
        case "boilerplate":
            return "div", "boiler"
        case _:
            return "p", ""


def _piece_html(text: str, piece: Piece, focus: str) -> SafeString:
    html = format_html('<span data-start="{}">{}</span>', piece.start, text[piece.start : piece.end])
    if piece.href and is_safe_link(piece.href):
        html = format_html(
            '<a href="{0}" title="{0}" rel="nofollow noopener noreferrer">{1}</a>', piece.href.strip(), html
        )
    every = " ".join(highlight.passage for highlight in piece.highlights)
    for highlight in reversed(piece.highlights):
        html = _marks(html, highlight, piece, every, focus)
    return html


def _marks(html: SafeString, highlight: Highlight, piece: Piece, every: str, focus: str) -> SafeString:
    """The marks of one passage around a piece: the number after its last words, the id before its first."""
    if highlight in piece.ends and highlight.number:
        label = _("Passage %(number)s in the list") % {"number": highlight.number}
        html = format_html(
            '{}<sup><a href="#entry-{}" aria-label="{}">{}</a></sup>',
            html,
            anchor(highlight.passage),
            label,
            highlight.number,
        )
    for mark in reversed(highlight.marks[1:]):
        html = format_html('<mark class="{}">{}</mark>', mark, html)
    starts = _PLAIN
    if highlight in piece.begins:
        starts = format_html(' id="{}" tabindex="-1"', anchor(highlight.passage))
        if highlight.passage == focus:
            starts = format_html("{} data-focus", starts)
    return format_html(
        '<mark class="{}" data-passage="{}" data-passages="{}"{}>{}</mark>',
        highlight.marks[0],
        highlight.passage,
        every,
        starts,
        html,
    )
