"""Word and Excel files."""

from tests.faults.hostile.values import Hostile
from tests.unit.documents import test_docx as word
from tests.unit.documents import test_spreadsheet as excel
from tests.unit.documents.drawings import with_parts, zipped

_LINK = f'<Relationship Id="r" Type="{word.R}/header" TargetMode="External" Target="file:///etc/passwd"/>'


def _word(part: str, content: str | bytes) -> bytes:
    return with_parts(word.report(), {part: content})


def _excel(part: str, content: str | bytes) -> bytes:
    return with_parts(excel.book("<row><c><v>1</v></c></row>"), {part: content})


def _bodies() -> dict[str, Hostile]:
    return {
        f"Word file, body: {name}": Hostile("a.docx", lambda content=content: _word("word/document.xml", content))
        for name, content in word.HOSTILE.items()
    }


def _sheets() -> dict[str, Hostile]:
    return {
        f"Excel file, sheet: {name}": Hostile("a.xlsx", lambda content=content: _excel("xl/r.xml", content))
        for name, content in excel.HOSTILE.items()
    }


def _many_shared() -> bytes:
    rows = "".join(f"<row>{'<c t="s"><v>0</v></c>' * 100}</row>" for _ in range(500))
    return excel.book(rows, f"<si><t>{'x' * 30_000}</t></si>")


FILES = {
    **_bodies(),
    **_sheets(),
    "Word bomb": Hostile("a.docx", lambda: _word("word/document.xml", b" " * 40_000_000)),
    "Word file with an external entity in its styles": Hostile(
        "a.docx", lambda: _word("word/styles.xml", f"{word.XXE}]><w:styles>&j;</w:styles>")
    ),
    "Word file with laughs in its properties": Hostile(
        "a.docx", lambda: _word("docProps/core.xml", f"{word.LAUGHS}]><a>&j;</a>")
    ),
    "Word file of 10,001 parts": Hostile(
        "a.docx", lambda: zipped({"word/document.xml": ""} | {f"{n}": "" for n in range(10_001)})
    ),
    "Word file whose header is /etc/passwd": Hostile(
        "a.docx", lambda: _word("word/_rels/document.xml.rels", f"<Relationships>{_LINK}</Relationships>")
    ),
    "Word file under a password": Hostile("a.docx", lambda: word.ole("Root Entry", "EncryptedPackage")),
    "old Word file": Hostile("a.doc", lambda: word.ole("Root Entry", "WordDocument")),
    "Word file of elements 300 deep": Hostile(
        "a.docx",
        lambda: word.part("<w:tbl><w:tr><w:tc>" * 80 + word.p("deep words") + "</w:tc></w:tr></w:tbl>" * 80),
    ),
    "Excel file with laughs in its shared texts": Hostile(
        "a.xlsx", lambda: _excel("xl/s.xml", f"{word.LAUGHS}]><sst><si><t>&j;</t></si></sst>")
    ),
    "Excel file whose cells share a long text": Hostile("a.xlsx", _many_shared),
    "Excel file with rows to the last column": Hostile(
        "a.xlsx", lambda: excel.book('<row><c r="XFD1"><v>1</v></c></row>' * 5_000)
    ),
    "Excel file with a row of number 2,147,483,647": Hostile(
        "a.xlsx", lambda: excel.book('<row r="2147483647"><c r="ZZZZZZ99999999999"><v>1e99999</v></c></row>')
    ),
    "Excel file of 1,001 sheets": Hostile("a.xlsx", lambda: excel.book("<row><c><v>1</v></c></row>", sheets=1_001)),
}
