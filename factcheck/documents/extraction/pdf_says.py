"""What a PDF says about itself: in its metadata, and in the lines at the top of its first page."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as raw

from .head import read_head
from .values import Block, Found, Statements
from .words import gettext as _
from .words import gettext_noop

_WHERE = gettext_noop("PDF metadata")
#: What programs put where a title should be: their own name, the file's, or nothing anybody wrote.
_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel|office).*|powerpoint presentation|slide \d+|print(?:ing)?|about:blank"
    r"|(?:untitled|document|doc|title|no title|scan|scanned|img|image|template|new)\W*\w{0,12}"
    r"|\S*[\d_]\S*|(?:https?|file):.*|.*[\\/]\S*"
    r"|.*\.(?:docx?|dotx?|pdf|rtf|odt|pages|pptx?|xlsx?|indd|qxd|qxp|fm|tex|dvi|e?ps|txt|html?|jpe?g|png|tiff?|p65)",
    re.IGNORECASE | re.DOTALL,
)
_JUNK_AUTHOR = re.compile(
    r"(?:user|admin|administrator|owner|author|unknown|none|anonymous|guest|scanner|default|root"
    r"|microsoft(?: office)? user|windows user|office user|.*\\.*)\W*\d*",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def read_statements(document: Any, text: str, first_page: Sequence[Block]) -> Statements:
    """Title, author, date and language. Lines that a reader sees come before metadata, except for the title."""
    _, seen = read_head(text, tuple(block for block in first_page if block.kind != "boilerplate"))
    return replace(
        seen,
        title=title(_value(document, "Title")) or seen.title,
        author=seen.author or author(_value(document, "Author")),
        messages=(*seen.messages, *_made(date(_value(document, "CreationDate")))),
        language=language(_catalogue_language(document)),
    )


def _made(day: Found | None) -> tuple[str, ...]:
    """When the file was made is no date of publication: printing a page makes a file today."""
    return (_("By its own account the file was made on %(day)s.", day=day.value),) if day else ()


def title(value: str) -> Found | None:
    """A title somebody gave, or None for what programs leave there."""
    words = " ".join(value.split())
    letters = sum(character.isalpha() for character in words)
    junk = letters < 3 or "\N{REPLACEMENT CHARACTER}" in words or _JUNK_TITLE.fullmatch(words)
    return None if junk else Found(words, "metadata", _(_WHERE))


def author(value: str) -> Found | None:
    """A name, or None for an account's or a program's."""
    words = " ".join(value.split())
    junk = len(words) < 3 or "\N{REPLACEMENT CHARACTER}" in words or _JUNK_AUTHOR.fullmatch(words)
    return None if junk else Found(words, "metadata", _(_WHERE))


def date(value: str) -> Found | None:
    """ "D:20200831104500+02'00'" as "2020-08-31": the day where the file was made. None if there is no such day."""
    match = _DATE.match(value.strip())
    if not match or not 1980 <= int(match[1]) <= 2100:
        return None
    try:
        dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return Found("-".join(part for part in match.groups() if part), "metadata", _(_WHERE))


def language(value: str) -> Found | None:
    """The code as the document gives it."""
    code = value.strip()
    return Found(code, "metadata", _("PDF catalogue “Lang”")) if _LANGUAGE.fullmatch(code) else None


def _value(document: Any, key: str) -> str:
    value: str = document.get_metadata_value(key)
    return _stored(value[:2_000])


def _catalogue_language(document: Any) -> str:
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if not 0 < length <= 200:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, length)
    return _stored(bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0])


def _stored(value: str) -> str:
    """Without characters that can't be stored."""
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c < "\ue000" or c < " " else c for c in value).strip()
