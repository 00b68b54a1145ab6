"""From bytes as received to text, blocks and what the document says about itself. Pure: no database.

`extract` decodes strictly, decides the type by content, and lets that format's reader draw the text. Offsets
point into that text for good, so it is never tidied afterwards: a better reader gets a new version and makes
a new extraction beside the old one.
"""

from functools import cache
from importlib.metadata import version

from . import boilerplate, language, markdown, plain
from .decode import Decoded, decode
from .errors import (
    BinaryFile,
    EmptyFile,
    NestedTooDeep,
    NoText,
    Undecodable,
    Unreadable,
    UnsupportedType,
)
from .media_types import HTML, MARKDOWN, PLAIN, media_type
from .values import Basis, Block, Drawing, Extracted, Found, Kind, Link

__all__ = [
    "Basis",
    "BinaryFile",
    "Block",
    "EmptyFile",
    "Extracted",
    "Found",
    "Kind",
    "Link",
    "NestedTooDeep",
    "NoText",
    "Undecodable",
    "Unreadable",
    "UnsupportedType",
    "extract",
]

#: Raised whenever the same bytes could give another text or other blocks than before.
_VERSION = "1"
_EXTRACTORS = {PLAIN: "factcheck plain text", MARKDOWN: "factcheck Markdown", HTML: "factcheck HTML"}
_LIBRARIES = {PLAIN: (), MARKDOWN: ("markdown-it-py",), HTML: ("lxml", "trafilatura")}


def extract(data: bytes, *, filename: str = "", declared_type: str = "") -> Extracted:
    """Draw text and blocks from `data`.

    `filename` and `declared_type` are only hints; the content decides. Raises Unreadable, whose `reason`
    says what is wrong and what to do. How large a file may be is for the caller to say.
    """
    decoded = decode(data)
    kind = media_type(decoded.text, filename, declared_type)
    drawing = _draw(kind, decoded.text)
    if not drawing.blocks:
        raise NoText
    return _extracted(kind, decoded, drawing)


def _draw(kind: str, text: str) -> Drawing:
    if kind == HTML:
        from . import html  # lxml is quick to import, but only pages need it

        return html.draw(text)
    return markdown.draw(text) if kind == MARKDOWN else plain.draw(text)


def _extracted(kind: str, decoded: Decoded, drawing: Drawing) -> Extracted:
    says = drawing.says
    main = "\n".join(drawing.text[b.start : b.end] for b in drawing.blocks if b.kind != "boilerplate")
    detected = language.detect(main)
    return Extracted(
        media_type=kind,
        encoding=decoded.encoding,
        text=drawing.text,
        blocks=boilerplate.mark(drawing.text, drawing.blocks, detected.value if detected else None),
        line_ends=decoded.line_ends,
        nul_count=decoded.nul_count,
        title=says.title,
        author=says.author,
        published=says.published,
        language=detected or says.language,
        url=says.url,
        extractor=_EXTRACTORS[kind],
        extractor_version=_version(kind),
        messages=says.messages + _notes(decoded),
    )


def _notes(decoded: Decoded) -> tuple[str, ...]:
    notes = []
    if decoded.judged:
        notes.append(f"The file does not say its encoding. {decoded.encoding} gives words: check them.")
    if decoded.nul_count:
        notes.append(f"{decoded.nul_count} NUL characters were replaced by U+FFFD.")
    return tuple(notes)


@cache
def _version(kind: str) -> str:
    """Ours, and those of the libraries that decide what is drawn: "1 (markdown-it-py 4.0.0)"."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES[kind])
    return f"{_VERSION} ({libraries})" if libraries else _VERSION
