"""The formats that are read here, as data: what each is called, who reads it, what decides what is drawn."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from .media_types import CSV, DOCX, EML, HTML, JPEG, MARKDOWN, PDF, PLAIN, PNG, SRT, VTT, WEBP, XLSX

#: Raised whenever the same bytes could give another text or other blocks than before.
_VERSION = "1"


@dataclass(frozen=True)
class Reader:
    """`module` has `draw(text)`, or `draw(data)` where the format is binary.

    `libraries` decide what is drawn, so their versions are noted. `wordless`: no words at all is no fault.
    """

    name: str
    module: str
    libraries: tuple[str, ...] = ()
    binary: bool = False
    wordless: bool = False

    @property
    def version(self) -> str:
        """Ours, and those of the libraries: "1 (markdown-it-py 4.0.0)"."""
        return _version(self.libraries)

    def draw(self, given: Any) -> Any:
        # Imported here: lxml and trafilatura take the better part of a second, and most files need neither.
        return import_module(f".{self.module}", __package__).draw(given)


@cache
def _version(libraries: tuple[str, ...]) -> str:
    named = ", ".join(f"{name} {version(name)}" for name in libraries)
    return f"{_VERSION} ({named})" if named else _VERSION


_PLAIN = Reader("factcheck plain text", "plain")
_PICTURE = Reader("factcheck picture", "picture", ("pillow",), binary=True, wordless=True)
OCR = Reader("tesseract", "ocr", (), binary=True, wordless=True)
_TRANSCRIPT = Reader("factcheck transcript", "transcript")

#: The readers of each format, the usual one first; another may be asked for when that one failed.
READERS: dict[str, tuple[Reader, ...]] = {
    PLAIN: (_PLAIN,),
    MARKDOWN: (Reader("factcheck Markdown", "markdown", ("markdown-it-py",)), _PLAIN),
    HTML: (Reader("factcheck HTML", "html", ("lxml", "trafilatura")), _PLAIN),
    CSV: (Reader("factcheck CSV", "comma_separated"), _PLAIN),
    SRT: (_TRANSCRIPT, _PLAIN),
    VTT: (_TRANSCRIPT, _PLAIN),
    PDF: (Reader("factcheck PDF", "pdf", ("pypdfium2",), binary=True, wordless=True), OCR),
    DOCX: (Reader("factcheck Word", "docx", ("lxml",), binary=True),),
    XLSX: (Reader("factcheck Excel", "spreadsheet", ("lxml",), binary=True),),
    EML: (Reader("factcheck mail", "mail", (), binary=True), _PLAIN),
    PNG: (_PICTURE, OCR),
    JPEG: (_PICTURE, OCR),
    WEBP: (_PICTURE, OCR),
}


def reader_of(media_type: str, name: str = "") -> Reader:
    """The reader called `name`, else the usual one. KeyError if the format has none of that name."""
    readers = READERS[media_type]
    if not name:
        return readers[0]
    return {reader.name: reader for reader in readers}[name]
