"""From bytes as received to text, blocks and what the document says about itself. Pure: no database.

`extract` decides the type by content, decodes what is text strictly, and lets that format's reader draw the text.
Offsets point into that text for good, so it is never tidied afterwards: a better reader gets a new version and
makes a new extraction beside the old one.
"""

from . import boilerplate, language
from .decode import Decoded, decode, line_ends_of
from .errors import (
    BinaryFile,
    CouldNotRead,
    Damaged,
    EmptyFile,
    Encrypted,
    NestedTooDeep,
    NoText,
    Undecodable,
    Unreadable,
    UnsupportedType,
)
from .formats import READERS, Reader, reader_of
from .media_types import PLAIN, UNKNOWN, media_type
from .signatures import binary_type
from .values import Basis, Block, Drawing, Extracted, Found, Kind, Link, Page
from .words import gettext as _

__all__ = [
    "READERS",
    "Basis",
    "BinaryFile",
    "Block",
    "CouldNotRead",
    "Damaged",
    "EmptyFile",
    "Encrypted",
    "Extracted",
    "Found",
    "Kind",
    "Link",
    "NestedTooDeep",
    "NoText",
    "Page",
    "Undecodable",
    "Unreadable",
    "UnsupportedType",
    "extract",
    "extract_text",
    "type_of",
]

_NOT_DECODED = Decoded("", "", "none", 0, judged=False)


def extract(data: bytes, *, filename: str = "", declared_type: str = "", reader: str = "") -> Extracted:
    """Draw text and blocks from `data`.

    `filename` and `declared_type` are only hints; the content decides. `reader` names one of the format's other
    readers. Raises Unreadable, whose `reason` says what is wrong and what to do: CouldNotRead where the format is
    known, so that the bytes are worth keeping. How large a file may be is for the caller to say.
    """
    kind = binary_type(data)
    if kind and (chosen := reader_of(kind, reader)).binary:
        drawing, decoded = chosen.draw(data), _NOT_DECODED
    else:
        decoded = decode(data)
        kind = kind or media_type(decoded.text, filename, declared_type)
        chosen = reader_of(kind, reader)
        drawing = chosen.draw(decoded.text)
    if not drawing.blocks and not chosen.wordless:
        raise NoText
    return _extracted(kind, chosen, decoded, drawing)


def extract_text(text: str, *, stated_language: str = "") -> Extracted:
    """As `extract`, of characters that are plain text because whoever sent them says so. Raises NoText.

    Where they also say its language, nothing is detected, and `language` is None.
    """
    nul_count = text.count("\0")
    line_ends = line_ends_of(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    reader = reader_of(PLAIN)
    drawing = reader.draw(text)
    if not drawing.blocks:
        raise NoText
    return _extracted(
        PLAIN, reader, Decoded(text, "utf-8", line_ends, nul_count, judged=False), drawing, stated_language
    )


def type_of(data: bytes, *, filename: str = "", declared_type: str = "") -> str:
    """The media type that `extract` would find, UNKNOWN if it is none that is read here."""
    try:
        return binary_type(data) or media_type(decode(data).text, filename, declared_type)
    except Unreadable:
        return UNKNOWN


def _extracted(kind: str, reader: Reader, decoded: Decoded, drawing: Drawing, stated_language: str = "") -> Extracted:
    says = drawing.says
    main = "\n".join(drawing.text[b.start : b.end] for b in drawing.blocks if b.kind != "boilerplate")
    detected = language.detect(main) if main and not stated_language else None
    known = detected.value if detected else stated_language.partition("-")[0].lower() or None
    return Extracted(
        media_type=kind,
        encoding=decoded.encoding,
        text=drawing.text,
        blocks=boilerplate.mark(drawing.text, drawing.blocks, known),
        line_ends=decoded.line_ends,
        nul_count=decoded.nul_count,
        title=says.title,
        author=says.author,
        published=says.published,
        language=detected or says.language,
        url=says.url,
        extractor=reader.name,
        extractor_version=reader.version,
        messages=says.messages + _notes(decoded),
        pages=drawing.pages,
    )


def _notes(decoded: Decoded) -> tuple[str, ...]:
    notes = []
    if decoded.judged:
        notes.append(
            _("The file does not say its encoding. %(encoding)s gives words: check them.", encoding=decoded.encoding)
        )
    if decoded.nul_count:
        notes.append(_("%(count)s NUL characters were replaced by U+FFFD.", count=decoded.nul_count))
    return tuple(notes)
