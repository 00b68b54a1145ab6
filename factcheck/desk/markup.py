"""Blocks of a text as HTML: every character escaped, every passage marked, every piece knowing where it begins.

Each run of text stands alone in a `<span data-start>`, in code points of the extraction's text; whatever else is in
a block (numbers, chips) is not text of the document. `static/js/reader-offsets.js` counts by that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factcheck.desk.highlights import Highlight, Piece, pieces
from factcheck.documents.extraction.values import Block
from factcheck.passages import selectors

_PLAIN = mark_safe("")
#: A list item of plain text brings its own dash or number: no second one is drawn.
_OWN_MARKER = re.compile(r"(?:[-*+•·–—]|\w{1,3}[.)])\s")  # noqa: RUF001


@dataclass(frozen=True)
class Marked:
    """One block, ready for the page. `tag` and `css` say how it looks; `sentences` are its spans, for the keys."""

    tag: str
    css: str
    html: SafeString
    sentences: str
    boilerplate: bool


def marked_block(
    text: str, block: Block, highlights: Sequence[Highlight], *, language: str | None, title: bool, focus: str
) -> Marked:
    """`title`: the block is the document's title. `focus`: the public id of the passage that was marked just now."""
    inner = format_html_join("", "{}", ((_piece_html(text, piece, focus),) for piece in pieces(block, highlights)))
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
    )


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
    if highlight in piece.ends:
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
