"""Markdown to text and blocks: the marks go, their meaning stays as kinds of block and links.

HTML inside Markdown is text like any other: what its author typed is shown, nothing is interpreted.
"""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .draft import Draft
from .front_matter import split_front_matter
from .head import read_head
from .values import Block, Drawing, Kind, Statements


def draw(text: str) -> Drawing:
    """Text, blocks and statements of a Markdown document."""
    fields, body = split_front_matter(text)
    reader = _Reader()
    for token in _parser().parse(body):
        reader.read(token)
    drawn, blocks = reader.draft.finish()
    blocks, says = read_head(drawn, blocks, _credited(blocks, reader.emphasised))
    return Drawing(drawn, blocks, _merged(fields, says))


#: Quotations in quotations, as in long threads. What lies deeper the parser leaves out.
_DEEPEST = 40
#: Characters in a line of wrapped text.
_WIDEST = 120


@cache
def _parser() -> MarkdownIt:
    # Without indented code: in articles, indented lines are paragraphs that were copied with their margin.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table").disable("code")


def _merged(fields: Statements, says: Statements) -> Statements:
    """What readers see goes before what only front matter says."""
    return Statements(
        title=says.title or fields.title,
        author=says.author or fields.author,
        published=says.published or fields.published,
        language=fields.language,
        url=says.url or fields.url,
        messages=says.messages + fields.messages,
    )


def _credited(blocks: tuple[Block, ...], emphasised: list[int]) -> frozenset[int]:
    starts = set(emphasised)
    return frozenset(index for index, block in enumerate(blocks) if block.start in starts)


class _Reader:
    """Walks the flat list of tokens; containers are counted, so depth costs nothing."""

    def __init__(self) -> None:
        self.draft = Draft()
        #: Starts of the blocks that end in emphasised words.
        self.emphasised: list[int] = []
        self._quotes = 0
        self._lists = 0
        self._heading = 0
        self._in_row = False
        self._one_a_line = False
        self._after_image = False

    def read(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "list_item_open" | "list_item_close":
                self._lists += token.nesting
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0
            case "fence" | "code_block":
                self._begin()
                self.draft.add(token.content)
            case "tr_open":
                self._begin()
                self._in_row = True
            case "tr_close":
                self._in_row = False
            case "inline":
                self._inline(token)

    def _begin(self, kind: Kind | None = None) -> None:
        if self._heading:
            self.draft.begin("heading", self._heading)
        elif self._lists:
            self.draft.begin("list_item", self._lists)
        elif self._quotes:
            self.draft.begin("quote", self._quotes)
        else:
            self.draft.begin(kind or "paragraph")

    def _inline(self, token: Token) -> None:
        children = token.children or []
        image_alone = bool(children) and all(
            child.type in ("image", "softbreak", "link_open", "link_close") for child in children
        )
        # A table's cells share the block of their row.
        if self._in_row:
            self.draft.add("\t" if self.draft.in_block else "")
        else:
            short = len(token.content) <= 500
            self._begin("caption" if image_alone or (self._after_image and short) else None)
        # Nobody wraps lines this wide: here each line is a paragraph.
        self._one_a_line = max(map(len, token.content.split("\n"))) > _WIDEST
        for child in children:
            self._child(child, image_alone)
        self._after_image = image_alone
        if _ends_emphasised(children):
            self._note_emphasis()

    def _child(self, child: Token, image_alone: bool) -> None:
        match child.type:
            case "text" | "code_inline" | "html_inline":
                self.draft.add(child.content)
            case "softbreak" if self._one_a_line:
                self._begin()
            case "softbreak" | "hardbreak":
                self.draft.add("\n")
            case "link_open":
                self.draft.open_link(str(child.attrs.get("href", "")))
            case "link_close":
                self.draft.close_link()
            case "image" if image_alone:
                self.draft.add(child.content)

    def _note_emphasis(self) -> None:
        self.draft.begin("paragraph")
        if self.draft.blocks:
            self.emphasised.append(self.draft.blocks[-1].start)


def _ends_emphasised(children: list[Token]) -> bool:
    last = [child for child in children if child.type != "text" or child.content.strip()][-1:]
    return bool(last) and last[0].type in ("strong_close", "em_close")
