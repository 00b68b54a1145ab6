"""The walk over one story of a Word file (its body, a header, a note, a comment), in reading order.

Rows of a table become one block each, cells apart by a tab; a table with one cell a row is only there for the
looks, and its paragraphs are paragraphs. Text boxes come after the paragraph that they are anchored in.
"""

import re
from collections.abc import Iterator

from lxml import etree

from .docx_styles import Styles
from .draft import Draft
from .ooxml import child, local, value
from .values import Kind

#: What is no text of the document, or is no longer.
_NO_TEXT = "del moveFrom pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr rt delText"
_SKIPPED = frozenset(_NO_TEXT.split())
_DELETED = frozenset(("del", "moveFrom"))
_WRITTEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_LONGEST_FIELD = 2_100
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')


class Walk:
    """Feeds a draft. `notes` are the kinds and ids of the notes referred to, in order, each once."""

    def __init__(self, draft: Draft, styles: Styles) -> None:
        self.notes: dict[tuple[str, str], None] = {}
        self.inserted = self.deleted = self.hidden = self.pictures = 0
        self._draft = draft
        self._styles = styles
        self._links: dict[str, str] = {}
        self._as: tuple[Kind, int, str] | None = None
        self._label = ""
        self._tables = 0
        self._rows: list[bool] = []  # for each table that we are in: whether its rows are blocks
        self._row = self._cell = 0
        self._cell_has_words = self._line_due = False
        self._boxes: list[etree._Element] = []
        self._fields: list[str] = []

    def story(self, root: etree._Element, links: dict[str, str], kind: Kind | None = None, label: str = "") -> None:
        """Walk under `root`. With a `kind`, all its blocks are of that kind."""
        self._links, self._as, self._label = links, (kind, 0, label) if kind else None, label
        self._fields, self._rows = [], []
        self._draft.begin("paragraph")
        self._walk(root)
        while self._boxes:
            self._text_boxes()
        self._draft.close_link()
        self._draft.begin("paragraph")

    def _walk(self, root: etree._Element) -> None:
        steps = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, node in steps:
            if event == "start" and node is not root and self._skips(node):
                skipped = node
                steps.skip_subtree()
            elif event == "start":
                self._start(node)
            elif node is not skipped:
                self._end(node)

    def _skips(self, node: etree._Element) -> bool:
        name = local(node)
        if name in _DELETED and _has_words(node):
            self.deleted += 1
        if name == "txbxContent":
            self._boxes.append(node)
            return True
        if name == "r" and self._styles.hides(node):
            self.hidden += _has_words(node)
            return True
        # The same drawing again, for programs that can't show the first.
        again = (
            name in ("Fallback", "Choice") and next(node.itersiblings("{*}Choice", preceding=True), None) is not None
        )
        return not name or name in _SKIPPED or again

    def _start(self, node: etree._Element) -> None:
        name = local(node)
        if name == "p":
            self._paragraph(node)
        elif name == "t":
            self._words(re.sub(r"[\t\r\n]", " ", node.text or ""))
        elif name in _WRITTEN:
            self._words(_WRITTEN[name])
        elif name in ("tbl", "tr", "tc"):
            self._table(name, node)
        elif name == "hyperlink":
            self._draft.open_link(self._links.get(value(node, "id"), ""))
        elif name in ("fldSimple", "fldChar", "instrText"):
            self._field(name, node)
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.setdefault((name.removesuffix("Reference"), value(node, "id")))
        elif name in ("ins", "moveTo"):
            self.inserted += child(node, "r") is not None  # not the mark of an inserted line end
        elif name in ("blip", "imagedata"):
            self.pictures += 1

    def _end(self, node: etree._Element) -> None:
        name = local(node)
        if name in ("hyperlink", "fldSimple"):
            self._draft.close_link()
        elif name == "tbl":
            self._rows.pop()
        if name in ("p", "tr") and self._boxes and not any(self._rows[: -1 if name == "tr" else None]):
            self._text_boxes()

    def _words(self, words: str) -> None:
        if any(self._rows):
            if self._line_due and not words.strip():
                return
            if self._line_due:
                self._draft.add("\n")
            self._line_due = False
            self._cell_has_words = self._cell_has_words or bool(words.strip())
        self._draft.add(words)

    def _paragraph(self, node: etree._Element) -> None:
        if any(self._rows):
            self._line_due = self._cell_has_words
            return
        kind, level = self._styles.paragraph(node)
        self._draft.begin(*(self._as or (kind, level, self._label)))

    def _table(self, name: str, node: etree._Element) -> None:
        outer = not any(self._rows[:-1]) if name != "tbl" else not any(self._rows)
        if name == "tbl":
            grid = outer and any(len(list(_within(row, "tc"))) > 1 for row in _within(node, "tr"))
            self._rows.append(grid)
            self._tables, self._row = self._tables + grid, 0 if outer else self._row
        elif outer and self._rows and self._rows[-1] and name == "tr":
            self._row, self._cell = self._row + 1, 0
            label = f"{self._label}, " if self._label else ""
            self._draft.begin(*(self._as or ("row", 0, f"{label}table {self._tables}, row {self._row}")))
        elif outer and self._rows and self._rows[-1]:
            self._cell, self._cell_has_words, self._line_due = self._cell + 1, False, False
            if self._cell > 1:
                self._draft.add("\t")

    def _field(self, name: str, node: etree._Element) -> None:
        """Links written as fields: the address is in the code, the words between "separate" and "end"."""
        kind = value(node, "fldCharType")
        if name == "fldSimple" and (match := _FIELD_LINK.match(value(node, "instr"))):
            self._draft.open_link(match[1])
        elif name == "instrText" and self._fields:
            self._fields[-1] = (self._fields[-1] + (node.text or ""))[:_LONGEST_FIELD]
        elif kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields and (match := _FIELD_LINK.match(self._fields[-1])):
            self._draft.open_link(match[1])
        elif kind == "end" and self._fields and _FIELD_LINK.match(self._fields.pop()):
            self._draft.close_link()

    def _text_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        outside = self._as, self._label, self._rows, self._fields, self._row
        self._label = f"{self._label}, text box" if self._label else "text box"
        if self._as:
            self._as = (self._as[0], 0, self._label)
        for box in boxes:
            self._rows, self._fields = [], []
            self._draft.begin("paragraph")
            self._walk(box)
        self._as, self._label, self._rows, self._fields, self._row = outside


def _within(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those wrapped by a form field or a tracked change."""
    waiting = [node]
    while waiting:
        for inner in waiting.pop():
            if local(inner) == name:
                yield inner
            elif local(inner) in _WRAPPERS:
                waiting.append(inner)


def _has_words(node: etree._Element) -> bool:
    return any(inner.text for inner in node.iter("{*}t", "{*}delText"))
