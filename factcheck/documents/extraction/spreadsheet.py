"""Excel files (.xlsx) to text and blocks: each sheet a heading, its rows, and the notes on its cells.

Formulas are read as the values that were stored with them, as the sheet shows. Hidden sheets, rows and columns
are read too, and said to be hidden: a desk must know what a reader of the file would not see.
"""

import re
from collections.abc import Iterator

from lxml import etree

from .cells import WITHOUT_RESULT, Rows, column_number
from .draft import Draft
from .errors import CouldNotRead, Damaged
from .ooxml import Package, Relation, child, local, value
from .spreadsheet_values import Formats, unescaped, words_of
from .values import Drawing, Statements
from .words import gettext as _

#: Sheets of one file; texts that cells share, and columns of a sheet (the most that Excel has).
MOST_SHEETS = 1_000
MOST_STRINGS = 2_000_000
MOST_COLUMNS = 16_384
_LONGEST_NAME = 100
#: Cells without a result that are named.
_NAMED = 5
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def draw(data: bytes) -> Drawing:
    """Text, blocks and statements of an Excel file. Raises UnsupportedType or CouldNotRead."""
    return _Workbook(Package(data)).draw()


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        main = (r.target for r in package.relations("").values() if r.kind == "officeDocument")
        self._main = next(main, "xl/workbook.xml")
        self._relations = package.relations(self._main)
        self._draft = Draft()
        self._rows = Rows(self._draft)
        self._messages: list[str] = []
        self._sheet_name = ""
        self._without_result = 0
        #: The first of them, by name.
        self._empty: list[str] = []

    def draw(self) -> Drawing:
        root = self._package.xml(self._main)
        if root is None or local(root) != "workbook":
            raise Damaged(_("It has no Excel workbook in it."))
        sheets = [node for node in root.iter("{*}sheet") if value(node, "name")]
        if len(sheets) > MOST_SHEETS:
            raise CouldNotRead(_("It has more than %(sheets)s sheets.", sheets=f"{MOST_SHEETS:,}"))
        self._strings = self._shared_strings()
        from_1904 = value(child(root, "workbookPr"), "date1904") in ("1", "true")
        styles = self._named("styles")
        self._formats = Formats(self._package.xml(styles) if styles else None, from_1904=from_1904)
        for node in sheets:
            self._sheet(node)
        text, blocks = self._draft.finish()
        stated, times = self._package.properties()
        messages = (*times, *self._messages, *self._rows.messages(), *self._remarks())
        return Drawing(text, blocks, Statements(stated.title, stated.author, None, stated.language, None, messages))

    def _named(self, kind: str) -> str:
        found = (r.target for r in self._relations.values() if r.kind == kind and not r.external)
        return next(found, "")

    def _shared_strings(self) -> list[str]:
        part = self._named("sharedStrings")
        strings: list[str] = []
        for node in self._package.elements(part, "si") if part in self._package else ():
            strings.append(words_of(node))
            if len(strings) > MOST_STRINGS:
                raise CouldNotRead(_("It has more than %(texts)s texts.", texts=f"{MOST_STRINGS:,}"))
        return strings

    def _sheet(self, node: etree._Element) -> None:
        relation = self._relations.get(_relation_id(node))
        if not relation or relation.kind != "worksheet" or relation.target not in self._package:
            return  # a sheet that is all chart has no cells
        name = " ".join(unescaped(value(node, "name")).split())[:_LONGEST_NAME]
        if value(node, "state") in ("hidden", "veryHidden"):
            self._messages.append(_("The sheet “%(name)s” is hidden in the file.", name=name))
        self._sheet_name = name
        self._draft.begin("heading", 1, name)
        self._draft.add(name)
        self._worksheet(name, relation)
        self._notes(name, relation)

    def _worksheet(self, name: str, relation: Relation) -> None:
        number, hidden = 0, False
        for element in self._package.elements(relation.target, "col", "row"):
            hidden = hidden or value(element, "hidden") in ("1", "true")
            if local(element) == "row":
                stated = value(element, "r")
                number = int(stated) if re.fullmatch(r"\d{1,7}", stated) else number + 1
                self._rows.add(f"{name}!{number}", self._values(element))
        if hidden:
            self._messages.append(_("The sheet “%(name)s” has hidden rows or columns, which are read too.", name=name))

    def _values(self, row: etree._Element) -> list[str]:
        """The row's cells, with "" for those that are not written down."""
        found: dict[int, str] = {}
        number = 0
        for cell in row.iterchildren("{*}c"):
            reference = _REFERENCE.fullmatch(cell.get("r") or "")
            number = column_number(reference[1]) if reference else number + 1
            if number > MOST_COLUMNS:
                raise Damaged(_("A row has more columns than there can be."))
            found[number] = self._shown(cell)
        last = max((number for number, words in found.items() if words), default=0)
        return [found.get(number, "") for number in range(1, last + 1)]

    def _shown(self, cell: etree._Element) -> str:
        kind, stored = cell.get("t") or "n", child(cell, "v")
        if kind == "inlineStr":
            inner = child(cell, "is")
            return words_of(inner) if inner is not None else ""
        words = (stored.text or "") if stored is not None else ""
        if not words:
            if child(cell, "f") is not None and kind != "str":
                self._note_empty(cell.get("r") or "")
            return ""
        if kind == "s":
            place = int(words) if re.fullmatch(r"\s*\d{1,9}\s*", words) else len(self._strings)
            if place >= len(self._strings):
                raise Damaged(_("A cell names a text that is not there."))
            return self._strings[place]
        if kind == "b":
            return "TRUE" if words == "1" else "FALSE"
        if kind in ("str", "d", "e"):
            return unescaped(words)
        return self._formats.shown(words.strip()[:400], cell.get("s") or "")

    def _notes(self, name: str, relation: Relation) -> None:
        """What people wrote beside cells. Newer files hold each note twice: the part read here has them all."""
        for other in self._package.relations(relation.target).values():
            root = self._package.xml(other.target) if other.kind == "comments" else None
            authors = (
                [" ".join((node.text or "").split()) for node in root.iter("{*}author")] if root is not None else []
            )
            for comment in root.iter("{*}comment") if root is not None else ():
                index = value(comment, "authorId")
                author = authors[int(index)] if index.isdecimal() and int(index[:6]) < len(authors) else ""
                by = f" by {author[:_LONGEST_NAME]}" if author else ""
                self._draft.begin("comment", 0, f"{name}!{value(comment, 'ref')[:20]}, comment{by}")
                self._draft.add(words_of(comment))

    def _note_empty(self, reference: str) -> None:
        self._without_result += 1
        if _REFERENCE.fullmatch(reference) and len(self._empty) < _NAMED:
            self._empty.append(f"{self._sheet_name}!{reference}")

    def _remarks(self) -> Iterator[str]:
        if self._without_result:
            unnamed, named, more = WITHOUT_RESULT
            if self._empty:
                unnamed = more if self._without_result > len(self._empty) else named
            yield _(unnamed, count=self._without_result, names=", ".join(self._empty))


def _relation_id(node: etree._Element) -> str:
    """The attribute r:id, and not sheetId."""
    return next((str(v) for key, v in node.attrib.items() if str(key).endswith("}id")), "")
