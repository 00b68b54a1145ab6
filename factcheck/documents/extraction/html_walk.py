"""The walk over a page's elements, in the order a reader meets their words."""

import re
from collections import Counter

from lxml import etree

from .draft import Draft
from .values import Kind

#: Never shown, or shown only when a script fails or something is opened.
_NEVER_SHOWN = """
script style template noscript head title meta link base svg math iframe object audio video canvas
select datalist textarea map frameset
"""
_UNSEEN = frozenset(_NEVER_SHOWN.split())
#: Elements that hold nothing in HTML (its section 13.1.2). The parser does not know all of them and puts what
#: follows inside, which is the rest of the page: so they are walked through, hidden or not.
_HOLDING_NOTHING = "area br col embed frame hr img input keygen param source track wbr"
_VOID = frozenset(_HOLDING_NOTHING.split())
#: The page's and not the article's, by their meaning in HTML.
# Not <form>: some systems wrap the whole page in one.
_AROUND = frozenset(("nav", "footer", "aside", "button", "dialog", "menu"))
_BLOCK_ELEMENTS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary
table tbody tfoot thead tr ul button
"""
_BLOCKS = frozenset(_BLOCK_ELEMENTS.split())
_CELLS = frozenset(("td", "th"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSHOWN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: White space that a browser runs together; a no-break space is not.
_SPACES = re.compile(r"[ \t\n\r\f]+")


class Walk:
    """Feeds a draft with the visible words under an element. What encloses them is counted.

    `origins` are, for each block of the draft, the element in which its first words stand.
    """

    def __init__(self, draft: Draft) -> None:
        self.origins: list[etree._Element] = []
        self._draft = draft
        self._at: etree._Element | None = None
        self._first: etree._Element | None = None
        self._titled: set[etree._Element] = set()
        self._inside: Counter[str] = Counter()
        self._heading = 0
        self._space = False
        self._breaks = 0

    def page(self, root: etree._Element) -> None:
        self._titled = {header for title in root.iter("h1") for header in title.iterancestors("header")}
        steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: etree._Element | None = None
        for event, node in steps:
            if event == "start":
                if not isinstance(node.tag, str) or _is_unseen(node):
                    skipped = node
                    steps.skip_subtree()
                else:
                    self._at = node
                    self._start(node)
            elif event == "end" and node is not skipped and isinstance(node.tag, str):
                self._end(node)
            if event != "start" and node is not root:
                self._at = node.getparent()
                self._words(node.tail)
        self._begin()

    def _start(self, node: etree._Element) -> None:
        tag = str(node.tag)
        self._inside[self._container(node)] += 1
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        if tag in _BLOCKS:
            self._begin()
        elif tag in _CELLS and self._draft.in_block:
            self._raw("\t")
        elif tag == "br":
            self._line_break()
        elif tag == "a" and node.get("href"):
            self._pending_space()
            self._draft.open_link(node.get("href") or "")
        self._words(node.text)

    def _end(self, node: etree._Element) -> None:
        tag = str(node.tag)
        self._inside[self._container(node)] -= 1
        if tag in _HEADINGS:
            self._heading = 0
        if tag == "a":
            self._draft.close_link()
        if tag in _BLOCKS:
            self._begin()

    def _container(self, node: etree._Element) -> str:
        """What words inside this element are."""
        tag = str(node.tag)
        if tag in _AROUND or (node.get("role") or "") in (
            "navigation",
            "search",
            "complementary",
            "contentinfo",
        ):
            return "around"
        if tag == "header":
            # An article's own header holds its title and date; the page's holds its menu.
            within_article = any(True for _ in node.iterancestors("article", "main"))
            return "" if within_article or node in self._titled else "around"
        return {"figcaption": "caption", "caption": "caption", "li": "item", "dd": "item", "dt": "item",
                "blockquote": "quote", "pre": "pre"}.get(tag, "")  # fmt: skip

    def _begin(self) -> None:
        kind, level = self._kind()
        self._draft.begin(kind, level)
        if len(self._draft.blocks) > len(self.origins) and self._first is not None:
            self.origins.append(self._first)
        self._first = None
        self._space, self._breaks = False, 0

    def _kind(self) -> tuple[Kind, int]:
        inside = self._inside
        if inside["around"]:
            return "boilerplate", 0
        if inside["caption"]:
            return "caption", 0
        if self._heading:
            return "heading", self._heading
        if inside["item"]:
            return "list_item", inside["item"]
        if inside["quote"]:
            return "quote", inside["quote"]
        return "paragraph", 0

    def _line_break(self) -> None:
        """One is a new line; two are how old pages part paragraphs."""
        self._breaks += 1
        if self._breaks > 1:
            self._begin()
        elif self._draft.in_block:
            self._draft.add("\n")
            self._space = False

    def _words(self, words: str | None) -> None:
        if not words:
            return
        if self._first is None and not words.isspace():
            self._first = self._at
        if self._inside["pre"]:
            self._raw(words.replace("\r\n", "\n").replace("\r", "\n"))
            return
        run = _SPACES.sub(" ", words)
        if run.startswith(" "):
            self._space = True
            run = run[1:]
        if not run:
            return
        self._pending_space()
        self._space = run.endswith(" ")
        self._draft.add(run.removesuffix(" "))
        self._breaks = 0

    def _pending_space(self) -> None:
        if self._space and self._draft.in_block and not self._breaks:
            self._draft.add(" ")
        self._space = False

    def _raw(self, characters: str) -> None:
        self._draft.add(characters)
        self._space, self._breaks = False, 0


def _is_unseen(node: etree._Element) -> bool:
    if node.tag in _VOID:
        return False
    return (
        node.tag in _UNSEEN
        or node.get("hidden") is not None
        or (node.tag == "dialog" and node.get("open") is None)
        or bool(_UNSHOWN_STYLE.search(node.get("style") or ""))
    )
