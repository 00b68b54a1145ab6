"""How what is known of documents is put into words."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from factcheck.documents.extraction import media_types
from factcheck.documents.models import Basis, Document

#: File endings by media type: what bytes are saved as.
ENDINGS = {
    media_types.HTML: "html",
    media_types.MARKDOWN: "md",
    media_types.PLAIN: "txt",
    media_types.CSV: "csv",
    media_types.SRT: "srt",
    media_types.VTT: "vtt",
    media_types.PDF: "pdf",
    media_types.EML: "eml",
    media_types.DOCX: "docx",
    media_types.XLSX: "xlsx",
    media_types.PNG: "png",
    media_types.JPEG: "jpg",
    media_types.WEBP: "webp",
}


#: Never written in a document as such: what it says leads to them.
CONCLUDED = frozenset({"language", "source"})


def basis_in_words(fact: dict[str, Any]) -> str:
    """ "stands in the document: line 3"; of a fact that is not there, so much."""
    if not fact["basis"]:
        return _("not known")
    words = str(Basis(fact["basis"]).label)
    if fact["name"] in CONCLUDED and fact["basis"] != Basis.DESK:
        words = _("follows from the document")
    return f"{words}: {fact['how']}" if fact["how"] else words


def published_title(document: Document) -> str:
    """What a reader of a list is told about a date: what it says, and where it stands."""
    day = document.published_on
    return f"{day.text}: {basis_in_words(document.fact('published'))}" if day else ""


def language_name(code: str) -> str:
    """`de` as "German"; a code that is not known stays a code."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    return str(_(info["name"])) if "name" in info else code
