"""HTML to text and blocks: our own walk of the visible page, in which trafilatura says what is main.

The walk keeps offsets, links and everything a reader of the page sees. What is not main is kept too, marked
as boilerplate. Nothing here recurses, so the depth of a page's elements costs nothing; the parser's own
limits stay on and a page that passes them is refused, because what lies deeper is lost and we would not know
what.
"""

from dataclasses import replace

from lxml import etree
from lxml.html import HTMLParser

from factcheck.database.partial_dates import parse as parse_date

from .draft import Draft
from .errors import NestedTooDeep, NoText
from .head import read_head
from .html_frame import Walked, bylines
from .html_main import main_blocks, mark
from .html_saved import without_data
from .html_statements import read_statements
from .html_votes import words_of
from .html_walk import Walk
from .values import Block, Drawing, Statements
from .words import gettext as _


def draw(source: str) -> Drawing:
    """Text, blocks and statements of a page."""
    root = parse(source)
    stated = read_statements(root)
    draft = Draft()
    walk = Walk(draft)
    walk.page(root)
    text, blocks = draft.finish()
    words = [words_of(text[block.start : block.end]) for block in blocks]
    blocks, seen = _read_main(Walked(root, text, blocks, words, walk.origins))
    return Drawing(text, blocks, _chosen(text, blocks, seen, stated))


def parse(source: str) -> etree._Element:
    """The page's element tree. Raises NestedTooDeep or NoText."""
    # The element class of lxml.html is what trafilatura wants.
    parser = HTMLParser(  # type: ignore[no-untyped-call]
        encoding="utf-8", huge_tree=False, recover=True, no_network=True
    )
    try:
        root = etree.fromstring(without_data(source).encode(), parser)
    except etree.XMLSyntaxError:
        raise NoText from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise NestedTooDeep
    if root is None:
        raise NoText
    return root


def _read_main(page: Walked) -> tuple[tuple[Block, ...], Statements]:
    """Date, byline and captions as they stand around the main words; menus above them count for nothing."""
    found = main_blocks(page)
    blocks = page.blocks
    indexes = found.read if found else [i for i, block in enumerate(blocks) if block.kind != "boilerplate"]
    inner, seen = read_head(page.text, tuple(blocks[index] for index in indexes))
    # In HTML the page itself says what is a heading: a first line is not made into one.
    captions = {i: block for i, block in zip(indexes, inner, strict=True) if block.kind == "caption"}
    if found:
        found.marked.update(captions | bylines(page, found, seen))
        return mark(blocks, found), seen
    return tuple(captions.get(index, block) for index, block in enumerate(blocks)), seen


def _chosen(text: str, blocks: tuple[Block, ...], seen: Statements, stated: Statements) -> Statements:
    """What readers see goes before what only machines read."""
    heading = next((b for b in blocks if b.kind == "heading" and b.level == 1), None)
    title = stated.title
    if heading and seen.title:
        words = " ".join(text[heading.start : heading.end].split())
        title = replace(seen.title, value=words, where=_("first heading"))
    return Statements(
        title=title,
        author=seen.author or stated.author,
        published=seen.published or stated.published,
        language=stated.language,
        url=stated.url or seen.url,
        messages=stated.messages + _disagreements(seen, stated) + seen.messages,
    )


def _disagreements(seen: Statements, stated: Statements) -> tuple[str, ...]:
    """A shown date and a date in the metadata that differ: the desk should know both."""
    if not (seen.published and stated.published):
        return ()
    shown, hidden = seen.published.value, stated.published.value
    one, other = parse_date(shown), parse_date(hidden)
    if (one.start, one.end) == (other.start, other.end):
        return ()
    return (
        _(
            "The page shows the date %(shown)s; its %(where)s says %(hidden)s.",
            shown=shown,
            where=stated.published.where,
            hidden=hidden,
        ),
    )
