"""What a text is, by its content. A name or declared type only tips the scale towards Markdown."""

import re

from .errors import UnsupportedType
from .words import gettext as _

PLAIN, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
CSV, SRT, VTT = "text/csv", "application/x-subrip", "text/vtt"
PDF, EML = "application/pdf", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
PICTURES = (PNG, JPEG, WEBP)
#: What has pages on which words stand somewhere.
PAGED = (PDF, *PICTURES)
#: Bytes of which no more is known.
UNKNOWN = "application/octet-stream"

_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]{0,500}>\s*|<!--.{0,5000}?-->\s*){0,20}", re.DOTALL)
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(div|p|article|section|main|header|nav|h[1-6]|table|ul|ol|span|meta|title|script|style|link|base|a|b|i"
    r"|strong|em|br|hr|img|blockquote|figure|center|font)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"</(?:div|p|article|section|main|h[1-6]|table|ul|ol|span|a|title|blockquote|body|html)\s*>",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml\b|<(?:rss|feed|svg|urlset)\b|<!doctype\s+(?!html\b)[\w:]", re.IGNORECASE)

#: Marks that plain text practically never carries: links, addresses in angle brackets, headings.
_CERTAIN = re.compile(
    r"!?\[[^\]\n]{1,300}\]\([^()\s]{0,2000}(?:\([^()\s]*\))?[^()\s]{0,2000}\)"
    r"|<https?://[^<>\s]{3,2000}>"
    r"|^#{1,6} \S.*\n[ \t]*\n",
    re.MULTILINE,
)
#: Marks that plain text carries now and then. Two kinds of them convince, or one and a name that ends in .md.
_LIKELY = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,300}\*\*(?![\w*])"),
    re.compile(r"(?<![\w*])\*[^\s*][^*\n]{0,300}\*(?![\w*])|(?<![\w_])_[^\s_][^_\n]{0,300}_(?![\w_])"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"^[^\n]{1,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
    re.compile(r"^[*-] \S", re.MULTILINE),
)
_CUE = re.compile(r"\s*(?:\d+\s*\n)?\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}")
_TABLES = (".csv", ".tsv", ".tab")
#: Characters. What follows would not change the judgement.
_ENOUGH = 200_000


def media_type(text: str, filename: str = "", declared_type: str = "") -> str:
    """One of the textual types above. Raises UnsupportedType for XML that is not a page.

    A table can't be told from prose with commas: its name or declared type has to say so.
    """
    sample = text[:_ENOUGH]
    if re.match(r"\ufeff?WEBVTT(?:[ \t\n]|$)", sample):
        return VTT
    if _CUE.match(sample.removeprefix("\ufeff")):
        return SRT
    if filename.lower().endswith(_TABLES) or declared_type.partition(";")[0].strip() == CSV:
        return CSV
    named_markdown = filename.lower().endswith((".md", ".markdown")) or "markdown" in declared_type
    body = sample[_PROLOGUE.match(sample).end() :]  # type: ignore[union-attr]  # matches nothing at least
    if _DOCUMENT.match(body):
        return HTML
    if _XML.match(sample.lstrip()):
        raise UnsupportedType(_("This is XML, such as a feed."))
    if not named_markdown and _ELEMENT.match(body) and _CLOSING.search(body):
        return HTML
    likely = sum(bool(pattern.search(sample)) for pattern in _LIKELY)
    if _CERTAIN.search(sample) or likely >= (1 if named_markdown else 2):
        return MARKDOWN
    return PLAIN
